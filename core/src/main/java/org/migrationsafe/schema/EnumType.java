package org.migrationsafe.schema;

import java.util.List;

import org.migrationsafe.source.Place;

/** An enum of the database's own, with its constants in their order. */
public record EnumType(String schema, String name, List<String> constants, Place place) {

    public EnumType {
        constants = List.copyOf(constants);
    }
}
