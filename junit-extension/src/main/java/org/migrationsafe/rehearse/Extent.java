package org.migrationsafe.rehearse;

import org.migrationsafe.seed.SeedScripts;

/**
 * How much is tried beyond one run of each migration.
 *
 * @param rows how many rows an existing table gets
 * @param scripts fill certain tables in our place
 * @param growth whether statements with work in them are observed at further sizes
 * @param queue whether migrations that block traffic are run again with a session in their way
 */
public record Extent(int rows, SeedScripts scripts, boolean growth, boolean queue) {}
