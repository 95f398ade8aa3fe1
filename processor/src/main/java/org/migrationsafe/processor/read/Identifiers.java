package org.migrationsafe.processor.read;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

import javax.lang.model.element.TypeElement;
import javax.lang.model.type.DeclaredType;

import org.migrationsafe.schema.ColumnType;

import static org.migrationsafe.processor.read.Mirror.JPA;

/** The columns of an entity's primary key, for those that refer to it. */
final class Identifiers {

    private final Mapping mapping;

    Identifiers(Mapping mapping) {
        this.mapping = mapping;
    }

    /** A key column; the logical name is what JPA makes default names of. */
    record KeyColumn(String logicalName, String physicalName, ColumnType type, String javaType) {

        boolean isCalled(String name) {
            return name.equalsIgnoreCase(logicalName) || name.equalsIgnoreCase(physicalName);
        }
    }

    /** What join columns refer to: the key, or the other columns that they name. */
    List<KeyColumn> referenced(TypeElement entity, List<Mirror> joins) {
        List<KeyColumn> key = of(entity);
        List<KeyColumn> others = new ArrayList<>();
        for (Mirror join : joins) {
            join.text("referencedColumnName")
                    .filter(name -> key.stream().noneMatch(column -> column.isCalled(name)))
                    .flatMap(name -> column(entity, name))
                    .ifPresent(others::add);
        }
        return others.size() == joins.size() && !joins.isEmpty() ? others : key;
    }

    private Optional<KeyColumn> column(TypeElement entity, String name) {
        return mapping.attributesOfHierarchy(entity).stream()
                .filter(attribute ->
                        !Mapping.isToOne(attribute) && !Mapping.isPlural(attribute) && !Mapping.isEmbedded(attribute))
                .map(attribute -> basic(attribute, Overrides.of(entity)))
                .filter(column -> column.isCalled(name))
                .findFirst();
    }

    List<KeyColumn> of(TypeElement entity) {
        return of(entity, new HashSet<>());
    }

    private List<KeyColumn> of(TypeElement entity, Set<String> underWay) {
        List<KeyColumn> columns = new ArrayList<>();
        if (!underWay.add(entity.getQualifiedName().toString())) {
            return columns;
        }
        Optional<TypeElement> parent = Mapping.entitySuperclass(entity);
        if (parent.isPresent() && Mapping.inheritance(entity).equals("JOINED")) {
            return joinedToParent(entity, of(parent.get(), underWay));
        }
        Optional<Attribute> shared = mapping.sharedKey(entity);
        if (shared.isPresent()) {
            return id(shared.get(), underWay);
        }
        for (Attribute attribute : mapping.attributesOfHierarchy(entity)) {
            if (attribute.has(JPA + "EmbeddedId") && attribute.type() instanceof DeclaredType embeddable) {
                TypeElement type = (TypeElement) embeddable.asElement();
                boolean byProperty = mapping.attributes().accessOf(entity);
                mapping.attributes()
                        .ofEmbeddable(type, byProperty)
                        .forEach(inner -> columns.add(basic(inner, Overrides.NONE.with(attribute.annotated()))));
            } else if (attribute.has(JPA + "Id")) {
                columns.addAll(id(attribute, underWay));
            }
        }
        return columns;
    }

    /** A joined subclass has its parent's key, under names of its own where it gives them. */
    private List<KeyColumn> joinedToParent(TypeElement entity, List<KeyColumn> keys) {
        List<Mirror> written = Mirror.all(entity, JPA + "PrimaryKeyJoinColumn", JPA + "PrimaryKeyJoinColumns");
        List<KeyColumn> own = new ArrayList<>();
        for (KeyColumn key : keys) {
            String logical = PhysicalNames.logical(PhysicalNames.at(written, own.size()), key.logicalName());
            own.add(key(logical, key.type(), key.javaType()));
        }
        return own;
    }

    private List<KeyColumn> id(Attribute attribute, Set<String> underWay) {
        if (!Mapping.isToOne(attribute)) {
            return List.of(basic(attribute, Overrides.NONE));
        }
        return mapping.target(attribute)
                .map(target -> of(target, underWay).stream()
                        .map(key -> joined(attribute, key))
                        .toList())
                .orElse(List.of());
    }

    private KeyColumn joined(Attribute attribute, KeyColumn key) {
        String logical =
                PhysicalNames.logical(attribute.find(JPA + "JoinColumn"), attribute.name() + "_" + key.logicalName());
        return key(logical, key.type(), key.javaType());
    }

    private KeyColumn basic(Attribute attribute, Overrides overrides) {
        var column = overrides.column(attribute);
        String logical = PhysicalNames.logical(column, attribute.name());
        ColumnType type = mapping.basicTypes()
                .of(attribute.annotated(), attribute.type(), column.orElse(null))
                .type();
        return key(logical, type, attribute.type().toString());
    }

    private KeyColumn key(String logical, ColumnType type, String javaType) {
        return new KeyColumn(logical, mapping.names().of(logical), type, javaType);
    }
}
