package org.migrationsafe.sql;

import java.util.List;

/**
 * A value that a statement compares a column with.
 *
 * @param column its bare name, as the server folds it
 * @param path the keys under which the value stands in a JSON document; empty where the column itself is compared
 * @param kind how they are compared
 * @param literal as it is written, with its quotation marks
 * @param statement the whole statement
 */
public record Comparison(String column, List<String> path, Kind kind, String literal, String statement) {

    /** How a value is compared. */
    public enum Kind {
        /** Equality, or its contrary. */
        EQUAL,
        /** Before or after. */
        ORDER,
        /** A pattern of LIKE. */
        PATTERN,
        /** A document or an array that another one contains. */
        CONTAINED
    }
}
