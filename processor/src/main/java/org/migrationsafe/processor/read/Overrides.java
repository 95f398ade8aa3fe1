package org.migrationsafe.processor.read;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

import javax.lang.model.element.Element;

import static org.migrationsafe.processor.read.Mirror.JPA;

/** {@code @AttributeOverride} and {@code @AssociationOverride}, by the path from where they are written. */
record Overrides(Map<String, Mirror> columns, Map<String, List<Mirror>> joinColumns, String path) {

    static final Overrides NONE = new Overrides(Map.of(), Map.of(), "");

    static Overrides of(Element element) {
        return NONE.with(element);
    }

    /** These, and those of an inner element, which the outer ones overrule. */
    Overrides with(Element element) {
        Map<String, Mirror> allColumns = new HashMap<>();
        Map<String, List<Mirror>> allJoins = new HashMap<>();
        for (Mirror override : Mirror.all(element, JPA + "AttributeOverride", JPA + "AttributeOverrides")) {
            override.text("name").ifPresent(name -> override.mirrors("column")
                    .forEach(column -> allColumns.put(path + name, column)));
        }
        for (Mirror override : Mirror.all(element, JPA + "AssociationOverride", JPA + "AssociationOverrides")) {
            override.text("name").ifPresent(name -> allJoins.put(path + name, override.mirrors("joinColumns")));
        }
        allColumns.putAll(columns);
        allJoins.putAll(joinColumns);
        return new Overrides(allColumns, allJoins, path);
    }

    Overrides into(String attribute) {
        return new Overrides(columns, joinColumns, path + attribute + ".");
    }

    Optional<Mirror> column(String attribute, Element element) {
        return Optional.ofNullable(columns.get(path + attribute)).or(() -> Mirror.find(element, JPA + "Column"));
    }

    List<Mirror> joinColumns(String attribute, Element element) {
        List<Mirror> overridden = joinColumns.get(path + attribute);
        return overridden != null ? overridden : Mirror.all(element, JPA + "JoinColumn", JPA + "JoinColumns");
    }
}
