package org.migrationsafe.processor.read;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

import javax.lang.model.element.Element;
import javax.lang.model.element.TypeElement;
import javax.lang.model.type.DeclaredType;
import javax.lang.model.type.TypeMirror;

import org.migrationsafe.processor.read.ColumnReader.Surroundings;
import org.migrationsafe.processor.read.Identifiers.KeyColumn;
import org.migrationsafe.schema.Column;
import org.migrationsafe.schema.Column.Trait;
import org.migrationsafe.schema.ColumnType;
import org.migrationsafe.schema.ColumnType.Kind;
import org.migrationsafe.schema.ForeignKey;
import org.migrationsafe.schema.Index;
import org.migrationsafe.schema.Table;
import org.migrationsafe.source.Place;

import static org.migrationsafe.processor.read.Mirror.JPA;

/** Collections: join tables and collection tables. */
final class CollectionReader {

    private final Mapping mapping;
    private final ColumnReader columns;
    private final TypeElement entity;
    private final TableBuilder owner;
    private final Map<String, Element> elements;

    CollectionReader(
            Mapping mapping,
            ColumnReader columns,
            TypeElement entity,
            TableBuilder owner,
            Map<String, Element> elements) {
        this.mapping = mapping;
        this.columns = columns;
        this.entity = entity;
        this.owner = owner;
        this.elements = elements;
    }

    void read(Attribute attribute, List<TableBuilder> more) {
        if (attribute.has(JPA + "ElementCollection")) {
            more.add(collectionTable(attribute));
            return;
        }
        boolean mappedElsewhere = Mirror.find(attribute.element(), JPA + "OneToMany")
                .or(() -> Mirror.find(attribute.element(), JPA + "ManyToMany"))
                .flatMap(mirror -> mirror.text("mappedBy"))
                .isPresent();
        boolean joinColumnInTarget = attribute.has(JPA + "OneToMany") && attribute.has(JPA + "JoinColumn");
        if (!mappedElsewhere && !joinColumnInTarget) {
            mapping.elementType(attribute)
                    .flatMap(Mapping::element)
                    .filter(Mapping::isEntity)
                    .ifPresent(target -> more.add(joinTable(attribute, target)));
        }
    }

