package org.migrationsafe.processor.read;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

import javax.lang.model.element.Element;
import javax.lang.model.element.TypeElement;
import javax.lang.model.type.DeclaredType;

import org.migrationsafe.processor.read.ColumnReader.Surroundings;
import org.migrationsafe.schema.Column;
import org.migrationsafe.schema.Column.Trait;
import org.migrationsafe.schema.ColumnType;
import org.migrationsafe.schema.ColumnType.Kind;
import org.migrationsafe.schema.Index;
import org.migrationsafe.schema.Table;
import org.migrationsafe.schema.TableBuilder;

import static org.migrationsafe.processor.read.Mirror.HIBERNATE;
import static org.migrationsafe.processor.read.Mirror.JPA;

/** One entity to its columns, in its own table or in its hierarchy's, and to the tables of its collections. */
final class EntityReader {

    private final Mapping mapping;
    private final ColumnReader columns;
    private final AssociationReader associations;
    private final Map<String, Declaration> declarations;
    private final TypeElement entity;
    private final TableBuilder table;
    private final boolean subclassInSharedTable;
    private final SecondaryTables secondary;

    EntityReader(Mapping mapping, Map<String, Declaration> declarations, TypeElement entity, TableBuilder table) {
        this.mapping = mapping;
        this.columns = new ColumnReader(mapping);
        this.declarations = declarations;
        this.entity = entity;
        this.table = table;
        this.subclassInSharedTable = Mapping.entitySuperclass(entity).isPresent()
                && Mapping.inheritance(entity).equals("SINGLE_TABLE");
        this.secondary = new SecondaryTables(mapping, entity);
        this.associations = new AssociationReader(mapping, columns, entity, table);
    }

    /** Reads the entity into its table; what its collections need beside it comes back. */
    List<TableBuilder> read() {
        declarations.put(entity.getQualifiedName().toString(), Declaration.of(entity));
        List<TableBuilder> more = new ArrayList<>();
        boolean byProperty = mapping.attributes().accessOf(entity);
        boolean keyIsShared = mapping.sharedKey(entity).isPresent();
        for (Attribute attribute : attributes()) {
            boolean replaced = keyIsShared && (attribute.has(JPA + "Id") || attribute.has(JPA + "EmbeddedId"));
            if (!replaced) {
                read(attribute, Overrides.of(entity), Within.ENTITY, byProperty, more);
            }
        }
        new InheritanceReader(mapping, entity, table).read();
        SoftDeletion.of(entity, mapping.names(), table.place()).ifPresent(table::add);
        indexes(entity);
        naturalKey();
        about(entity);
        more.addAll(secondary.build(table, declarations));
        return more;
    }

    /** All its parts are unique together. */
    private void naturalKey() {
        List<String> columns = new ArrayList<>();
        String first = "";
        for (Attribute attribute : mapping.attributes().of(entity)) {
            if (attribute.has(HIBERNATE + "NaturalId")) {
                List<String> own = table.columnsOf(attribute.key());
                columns.addAll(own);
                first = first.isEmpty() ? attribute.key() : first;
            }
        }
        if (!columns.isEmpty()) {
            table.add(Index.of("", columns, true, first, table.place()).with(Index.Trait.CONSTRAINT));
        }
    }

    private void about(TypeElement declaring) {
        Optional<Mirror> written = Mirror.find(declaring, JPA + "Table");
        String comment = Mirror.find(declaring, HIBERNATE + "Comment")
                .flatMap(mirror -> mirror.text("value"))
                .or(() -> written.flatMap(mirror -> mirror.text("comment")))
                .orElse("");
        if (!comment.isEmpty()) {
            table.comment(comment);
        }
        Checks.written(Annotated.of(declaring), List.of(), table.place()).forEach(table::add);
        Checks.in(written, List.of(), table.place()).forEach(table::add);
        if (Mirror.has(declaring, HIBERNATE + "SoftDelete")
                || Mirror.has(declaring, HIBERNATE + "SQLRestriction")
                || Mirror.has(declaring, HIBERNATE + "Where")) {
            table.add(Table.Trait.READS_FILTERED);
        }
        if (Mirror.has(declaring, HIBERNATE + "Immutable")) {
            table.add(Table.Trait.IMMUTABLE);
        }
        if (subclassInSharedTable) {
            table.add(Table.Trait.SHARED_BY_CLASSES);
        }
    }

