package org.migrationsafe.stage;

import java.util.List;

import org.jspecify.annotations.Nullable;
import org.migrationsafe.flyway.MigrationFile;
import org.migrationsafe.recording.RelationName;

/** Something that a step is spared so that it comes to its end, since the server refused it otherwise. */
public sealed interface Concession {

    /** Whether the statement met all the rows that it would have met without it, though other ones. */
    default boolean meetsRows() {
        return false;
    }

    /**
     * Rows that we made have a value.
     *
     * @param column the only one that has; null for all columns of the table
     */
    record WithoutNulls(RelationName table, @Nullable String column) implements Concession {
        @Override
        public boolean meetsRows() {
            return true;
        }
    }

    /**
     * Rows that we made refer to rows that are there.
     *
     * @param partner the bare name of the table whose keys they take
     */
    record WithPartners(RelationName table, List<String> columns, String partner) implements Concession {
        @Override
        public boolean meetsRows() {
            return true;
        }
    }

    /** Rows that we made do not share values that migrations look for. */
    record WithoutRepeats(RelationName table) implements Concession {
        @Override
        public boolean meetsRows() {
            return true;
        }
    }

    /** A table has no rows when the step begins, nor have those that refer to it. */
    record WithoutRows(RelationName table) implements Concession {}

    /** The same of each table whose name stands somewhere in a text. */
    record WithoutRowsOfThoseNamed(String sql) implements Concession {}

    /** The same of all tables. */
    record WithoutAnyRows() implements Concession {}

    /**
     * A statement is not sent.
     *
     * @param sql as it was recorded
     */
    record WithoutStatement(String sql) implements Concession {}

    /** A file is not run. */
    record WithoutFile(MigrationFile file) implements Concession {}
}
