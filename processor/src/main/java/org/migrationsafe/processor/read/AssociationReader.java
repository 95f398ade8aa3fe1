package org.migrationsafe.processor.read;

import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

import javax.lang.model.element.TypeElement;

import org.migrationsafe.processor.read.Identifiers.KeyColumn;
import org.migrationsafe.schema.Column;
import org.migrationsafe.schema.Column.Trait;
import org.migrationsafe.schema.ForeignKey;
import org.migrationsafe.schema.Index;
import org.migrationsafe.source.Place;

import static org.migrationsafe.processor.read.Mirror.HIBERNATE;
import static org.migrationsafe.processor.read.Mirror.JPA;

/** An association to one entity: its join columns and its foreign key. */
final class AssociationReader {

    private final Mapping mapping;
    private final ColumnReader columns;
    private final TypeElement entity;
    private final TableBuilder table;

    AssociationReader(Mapping mapping, ColumnReader columns, TypeElement entity, TableBuilder table) {
        this.mapping = mapping;
        this.columns = columns;
        this.entity = entity;
        this.table = table;
    }

    void toOne(Attribute attribute, Overrides overrides, boolean inKey, boolean nullableByNature) {
        Optional<TypeElement> target = mapping.target(attribute);
        boolean mappedElsewhere = Mirror.find(attribute.element(), JPA + "OneToOne")
                .flatMap(mirror -> mirror.text("mappedBy"))
                .isPresent();
        if (target.isEmpty() || mappedElsewhere || attribute.has(JPA + "JoinTable")) {
            return;
        }
        List<Mirror> joins = overrides.joinColumns(attribute.name(), attribute.element());
        boolean key = inKey || attribute.has(JPA + "Id") || attribute.has(JPA + "MapsId");
        join(attribute, target.get(), joins, key, nullableByNature);
    }

    private void join(
            Attribute attribute, TypeElement target, List<Mirror> joins, boolean key, boolean nullableByNature) {
        Place place = columns.placeOf(attribute.element(), table.place());
        List<String> own = new ArrayList<>();
        List<String> referenced = new ArrayList<>();
        for (KeyColumn targetKey : new Identifiers(mapping).of(target)) {
            Optional<Mirror> written = written(joins, targetKey, own.size());
            String name = mapping.naming()
                    .physical(written.flatMap(join -> join.text("name"))
                            .orElse(attribute.name() + "_" + targetKey.logicalName()));
            boolean sharedAndFree = nullableByNature && !mapping.hibernate().requiresAssociationsOfSubclasses();
            boolean nullable = !key && (sharedAndFree || isOptional(attribute, written));
            table.add(new Column(
                    name,
                    targetKey.type(),
                    nullable,
                    traits(attribute, written, name, key, nullableByNature),
                    attribute.key(),
                    attribute.type().toString(),
                    place));
            if (key) {
                table.key(name);
            }
            own.add(name);
            referenced.add(written.flatMap(join -> join.text("referencedColumnName"))
                    .map(mapping.naming()::physical)
                    .orElse(targetKey.physicalName()));
        }
        if (own.isEmpty()) {
            return;
        }
        if (hasConstraint(attribute, joins)) {
            table.add(new ForeignKey(own, mapping.tableName(target), referenced, keyOf(attribute), place));
        }
        if (isUnique(attribute, joins) && !key) {
            table.add(new Index("", own, true, place));
        }
    }

    /** Whether the server is to watch over it: not where NO_CONSTRAINT says so, nor where the row may be missing. */
    private static boolean hasConstraint(Attribute attribute, List<Mirror> joins) {
        return !attribute.has(HIBERNATE + "NotFound")
                && joins.stream()
                        .flatMap(join -> join.mirrors("foreignKey").stream())
                        .flatMap(key -> key.constant("value").stream())
                        .noneMatch("NO_CONSTRAINT"::equals);
    }

    /** A foreign key inherited from a mapped superclass is each table's own. */
    private String keyOf(Attribute attribute) {
        return entity.equals(attribute.element().getEnclosingElement())
                ? attribute.key()
                : entity.getQualifiedName() + "." + attribute.name();
    }

    private static boolean isUnique(Attribute attribute, List<Mirror> joins) {
        return attribute.has(JPA + "OneToOne")
                || joins.size() == 1 && joins.get(0).truth("unique").orElse(false);
    }

    private static Optional<Mirror> written(List<Mirror> joins, KeyColumn key, int position) {
        Optional<Mirror> byName = joins.stream()
                .filter(join -> join.text("referencedColumnName")
                        .filter(name ->
                                name.equalsIgnoreCase(key.logicalName()) || name.equalsIgnoreCase(key.physicalName()))
                        .isPresent())
                .findFirst();
        return byName.or(() -> position < joins.size() ? Optional.of(joins.get(position)) : Optional.empty());
    }

    private static Optional<Mirror> association(Attribute attribute) {
        return Mirror.find(attribute.element(), JPA + "ManyToOne")
                .or(() -> Mirror.find(attribute.element(), JPA + "OneToOne"));
    }

    private static boolean isOptional(Attribute attribute, Optional<Mirror> join) {
        return association(attribute)
                        .flatMap(mirror -> mirror.truth("optional"))
                        .orElse(true)
                && join.flatMap(mirror -> mirror.truth("nullable")).orElse(true)
                && !attribute.has(JPA + "MapsId")
                && !ColumnReader.requiredByValidation(attribute.element());
    }

    private Set<Trait> traits(
            Attribute attribute, Optional<Mirror> join, String name, boolean key, boolean nullableByNature) {
        Set<Trait> traits = EnumSet.of(Trait.FOREIGN_KEY);
        if (key) {
            traits.add(Trait.IDENTIFIER);
        }
        if (mapping.isTenant(attribute, name)) {
            traits.add(Trait.TENANT);
        }
        boolean said =
                association(attribute).filter(mirror -> mirror.says("optional")).isPresent()
                        || join.filter(mirror -> mirror.says("nullable")).isPresent();
        if (said || nullableByNature || ColumnReader.saysNullable(attribute)) {
            traits.add(Trait.NULL_INTENDED);
        }
        return traits;
    }
}
