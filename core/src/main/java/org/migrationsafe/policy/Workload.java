package org.migrationsafe.policy;

import java.util.Map;
import java.util.Optional;

/**
 * What only the user knows of production. What is not said here stays unknown, and is never guessed.
 *
 * @param tableRows rows by a table's name, with its schema outside {@code public}
 */
public record Workload(Map<String, Long> tableRows) {

    public static final Workload UNKNOWN = new Workload(Map.of());

    /** A table with so many rows is small: what takes longer the more rows there are is mild there. A convention, not a measurement. */
    public static final long FEW_ROWS = 10_000;

    public Workload {
        tableRows = Map.copyOf(tableRows);
    }

    public Optional<Long> rows(String table) {
        return Optional.ofNullable(tableRows.get(table));
    }
}
