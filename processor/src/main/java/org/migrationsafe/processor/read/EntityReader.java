package org.migrationsafe.processor.read;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;

import javax.lang.model.element.Element;
import javax.lang.model.element.TypeElement;
import javax.lang.model.type.DeclaredType;

import org.migrationsafe.processor.read.ColumnReader.Surroundings;
import org.migrationsafe.schema.Column;
import org.migrationsafe.schema.Column.Trait;
import org.migrationsafe.schema.ColumnType;
import org.migrationsafe.schema.ColumnType.Kind;
import org.migrationsafe.schema.ForeignKey;
import org.migrationsafe.schema.Index;
import org.migrationsafe.schema.Table;

import static org.migrationsafe.processor.read.Mirror.HIBERNATE;
import static org.migrationsafe.processor.read.Mirror.JPA;

/** One entity to its columns, in its own table or in its hierarchy's, and to the tables of its collections. */
final class EntityReader {

    private final Mapping mapping;
    private final ColumnReader columns;
    private final AssociationReader associations;
    private final Map<String, Element> elements;
    private final TypeElement entity;
    private final TableBuilder table;
    private final boolean subclassInSharedTable;
    private final SecondaryTables secondary;

    EntityReader(Mapping mapping, Map<String, Element> elements, TypeElement entity, TableBuilder table) {
        this.mapping = mapping;
        this.columns = new ColumnReader(mapping);
        this.elements = elements;
        this.entity = entity;
        this.table = table;
        this.subclassInSharedTable = Mapping.entitySuperclass(entity).isPresent()
                && Mapping.inheritance(entity).equals("SINGLE_TABLE");
        this.secondary = new SecondaryTables(mapping, entity);
        this.associations = new AssociationReader(mapping, columns, entity, table);
    }

    /** Reads the entity into its table; what its collections need beside it comes back. */
    List<TableBuilder> read() {
        elements.put(entity.getQualifiedName().toString(), entity);
        List<TableBuilder> more = new ArrayList<>();
        boolean byProperty = mapping.attributes().accessOf(entity);
        boolean keyIsShared = mapping.sharedKey(entity).isPresent();
        for (Attribute attribute : attributes()) {
            boolean replaced = keyIsShared && (attribute.has(JPA + "Id") || attribute.has(JPA + "EmbeddedId"));
            if (!replaced) {
                read(attribute, Overrides.of(entity), Within.ENTITY, byProperty, more);
            }
        }
        if (isJoinedSubclass()) {
            joinToParent();
        }
        discriminator();
        SoftDeletion.of(entity, mapping.naming(), table.place()).ifPresent(table::add);
        indexes(entity);
        more.addAll(secondary.build(table));
        return more;
    }

    /** Whether an attribute stands in the primary key, and whether in an embedded value. */
    private record Within(boolean key, boolean embedded) {
        private static final Within ENTITY = new Within(false, false);
    }

    private List<Attribute> attributes() {
        return Mapping.inheritance(entity).equals("TABLE_PER_CLASS")
                ? mapping.attributesOfHierarchy(entity)
                : mapping.attributes().of(entity);
    }

    private void read(
            Attribute attribute, Overrides overrides, Within within, boolean byProperty, List<TableBuilder> more) {
        elements.put(attribute.key(), attribute.element());
        if (attribute.has(HIBERNATE + "Formula")) {
            return; // computed by each query, and stored nowhere
        }
        if (Mapping.isToOne(attribute)) {
            associations.toOne(attribute, overrides, within.key(), subclassInSharedTable);
        } else if (Mapping.isPlural(attribute)) {
            new CollectionReader(mapping, columns, entity, table, elements).read(attribute, more);
        } else if (Mapping.isEmbedded(attribute)) {
            embedded(attribute, overrides, within, byProperty, more);
        } else {
            basic(attribute, overrides, within);
        }
    }

    private void embedded(
            Attribute attribute, Overrides overrides, Within within, boolean byProperty, List<TableBuilder> more) {
        if (!(attribute.type() instanceof DeclaredType type)) {
            return;
        }
        boolean key = within.key() || attribute.has(JPA + "EmbeddedId");
        Set<String> mapped = key ? mapping.mappedParts(entity) : Set.of();
        Overrides inner = overrides.into(attribute.name()).with(attribute.element());
        mapping.attributes().ofEmbeddable((TypeElement) type.asElement(), byProperty).stream()
                .filter(part -> !mapped.contains(part.name()))
                .forEach(part -> read(part, inner, new Within(key, true), byProperty, more));
    }

