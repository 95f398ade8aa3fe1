package org.migrationsafe.schema;

import java.util.List;

import org.migrationsafe.source.Place;

/** Columns that refer to another table's key; both lists pair up. */
public record ForeignKey(
        List<String> columns, String referencedTable, List<String> referencedColumns, String attribute, Place place) {

    public ForeignKey {
        columns = List.copyOf(columns);
        referencedColumns = List.copyOf(referencedColumns);
    }
}
