package org.migrationsafe.processor.read;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

import javax.lang.model.element.TypeElement;

import org.migrationsafe.processor.read.Identifiers.KeyColumn;
import org.migrationsafe.schema.Column;
import org.migrationsafe.schema.Column.Trait;
import org.migrationsafe.schema.ForeignKey;
import org.migrationsafe.schema.TableBuilder;
import org.migrationsafe.source.Place;

import static org.migrationsafe.processor.read.Mirror.JPA;

/** {@code @OneToMany @JoinColumn} puts a foreign key into the other entity's table. */
record KeysOfTargets(Mapping mapping, Map<String, TableBuilder> tables) {

    void add(TypeElement entity) {
        for (Attribute attribute : mapping.attributes().of(entity)) {
            List<Mirror> joins = attribute.all(JPA + "JoinColumn", JPA + "JoinColumns");
            if (attribute.has(JPA + "OneToMany") && !joins.isEmpty() && !attribute.has(JPA + "JoinTable")) {
                mapping.elementType(attribute)
                        .flatMap(Mapping::element)
                        .map(target -> tables.get(mapping.tableName(target)))
                        .ifPresent(table -> key(entity, attribute, joins, table));
            }
        }
    }

    private void key(TypeElement entity, Attribute attribute, List<Mirror> joins, TableBuilder table) {
        Place place = mapping.positions().of(attribute.element());
        List<String> names = new ArrayList<>();
        List<String> referenced = new ArrayList<>();
        boolean known = true;
        for (KeyColumn key : new Identifiers(mapping).referenced(entity, joins)) {
            Optional<Mirror> join = PhysicalNames.at(joins, names.size());
            String name = mapping.names().of(join, attribute.name() + "_" + key.logicalName());
            known &= table.has(name);
            boolean nullable = join.flatMap(mirror -> mirror.truth("nullable")).orElse(true);
            table.add(Column.of(name, key.type(), nullable, place)
                    .with(Trait.FOREIGN_KEY, Trait.NULL_INTENDED)
                    .ofAttribute("", key.javaType()));
            names.add(name);
            referenced.add(key.physicalName());
        }
        if (!known && !names.isEmpty()) {
            ForeignKey key = ForeignKey.of(names, mapping.tableName(entity), referenced, attribute.key(), place)
                    .named(References.name(joins, attribute.annotated()))
                    .onDelete(References.onDelete(attribute));
            table.add(References.isWatched(joins, attribute.annotated()) ? key : key.with(ForeignKey.Trait.UNWATCHED));
        }
    }
}
