package org.migrationsafe.schema;

import org.migrationsafe.source.Place;

/**
 * A sequence.
 *
 * @param increment by how much each call goes on
 * @param declaration the key of the attribute that draws from it; empty where none is known
 */
public record Sequence(String schema, String name, long increment, String declaration, Place place) {}