    private void basic(Attribute attribute, Overrides overrides, Within within) {
        // An embedded value may be missing as a whole, and its primitives with it.
        boolean mayBeMissing = within.embedded() && attribute.isPrimitive();
        Column column = columns.read(
                attribute,
                new Surroundings(within.key(), subclassInSharedTable || mayBeMissing, overrides, table.place()));
        TableBuilder of = secondary.of(overrides.column(attribute.name(), attribute.element()), table);
        of.add(column);
        if (Mirror.find(attribute.element(), HIBERNATE + "TimeZoneStorage")
                .flatMap(mirror -> mirror.constant("value"))
                .filter("COLUMN"::equals)
                .isPresent()) {
            of.add(new Column(
                    column.name() + "_tz",
                    new ColumnType(Kind.INTEGER, "integer"),
                    column.nullable(),
                    Set.of(),
                    "",
                    "java.time.ZoneOffset",
                    column.place()));
        }
        if (column.is(Trait.IDENTIFIER)) {
            table.key(column.name());
        }
        boolean unique = overrides
                .column(attribute.name(), attribute.element())
                .flatMap(written -> written.truth("unique"))
                .orElse(false);
        if (unique || attribute.has(HIBERNATE + "NaturalId")) {
            of.add(new Index("", List.of(column.name()), true, column.place()));
        }
    }

    private boolean isJoinedSubclass() {
        return Mapping.entitySuperclass(entity).isPresent()
                && Mapping.inheritance(entity).equals("JOINED");
    }

    /** A joined subclass has its parent's key, which is also the foreign key to it. */
    private void joinToParent() {
        TypeElement parent = Mapping.entitySuperclass(entity).orElseThrow();
        List<Mirror> written = Mirror.all(entity, JPA + "PrimaryKeyJoinColumn", JPA + "PrimaryKeyJoinColumns");
        List<String> own = new ArrayList<>();
        List<String> referenced = new ArrayList<>();
        List<Identifiers.KeyColumn> keys = new Identifiers(mapping).of(parent);
        for (int i = 0; i < keys.size(); i++) {
            Identifiers.KeyColumn key = keys.get(i);
            String name = i < written.size()
                    ? written.get(i)
                            .text("name")
                            .map(mapping.naming()::physical)
                            .orElse(key.physicalName())
                    : key.physicalName();
            table.add(new Column(name, key.type(), false, Set.of(Trait.IDENTIFIER), "", key.javaType(), table.place()));
            table.key(name);
            own.add(name);
            referenced.add(key.physicalName());
        }
        table.add(new ForeignKey(
                own,
                mapping.tableName(parent),
                referenced,
                entity.getQualifiedName().toString(),
                table.place()));
    }

    private void discriminator() {
        boolean root = Mapping.entitySuperclass(entity).isEmpty();
        if (!root
                || !Mirror.has(entity, JPA + "Inheritance")
                || !Mapping.inheritance(entity).equals("SINGLE_TABLE")) {
            return;
        }
        var written = Mirror.find(entity, JPA + "DiscriminatorColumn");
        String name = mapping.naming()
                .physical(written.flatMap(column -> column.text("name")).orElse("DTYPE"));
        int length = written.flatMap(column -> column.number("length")).orElse(31);
        ColumnType type = written.flatMap(column -> column.constant("discriminatorType"))
                .map(kind -> switch (kind) {
                    case "INTEGER" -> new ColumnType(Kind.INTEGER, "integer");
                    case "CHAR" -> new ColumnType(Kind.TEXT, "char(1)");
                    default -> new ColumnType(Kind.TEXT, "varchar(" + length + ")");
                })
                .orElse(new ColumnType(Kind.TEXT, "varchar(" + length + ")"));
        table.add(new Column(name, type, false, Set.of(), "", "java.lang.String", table.place()));
    }

    private void indexes(TypeElement declaring) {
        Mirror.find(declaring, JPA + "Table")
                .ifPresent(written ->
                        IndexReader.of(written, mapping.naming(), table.place()).forEach(table::add));
    }

    /** Whether an entity begins a table of its own. */
    static boolean hasOwnTable(TypeElement entity) {
        return Mapping.entitySuperclass(entity).isEmpty()
                || !Mapping.inheritance(entity).equals("SINGLE_TABLE");
    }

    static Table.Kind kindOf(TypeElement entity) {
        return Mapping.entitySuperclass(entity).isPresent() ? Table.Kind.SUBCLASS : Table.Kind.ENTITY;
    }
}
