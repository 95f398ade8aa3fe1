package org.migrationsafe.recording;

import org.migrationsafe.source.Place;

/**
 * Something in a script that must not be there for everybody to read. What it is remains unsaid.
 *
 * @param place the statement that holds it, or its own line where it stands in none
 * @param line its own line
 * @param what in words that fit after "holds"
 * @param personal whether it is about a person; otherwise it is a secret
 */
public record Exposure(Place place, int line, String what, boolean personal) {}
