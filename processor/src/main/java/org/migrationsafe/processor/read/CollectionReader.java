package org.migrationsafe.processor.read;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

import javax.lang.model.element.Element;
import javax.lang.model.element.TypeElement;
import javax.lang.model.type.DeclaredType;
import javax.lang.model.type.TypeMirror;

import org.migrationsafe.processor.read.ColumnReader.Surroundings;
import org.migrationsafe.schema.Column;
import org.migrationsafe.schema.ColumnType;
import org.migrationsafe.schema.ColumnType.Kind;
import org.migrationsafe.schema.Index;
import org.migrationsafe.schema.Table;
import org.migrationsafe.schema.TableBuilder;
import org.migrationsafe.source.Place;

import static org.migrationsafe.processor.read.Mirror.JPA;

/** Collections: join tables and collection tables. */
final class CollectionReader {

    private final Mapping mapping;
    private final ColumnReader columns;
    private final TypeElement entity;
    private final TableBuilder owner;
    private final Map<String, Declaration> declarations;

    CollectionReader(
            Mapping mapping,
            ColumnReader columns,
            TypeElement entity,
            TableBuilder owner,
            Map<String, Declaration> declarations) {
        this.mapping = mapping;
        this.columns = columns;
        this.entity = entity;
        this.owner = owner;
        this.declarations = declarations;
    }

    void read(Attribute attribute, Overrides overrides, List<TableBuilder> more) {
        if (attribute.has(JPA + "ElementCollection")) {
            more.add(collectionTable(attribute));
            return;
        }
        boolean mappedElsewhere = attribute
                .find(JPA + "OneToMany")
                .or(() -> attribute.find(JPA + "ManyToMany"))
                .flatMap(mirror -> mirror.text("mappedBy"))
                .isPresent();
        boolean joinColumnInTarget = attribute.has(JPA + "OneToMany")
                && overrides.joinTable(attribute).isEmpty()
                && (attribute.has(JPA + "JoinColumn") || attribute.has(JPA + "JoinColumns"));
        if (!mappedElsewhere && !joinColumnInTarget) {
            mapping.elementType(attribute)
                    .flatMap(Mapping::element)
                    .filter(Mapping::isEntity)
                    .ifPresent(target -> more.add(joinTable(attribute, overrides, target)));
        }
    }

    private TableBuilder joinTable(Attribute attribute, Overrides overrides, TypeElement target) {
        Optional<Mirror> written = overrides.joinTable(attribute);
        String implied = Mapping.logicalTableName(entity) + "_" + Mapping.logicalTableName(target);
        TableBuilder table = table(attribute, Table.Kind.JOIN_TABLE, implied, written);
        List<Mirror> joins =
                written.map(mirror -> mirror.mirrors("joinColumns")).orElse(List.of());
        List<Mirror> inverse =
                written.map(mirror -> mirror.mirrors("inverseJoinColumns")).orElse(List.of());
        String back = inverseAttribute(attribute, target).orElse(Mapping.entityName(entity));
        List<String> own = reference(table, attribute, joins, entity, back);
        List<String> other = reference(table, attribute, inverse, target, attribute.name());
        if (mapping.isCollection(attribute, "java.util.Set", "java.util.SortedSet")) {
            own.forEach(table::key);
            other.forEach(table::key);
        } else if (attribute.has(JPA + "OrderColumn")) {
            own.forEach(table::key);
            order(table, attribute);
        } else if (mapping.mapKeyType(attribute).isPresent() && !attribute.has(JPA + "MapKey")) {
            own.forEach(table::key);
            new MapKeyReader(mapping, attribute).addTo(table);
        }
        if (attribute.has(JPA + "OneToMany")) {
            table.add(unique(attribute, other, table));
        }
        return table;
    }

    private static Index unique(Attribute attribute, List<String> columns, TableBuilder table) {
        return Index.of("", columns, true, attribute.key(), table.place()).with(Index.Trait.CONSTRAINT);
    }

    /** The attribute on the other side that is mapped by this one. */
    private Optional<String> inverseAttribute(Attribute attribute, TypeElement target) {
        return mapping.attributesOfHierarchy(target).stream()
                .filter(other -> other.find(JPA + "ManyToMany")
                        .flatMap(mirror -> mirror.text("mappedBy"))
                        .filter(attribute.name()::equals)
                        .isPresent())
                .map(Attribute::name)
                .findFirst();
    }