    /**
     * Whether an attribute stands in the primary key, and in which embedded values.
     *
     * @param around types that it stands in; one that holds itself is an error, and is not gone into
     */
    private record Within(boolean key, List<Element> around) {
        private static final Within ENTITY = new Within(false, List.of());

        private boolean embedded() {
            return !around.isEmpty();
        }

        private Within in(boolean ofKey, Element type) {
            List<Element> more = new ArrayList<>(around);
            more.add(type);
            return new Within(ofKey, more);
        }
    }

    private List<Attribute> attributes() {
        return Mapping.inheritance(entity).equals("TABLE_PER_CLASS")
                ? mapping.attributesOfHierarchy(entity)
                : mapping.attributes().of(entity);
    }

    private void read(
            Attribute attribute, Overrides overrides, Within within, boolean byProperty, List<TableBuilder> more) {
        declarations.put(attribute.key(), Declaration.of(attribute.element()));
        if (attribute.has(HIBERNATE + "Formula")) {
            return; // computed by each query, and stored nowhere
        }
        if (Mapping.isToOne(attribute)) {
            associations.toOne(attribute, overrides, within.key(), subclassInSharedTable, more);
        } else if (Mapping.isPlural(attribute)) {
            new CollectionReader(mapping, columns, entity, table, declarations).read(attribute, overrides, more);
        } else if (Mapping.isEmbedded(attribute)) {
            embedded(attribute, overrides, within, byProperty, more);
        } else {
            basic(attribute, overrides, within);
        }
    }

    private void embedded(
            Attribute attribute, Overrides overrides, Within within, boolean byProperty, List<TableBuilder> more) {
        if (!(attribute.type() instanceof DeclaredType type)
                || within.around().contains(type.asElement())
                || type.asElement().equals(entity)) {
            return;
        }
        boolean key = within.key() || attribute.has(JPA + "EmbeddedId");
        Set<String> mapped = key ? mapping.mappedParts(entity) : Set.of();
        Overrides inner = overrides.into(attribute.name()).with(attribute.annotated());
        mapping.attributes().ofEmbeddable((TypeElement) type.asElement(), byProperty).stream()
                .filter(part -> !mapped.contains(part.name()))
                .forEach(part -> read(part, inner, within.in(key, type.asElement()), byProperty, more));
    }

    private void basic(Attribute attribute, Overrides overrides, Within within) {
        // An embedded value may be missing as a whole, and its primitives with it.
        boolean mayBeMissing = within.embedded() && attribute.isPrimitive();
        Column column = columns.read(
                attribute,
                new Surroundings(
                        within.key(), subclassInSharedTable || mayBeMissing, overrides, entity, table.place()));
        TableBuilder of = secondary.of(overrides.column(attribute), table);
        of.add(column);
        Checks.of(attribute, overrides.column(attribute), column).forEach(of::add);
        if (attribute
                .find(HIBERNATE + "TimeZoneStorage")
                .flatMap(mirror -> mirror.constant("value"))
                .filter("COLUMN"::equals)
                .isPresent()) {
            of.add(Column.of(
                            column.name() + "_tz",
                            new ColumnType(Kind.INTEGER, "integer"),
                            column.nullable(),
                            column.place())
                    .ofAttribute("", "java.time.ZoneOffset"));
        }
        if (column.is(Trait.IDENTIFIER)) {
            table.key(column.name());
        }
        boolean unique = overrides
                .column(attribute)
                .flatMap(written -> written.truth("unique"))
                .orElse(false);
        if (unique) {
            of.add(Index.of("", List.of(column.name()), true, attribute.key(), column.place())
                    .with(Index.Trait.CONSTRAINT));
        }
    }

    private void indexes(TypeElement declaring) {
        Mirror.find(declaring, JPA + "Table").ifPresent(written -> IndexReader.of(
                        written,
                        mapping.names(),
                        declaring.getQualifiedName().toString(),
                        declaring,
                        declarations,
                        table.place())
                .forEach(table::add));
    }

    /** Whether an entity begins a table of its own. */
    static boolean hasOwnTable(TypeElement entity) {
        return Mapping.entitySuperclass(entity).isEmpty()
                || !Mapping.inheritance(entity).equals("SINGLE_TABLE");
    }

    static Table.Kind kindOf(TypeElement entity) {
        if (Mirror.has(entity, HIBERNATE + "Subselect") || Mirror.has(entity, HIBERNATE + "View")) {
            return Table.Kind.VIEW;
        }
        return Mapping.entitySuperclass(entity).isPresent() ? Table.Kind.SUBCLASS : Table.Kind.ENTITY;
    }
}
