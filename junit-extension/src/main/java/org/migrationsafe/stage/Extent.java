package org.migrationsafe.stage;

import org.migrationsafe.seed.SeedScripts;

/**
 * What migrations are rehearsed on, and how much goes on at a time.
 *
 * @param rows how many rows an existing table gets
 * @param scripts fill certain tables in our place
 * @param sideBySide how many further runs go at a time where databases can be copied
 */
public record Extent(int rows, SeedScripts scripts, int sideBySide) {}