    private TableBuilder collectionTable(Attribute attribute) {
        Optional<Mirror> written = attribute.find(JPA + "CollectionTable");
        String implied = Mapping.entityName(entity) + "_" + attribute.name();
        TableBuilder table = table(attribute, Table.Kind.COLLECTION, implied, written);
        List<Mirror> joins =
                written.map(mirror -> mirror.mirrors("joinColumns")).orElse(List.of());
        List<String> own = reference(table, attribute, joins, entity, Mapping.entityName(entity));
        List<Column> values = values(table, attribute);
        if (attribute.has(JPA + "OrderColumn")) {
            own.forEach(table::key);
            order(table, attribute);
        } else if (mapping.isCollection(attribute, "java.util.Map", "java.util.SortedMap")) {
            own.forEach(table::key);
            new MapKeyReader(mapping, attribute).addTo(table);
        } else if (mapping.isCollection(attribute, "java.util.Set", "java.util.SortedSet")
                && values.stream().noneMatch(Column::nullable)) {
            own.forEach(table::key);
            values.forEach(column -> table.key(column.name()));
        } else if (mapping.isCollection(attribute, "java.util.Set", "java.util.SortedSet")
                && mapping.hibernate() == HibernateVersion.SEVEN) {
            // What may be null is no key, but no row is there twice all the same.
            List<String> all = new ArrayList<>(own);
            values.forEach(column -> all.add(column.name()));
            table.add(unique(attribute, all, table));
        }
        if (mapping.hibernate().softDeletesCollections()) {
            SoftDeletion.of(entity, mapping.names(), table.place()).ifPresent(table::add);
        }
        return table;
    }

    private TableBuilder table(Attribute attribute, Table.Kind kind, String implied, Optional<Mirror> written) {
        Place place = columns.placeOf(attribute.element(), owner.place());
        String schema = written.flatMap(table -> table.text("schema")).orElse("");
        String name = mapping.names().of(written, implied);
        TableBuilder table = new TableBuilder(schema, name, kind, owner.entity(), place);
        written.ifPresent(mirror -> IndexReader.of(
                        mirror, mapping.names(), attribute.key(), attribute.element(), declarations, place)
                .forEach(table::add));
        return table;
    }

    private List<String> reference(
            TableBuilder table, Attribute attribute, List<Mirror> joins, TypeElement target, String prefix) {
        return new References(mapping, table, attribute).to(target, joins, prefix);
    }

    private List<Column> values(TableBuilder table, Attribute attribute) {
        List<Column> read = new ArrayList<>();
        Optional<TypeMirror> type = mapping.elementType(attribute);
        if (type.isEmpty()) {
            return read;
        }
        Overrides overrides = Overrides.NONE.with(attribute.annotated());
        if (type.get() instanceof DeclaredType declared && Mirror.has(declared.asElement(), JPA + "Embeddable")) {
            parts(table, List.of(declared.asElement()), overrides, read);
        } else {
            Attribute value = new Attribute(attribute.name(), attribute.annotated(), type.get());
            read.add(value(table, value, overrides));
        }
        read.forEach(table::add);
        return read;
    }

    /** An embedded value's columns, those of values within it and its references. */
    private void parts(TableBuilder table, List<Element> around, Overrides overrides, List<Column> read) {
        TypeElement embeddable = (TypeElement) around.get(around.size() - 1);
        boolean byProperty = mapping.attributes().accessOf(entity);
        for (Attribute part : mapping.attributes().ofEmbeddable(embeddable, byProperty)) {
            declarations.put(part.key(), Declaration.of(part.element()));
            if (Mapping.isToOne(part)) {
                new AssociationReader(mapping, columns, entity, table)
                        .toOne(part, overrides, false, false, new ArrayList<>());
            } else if (Mapping.isEmbedded(part) && part.type() instanceof DeclaredType inner) {
                if (around.contains(inner.asElement())) {
                    continue; // one that holds itself is an error
                }
                List<Element> more = new ArrayList<>(around);
                more.add(inner.asElement());
                parts(table, more, overrides.into(part.name()).with(part.annotated()), read);
            } else if (!Mapping.isPlural(part)) {
                read.add(value(table, part, overrides));
            }
        }
    }

    private Column value(TableBuilder table, Attribute attribute, Overrides overrides) {
        Column column = columns.read(
                attribute, new Surroundings(false, attribute.isPrimitive(), overrides, entity, table.place()));
        Checks.of(attribute, overrides.column(attribute), column).forEach(table::add);
        return column;
    }

    private void order(TableBuilder table, Attribute attribute) {
        String name = mapping.names().of(attribute.find(JPA + "OrderColumn"), attribute.name() + "_ORDER");
        table.add(Column.of(name, new ColumnType(Kind.INTEGER, "integer"), false, table.place())
                .ofAttribute("", "int"));
        table.key(name);
    }
}
