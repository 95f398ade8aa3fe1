package org.migrationsafe.processor.read;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

import javax.lang.model.element.TypeElement;

import org.migrationsafe.schema.Column;
import org.migrationsafe.schema.Column.Trait;
import org.migrationsafe.schema.ForeignKey;
import org.migrationsafe.schema.Table;
import org.migrationsafe.schema.TableBuilder;

import static org.migrationsafe.processor.read.Mirror.JPA;

/** Further tables of an entity's rows, {@code @SecondaryTable}: each has the entity's key, which refers to its first table. */
final class SecondaryTables {

    private final Mapping mapping;
    private final TypeElement entity;
    private final Map<String, Mirror> written = new LinkedHashMap<>();
    private final Map<String, TableBuilder> tables = new LinkedHashMap<>();

    SecondaryTables(Mapping mapping, TypeElement entity) {
        this.mapping = mapping;
        this.entity = entity;
        Mirror.all(entity, JPA + "SecondaryTable", JPA + "SecondaryTables")
                .forEach(mirror -> mirror.text("name").ifPresent(name -> written.put(name, mirror)));
    }

    /** The table in which a column stands: the one that it names, else the first. */
    TableBuilder of(Optional<Mirror> column, TableBuilder first) {
        return column.flatMap(mirror -> mirror.text("table"))
                .filter(written::containsKey)
                .map(name -> tables.computeIfAbsent(name, absent -> builder(absent, first)))
                .orElse(first);
    }

    private TableBuilder builder(String name, TableBuilder first) {
        Mirror mirror = written.get(name);
        String schema = mirror == null ? "" : mirror.text("schema").orElse("");
        return new TableBuilder(schema, mapping.names().of(name), Table.Kind.SECONDARY, first.entity(), first.place());
    }

    /** All of them, with their keys, once the first one has its own. */
    List<TableBuilder> build(TableBuilder first, Map<String, Declaration> declarations) {
        written.forEach((name, mirror) -> {
            TableBuilder table = tables.computeIfAbsent(name, absent -> builder(absent, first));
            key(table, first, mirror.mirrors("pkJoinColumns"));
            IndexReader.of(mirror, mapping.names(), first.entity(), entity, declarations, first.place())
                    .forEach(table::add);
        });
        return List.copyOf(tables.values());
    }

    private void key(TableBuilder table, TableBuilder first, List<Mirror> joins) {
        List<String> own = new ArrayList<>();
        List<String> referenced = new ArrayList<>();
        for (Column key : first.keyColumns()) {
            String name = PhysicalNames.at(joins, own.size())
                    .flatMap(join -> join.text("name"))
                    .map(mapping.names()::of)
                    .orElse(key.name());
            table.add(Column.of(name, key.type(), false, table.place())
                    .with(Trait.IDENTIFIER, Trait.FOREIGN_KEY)
                    .ofAttribute("", key.javaType()));
            table.key(name);
            own.add(name);
            referenced.add(key.name());
        }
        if (!own.isEmpty()) {
            table.add(ForeignKey.of(
                            own,
                            first.name(),
                            referenced,
                            entity.getQualifiedName().toString(),
                            table.place())
                    .with(ForeignKey.Trait.SAME_ROW));
        }
    }
}
