package org.migrationsafe.processor.read;

import java.util.List;
import java.util.Map;

import javax.lang.model.element.Element;

import org.migrationsafe.schema.Schema;

/**
 * What entities describe.
 *
 * @param elements attributes and classes by the names under which findings know them
 * @param mistakes entities that could not be read, told instead of guessed
 */
public record ModelReading(Schema schema, Map<String, Element> elements, List<Mistake> mistakes) {

    /** An entity whose table is not known. */
    public record Mistake(Element element, String says) {}
}
