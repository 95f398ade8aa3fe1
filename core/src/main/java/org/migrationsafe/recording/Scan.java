package org.migrationsafe.recording;

/**
 * Rows of a table that existed before the migration, read one after the other.
 *
 * @param tuples how many the server counted, dead ones left out; several passes add up
 */
public record Scan(RelationName relation, long tuples) {}