    private TableBuilder joinTable(Attribute attribute, TypeElement target) {
        Optional<Mirror> written = Mirror.find(attribute.element(), JPA + "JoinTable");
        String name = written.flatMap(table -> table.text("name"))
                .orElse(Mapping.logicalTableName(entity) + "_" + Mapping.logicalTableName(target));
        TableBuilder table = table(attribute, Table.Kind.JOIN_TABLE, name, written);
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
            mapKey(table, attribute);
        }
        if (attribute.has(JPA + "OneToMany")) {
            table.add(new Index("", other, true, table.place()));
        }
        return table;
    }

    /** The attribute on the other side that is mapped by this one. */
    private Optional<String> inverseAttribute(Attribute attribute, TypeElement target) {
        return mapping.attributesOfHierarchy(target).stream()
                .filter(other -> Mirror.find(other.element(), JPA + "ManyToMany")
                        .flatMap(mirror -> mirror.text("mappedBy"))
                        .filter(attribute.name()::equals)
                        .isPresent())
                .map(Attribute::name)
                .findFirst();
    }

    private TableBuilder collectionTable(Attribute attribute) {
        Optional<Mirror> written = Mirror.find(attribute.element(), JPA + "CollectionTable");
        String name = written.flatMap(table -> table.text("name"))
                .orElse(Mapping.entityName(entity) + "_" + attribute.name());
        TableBuilder table = table(attribute, Table.Kind.COLLECTION, name, written);
        List<Mirror> joins =
                written.map(mirror -> mirror.mirrors("joinColumns")).orElse(List.of());
        List<String> own = reference(table, attribute, joins, entity, Mapping.entityName(entity));
        List<Column> values = values(table, attribute);
        if (attribute.has(JPA + "OrderColumn")) {
            own.forEach(table::key);
            order(table, attribute);
        } else if (mapping.isCollection(attribute, "java.util.Map", "java.util.SortedMap")) {
            own.forEach(table::key);
            mapKey(table, attribute);
        } else if (mapping.isCollection(attribute, "java.util.Set", "java.util.SortedSet")
                && values.stream().noneMatch(Column::nullable)) {
            own.forEach(table::key);
            values.forEach(column -> table.key(column.name()));
        } else if (mapping.isCollection(attribute, "java.util.Set", "java.util.SortedSet")
                && mapping.hibernate() == HibernateVersion.SEVEN) {
            // What may be null is no key, but no row is there twice all the same.
            List<String> all = new ArrayList<>(own);
            values.forEach(column -> all.add(column.name()));
            table.add(new Index("", all, true, table.place()));
        }
        if (mapping.hibernate().softDeletesCollections()) {
            SoftDeletion.of(entity, mapping.naming(), table.place()).ifPresent(table::add);
        }
        return table;
    }

    private TableBuilder table(Attribute attribute, Table.Kind kind, String name, Optional<Mirror> written) {
        Place place = columns.placeOf(attribute.element(), owner.place());
        String schema = written.flatMap(table -> table.text("schema")).orElse("");
        TableBuilder table = new TableBuilder(schema, mapping.naming().physical(name), kind, owner.entity(), place);
        written.ifPresent(
                mirror -> IndexReader.of(mirror, mapping.naming(), place).forEach(table::add));
        return table;
    }

    private List<String> reference(
            TableBuilder table, Attribute attribute, List<Mirror> joins, TypeElement target, String prefix) {
        List<String> names = new ArrayList<>();
        List<String> referenced = new ArrayList<>();
        for (KeyColumn key : new Identifiers(mapping).of(target)) {
            int position = names.size();
            String logical = position < joins.size()
                    ? joins.get(position).text("name").orElse(prefix + "_" + key.logicalName())
                    : prefix + "_" + key.logicalName();
            String name = mapping.naming().physical(logical);
            table.add(
                    new Column(name, key.type(), false, Set.of(Trait.FOREIGN_KEY), "", key.javaType(), table.place()));
            names.add(name);
            referenced.add(key.physicalName());
        }
        if (!names.isEmpty()) {
            table.add(new ForeignKey(names, mapping.tableName(target), referenced, attribute.key(), table.place()));
        }
        return names;
    }

    private List<Column> values(TableBuilder table, Attribute attribute) {
        List<Column> read = new ArrayList<>();
        Optional<TypeMirror> type = mapping.elementType(attribute);
        if (type.isEmpty()) {
            return read;
        }
        Overrides overrides = Overrides.of(attribute.element());
        if (type.get() instanceof DeclaredType declared && Mirror.has(declared.asElement(), JPA + "Embeddable")) {
            boolean byProperty = mapping.attributes().accessOf(entity);
            for (Attribute part : mapping.attributes().ofEmbeddable((TypeElement) declared.asElement(), byProperty)) {
                if (!Mapping.isToOne(part) && !Mapping.isPlural(part) && !Mapping.isEmbedded(part)) {
                    elements.put(part.key(), part.element());
                    read.add(columns.read(part, new Surroundings(false, false, overrides, table.place())));
                }
            }
        } else {
            Attribute value = new Attribute(attribute.name(), attribute.element(), type.get());
            read.add(columns.read(value, new Surroundings(false, false, overrides, table.place())));
        }
        read.forEach(table::add);
        return read;
    }

    private void mapKey(TableBuilder table, Attribute attribute) {
        mapping.mapKeyType(attribute).ifPresent(type -> {
            Optional<TypeElement> keyEntity = Mapping.element(type).filter(Mapping::isEntity);
            if (keyEntity.isPresent()) {
                List<Mirror> joins =
                        Mirror.all(attribute.element(), JPA + "MapKeyJoinColumn", JPA + "MapKeyJoinColumns");
                reference(table, attribute, joins, keyEntity.get(), attribute.name() + "_KEY")
                        .forEach(table::key);
                return;
            }
            Optional<Mirror> written = Mirror.find(attribute.element(), JPA + "MapKeyColumn");
            String name = mapping.naming()
                    .physical(written.flatMap(column -> column.text("name")).orElse(attribute.name() + "_KEY"));
            ColumnType columnType = BasicTypes.isEnum(type)
                    ? new ColumnType(Kind.TEXT, "varchar(255)")
                    : mapping.basicTypes().ofJava(type, Sizes.of(written.orElse(null)));
            table.add(new Column(name, columnType, false, Set.of(), "", type.toString(), table.place()));
            table.key(name);
        });
    }

    private void order(TableBuilder table, Attribute attribute) {
        String name = mapping.naming()
                .physical(Mirror.find(attribute.element(), JPA + "OrderColumn")
                        .flatMap(column -> column.text("name"))
                        .orElse(attribute.name() + "_ORDER"));
        table.add(new Column(name, new ColumnType(Kind.INTEGER, "integer"), false, Set.of(), "", "int", table.place()));
        table.key(name);
    }
}
