package org.migrationsafe.observe.postgres;

import java.sql.Connection;

import org.migrationsafe.source.Place;

/**
 * A statement that is about to run.
 *
 * @param connection the driver's own
 */
record AtHand(Connection connection, String sql, Place place, Execution execution) {}
