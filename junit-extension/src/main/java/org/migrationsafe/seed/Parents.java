package org.migrationsafe.seed;

import java.util.List;

/** Which table gets its rows before which. */
final class Parents {

    private Parents() {}

    static boolean needs(TableToFill table, TableToFill other) {
        return table != other && table.foreignKeys().stream().anyMatch(key -> key.parent() == other.oid());
    }

    /** Of a cycle of foreign keys, one that can be NULL on the way round is where to begin. */
    static TableToFill firstOfCycle(List<TableToFill> waiting) {
        return waiting.stream()
                .filter(table -> table.foreignKeys().stream()
                        .filter(key ->
                                waiting.stream().anyMatch(other -> other != table && other.oid() == key.parent()))
                        .allMatch(key -> key.columns().stream()
                                .map(table.columns()::get)
                                .anyMatch(column -> column != null && !column.notNull())))
                .findFirst()
                .orElse(waiting.get(0));
    }
}
