package org.migrationsafe.schema;

/**
 * The schema that a module's entities describe, generated when they are compiled and found through
 * {@link java.util.ServiceLoader}.
 */
public interface SchemaModel {

    Schema schema();
}
