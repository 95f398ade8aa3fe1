package org.migrationsafe.schema;

import java.util.List;

import org.migrationsafe.source.Place;

/** An index or a unique constraint, with its columns in order; the name is empty where none is given. */
public record Index(String name, List<String> columns, boolean unique, Place place) {

    public Index {
        columns = List.copyOf(columns);
    }
}
