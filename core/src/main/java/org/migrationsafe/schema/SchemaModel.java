package org.migrationsafe.schema;

import java.util.Map;

/**
 * The schema that a module's entities describe, generated when they are compiled and found through
 * {@link java.util.ServiceLoader}.
 */
public interface SchemaModel {

    /** Among the options: every entity that was read, whether it has a table of its own or not, divided by commas. */
    String ENTITIES = "entities";

    Schema schema();

    /** The processor's options under which it was read, by their names without the prefix. */
    default Map<String, String> options() {
        return Map.of();
    }
}
