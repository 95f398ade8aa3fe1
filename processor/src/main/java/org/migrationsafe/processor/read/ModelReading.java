package org.migrationsafe.processor.read;

import java.util.List;
import java.util.Map;

import javax.lang.model.element.Element;

import org.migrationsafe.schema.Schema;

/**
 * What entities describe.
 *
 * @param declarations where attributes, classes and indexes are written, by the names under which findings know them
 * @param mistakes entities that could not be read, told instead of guessed
 * @param limits what is mapped in a way that only a running Hibernate knows
 */
public record ModelReading(
        Schema schema, Map<String, Declaration> declarations, List<Mistake> mistakes, List<Mistake> limits) {

    /**
     * Something that is not known, and why.
     *
     * @param id what kind of thing it is, as the message begins
     */
    public record Mistake(String id, Element element, String says) {}
}
