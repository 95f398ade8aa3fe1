package org.migrationsafe.recording;

/** Rows changed in a table that existed before the migration, as the server counted them. */
public record RowChange(RelationName relation, long inserted, long updated, long deleted) {
    public long total() {
        return inserted + updated + deleted;
    }
}
