package org.migrationsafe.processor.read;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

import javax.lang.model.element.Element;

import static org.migrationsafe.processor.read.Mirror.JPA;

/** {@code @AttributeOverride} and {@code @AssociationOverride}, by the path from where they are written. */
record Overrides(
        Map<String, Mirror> columns,
        Map<String, List<Mirror>> joinColumns,
        Map<String, Mirror> joinTables,
        String path) {

    static final Overrides NONE = new Overrides(Map.of(), Map.of(), Map.of(), "");

    static Overrides of(Element element) {
        return NONE.with(Annotated.of(element));
    }

    /** These, and those of an inner element, which the outer ones overrule. */
    Overrides with(Annotated element) {
        Map<String, Mirror> allColumns = new HashMap<>();
        Map<String, List<Mirror>> allJoins = new HashMap<>();
        Map<String, Mirror> allTables = new HashMap<>();
        for (Mirror override : element.all(JPA + "AttributeOverride", JPA + "AttributeOverrides")) {
            override.text("name").ifPresent(name -> override.mirrors("column")
                    .forEach(column -> allColumns.put(path + name, column)));
        }
        for (Mirror override : element.all(JPA + "AssociationOverride", JPA + "AssociationOverrides")) {
            override.text("name").ifPresent(name -> {
                allJoins.put(path + name, override.mirrors("joinColumns"));
                override.mirrors("joinTable").forEach(table -> allTables.put(path + name, table));
            });
        }
        allColumns.putAll(columns);
        allJoins.putAll(joinColumns);
        allTables.putAll(joinTables);
        return new Overrides(allColumns, allJoins, allTables, path);
    }

    Overrides into(String attribute) {
        return new Overrides(columns, joinColumns, joinTables, path + attribute + ".");
    }

    Optional<Mirror> column(Attribute attribute) {
        return Optional.ofNullable(columns.get(path + attribute.name())).or(() -> attribute.find(JPA + "Column"));
    }

    Optional<Mirror> joinTable(Attribute attribute) {
        return Optional.ofNullable(joinTables.get(path + attribute.name())).or(() -> attribute.find(JPA + "JoinTable"));
    }

    boolean overridesJoinTable(Attribute attribute) {
        return joinTables.containsKey(path + attribute.name());
    }

    List<Mirror> joinColumns(Attribute attribute) {
        List<Mirror> overridden = joinColumns.get(path + attribute.name());
        return overridden != null ? overridden : attribute.all(JPA + "JoinColumn", JPA + "JoinColumns");
    }
}
