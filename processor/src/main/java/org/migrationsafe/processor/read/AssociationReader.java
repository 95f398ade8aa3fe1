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
import org.migrationsafe.schema.ColumnType;
import org.migrationsafe.schema.ForeignKey;
import org.migrationsafe.schema.Index;
import org.migrationsafe.schema.PostgresTypes;
import org.migrationsafe.schema.Table;
import org.migrationsafe.schema.TableBuilder;
import org.migrationsafe.source.Place;

import static org.migrationsafe.processor.read.Mirror.HIBERNATE;
import static org.migrationsafe.processor.read.Mirror.JPA;

/** An association to one entity: its join columns and its foreign key, or its join table. */
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

    /** @param more gets a join table, where the association has one */
    void toOne(
            Attribute attribute,
            Overrides overrides,
            boolean inKey,
            boolean nullableByNature,
            List<TableBuilder> more) {
        Optional<TypeElement> target = mapping.target(attribute);
        boolean mappedElsewhere = attribute
                .find(JPA + "OneToOne")
                .flatMap(mirror -> mirror.text("mappedBy"))
                .isPresent();
        if (target.isEmpty() || mappedElsewhere || !Mapping.isEntity(target.get())) {
            return;
        }
        Optional<Mirror> joinTable = overrides.joinTable(attribute);
        if (joinTable.isPresent()) {
            boolean defaults = overrides.overridesJoinTable(attribute)
                    && !mapping.hibernate().overridesColumnsToJoinedTargets();
            List<Mirror> toTarget = defaults ? List.of() : joinTable.get().mirrors("inverseJoinColumns");
            joinTable(attribute, target.get(), joinTable.get(), toTarget, more);
            return;
        }
        List<Mirror> joins = overrides.joinColumns(attribute);
        boolean key = inKey || attribute.has(JPA + "Id") || attribute.has(JPA + "MapsId");
        join(attribute, target.get(), joins, key, nullableByNature);
    }

    /** A row of it says that there is one; its key is the owner's. */
    private void joinTable(
            Attribute attribute, TypeElement target, Mirror written, List<Mirror> toTarget, List<TableBuilder> more) {
        Place place = columns.placeOf(attribute.element(), table.place());
        TableBuilder joining = new TableBuilder(
                written.text("schema").orElse(""),
                mapping.names()
                        .of(
                                Optional.of(written),
                                Mapping.logicalTableName(entity) + "_" + Mapping.logicalTableName(target)),
                Table.Kind.JOIN_TABLE,
                table.entity(),
                place);
        References references = new References(mapping, joining, attribute);
        references.toOwner(entity, written.mirrors("joinColumns")).forEach(joining::key);
        boolean nullable = !mapping.hibernate().requiresJoinedTargets() && isOptional(attribute, Optional.empty());
        List<String> other =
                new References(mapping, joining, attribute, nullable).to(target, toTarget, attribute.name());
        if (attribute.has(JPA + "OneToOne")) {
            joining.add(Index.of("", other, true, attribute.key(), place).with(Index.Trait.CONSTRAINT));
        }
        more.add(joining);
    }

    private void join(
            Attribute attribute, TypeElement target, List<Mirror> joins, boolean key, boolean nullableByNature) {
        Place place = columns.placeOf(attribute.element(), table.place());
        List<String> own = new ArrayList<>();
        List<String> referenced = new ArrayList<>();
        for (KeyColumn targetKey : new Identifiers(mapping).referenced(target, joins)) {
            Optional<Mirror> written = written(joins, targetKey, own.size());
            String name = mapping.names().of(written, attribute.name() + "_" + targetKey.logicalName());
            boolean sharedAndFree = nullableByNature && !mapping.hibernate().requiresAssociationsOfSubclasses();
            boolean nullable = !key && (sharedAndFree || isOptional(attribute, written));
            ColumnType type = written.flatMap(join -> join.text("columnDefinition"))
                    .map(PostgresTypes::of)
                    .orElse(targetKey.type());
            table.add(Column.of(name, type, nullable, place)
                    .with(traits(attribute, written, name, key, nullableByNature))
                    .withComment(ColumnReader.comment(attribute.annotated(), written))
                    .ofAttribute(attribute.key(), attribute.type().toString()));
            if (key) {
                table.key(name);
            }
            own.add(name);
            referenced.add(written.flatMap(join -> join.text("referencedColumnName"))
                    .map(mapping.names()::of)
                    .orElse(targetKey.physicalName()));
        }
        if (own.isEmpty()) {
            return;
        }
        ForeignKey foreignKey = ForeignKey.of(own, mapping.tableName(target), referenced, keyOf(attribute), place)
                .named(References.name(joins, attribute.annotated()))
                .onDelete(References.onDelete(attribute));
        table.add(hasConstraint(attribute, joins) ? foreignKey : foreignKey.with(ForeignKey.Trait.UNWATCHED));
        if (isUnique(attribute, joins) && !key) {
            table.add(Index.of("", own, true, attribute.key(), place).with(Index.Trait.CONSTRAINT));
        }
    }

    /** Whether the server is to watch over it: not where NO_CONSTRAINT says so, nor where the row may be missing. */
    private static boolean hasConstraint(Attribute attribute, List<Mirror> joins) {
        return !attribute.has(HIBERNATE + "NotFound") && References.isWatched(joins, attribute.annotated());
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
                .filter(join ->
                        join.text("referencedColumnName").filter(key::isCalled).isPresent())
                .findFirst();
        return byName.or(() -> position < joins.size() ? Optional.of(joins.get(position)) : Optional.empty());
    }

    private static Optional<Mirror> association(Attribute attribute) {
        return attribute.find(JPA + "ManyToOne").or(() -> attribute.find(JPA + "OneToOne"));
    }

    private static boolean isOptional(Attribute attribute, Optional<Mirror> join) {
        return association(attribute)
                        .flatMap(mirror -> mirror.truth("optional"))
                        .orElse(true)
                && join.flatMap(mirror -> mirror.truth("nullable")).orElse(true)
                && !attribute.has(JPA + "MapsId")
                && !ColumnReader.requiredByValidation(attribute);
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
        boolean saysOptional =
                association(attribute).filter(mirror -> mirror.says("optional")).isPresent();
        boolean said =
                saysOptional || join.filter(mirror -> mirror.says("nullable")).isPresent();
        if (said || nullableByNature || ColumnReader.saysNullable(attribute)) {
            traits.add(Trait.NULL_INTENDED);
        }
        boolean optional = saysOptional
                        && association(attribute)
                                .flatMap(mirror -> mirror.truth("optional"))
                                .orElse(false)
                || ColumnReader.saysNullable(attribute);
        if (optional && !join.flatMap(mirror -> mirror.truth("nullable")).orElse(true)) {
            traits.add(Trait.SAID_OPTIONAL);
        }
        if (attribute.has(HIBERNATE + "NaturalId")) {
            traits.add(Trait.NATURAL_KEY);
        }
        if (ColumnReader.isReadOnly(join)) {
            traits.add(Trait.READ_ONLY);
        }
        return traits;
    }
}
