package org.migrationsafe.rehearse;

/**
 * How much is tried beyond one run of each migration.
 *
 * @param rows how many rows an existing table gets
 * @param growth whether statements with work in them are observed at further sizes
 * @param queue whether migrations that block traffic are run again with a session in their way
 */
public record Extent(int rows, boolean growth, boolean queue) {}
