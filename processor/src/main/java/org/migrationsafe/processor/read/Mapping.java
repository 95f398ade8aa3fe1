package org.migrationsafe.processor.read;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

import javax.lang.model.element.Element;
import javax.lang.model.element.Modifier;
import javax.lang.model.element.TypeElement;
import javax.lang.model.type.DeclaredType;
import javax.lang.model.type.TypeMirror;

import org.jspecify.annotations.Nullable;

import static org.migrationsafe.processor.read.Mirror.HIBERNATE;
import static org.migrationsafe.processor.read.Mirror.JPA;

/**
 * What every part of the reading asks of attributes and entities.
 *
 * @param entities all of them
 * @param parents entities that others extend
 */
record Mapping(
        Attributes attributes,
        BasicTypes basicTypes,
        PhysicalNames names,
        String tenantColumn,
        HibernateVersion hibernate,
        Positions positions,
        Collection<TypeElement> entities,
        Set<String> parents) {

    private static final Set<String> TO_ONE = Set.of(JPA + "ManyToOne", JPA + "OneToOne");
    private static final Set<String> PLURAL =
            Set.of(JPA + "OneToMany", JPA + "ManyToMany", JPA + "ElementCollection", HIBERNATE + "ManyToAny");

    static boolean isToOne(Attribute attribute) {
        return TO_ONE.stream().anyMatch(attribute::has);
    }

    static boolean isPlural(Attribute attribute) {
        return PLURAL.stream().anyMatch(attribute::has);
    }

    static boolean isEmbedded(Attribute attribute) {
        return attribute.has(JPA + "Embedded")
                || attribute.has(JPA + "EmbeddedId")
                || attribute.type() instanceof DeclaredType declared
                        && Mirror.has(declared.asElement(), JPA + "Embeddable")
                        && !attribute.has(JPA + "Convert");
    }

    static boolean isEntity(Element type) {
        return Mirror.has(type, JPA + "Entity");
    }

    static Optional<TypeElement> entitySuperclass(TypeElement entity) {
        TypeMirror current = entity.getSuperclass();
        while (current instanceof DeclaredType declared && declared.asElement() instanceof TypeElement type) {
            if (isEntity(type)) {
                return Optional.of(type);
            }
            current = type.getSuperclass();
        }
        return Optional.empty();
    }

    static TypeElement root(TypeElement entity) {
        return entitySuperclass(entity).map(Mapping::root).orElse(entity);
    }

    static String inheritance(TypeElement entity) {
        return Mirror.find(root(entity), JPA + "Inheritance")
                .flatMap(inheritance -> inheritance.constant("strategy"))
                .orElse("SINGLE_TABLE");
    }

    /** Whether another entity extends it. */
    boolean hasSubclasses(TypeElement entity) {
        return parents.contains(entity.getQualifiedName().toString());
    }

    /** What marks the rows of each class that there can be rows of. */
    List<String> discriminatorValues(TypeElement root) {
        return entities.stream()
                .filter(entity -> root(entity).equals(root))
                .filter(entity -> !entity.getModifiers().contains(Modifier.ABSTRACT))
                .map(entity -> Mirror.find(entity, JPA + "DiscriminatorValue")
                        .flatMap(mirror -> mirror.text("value"))
                        .orElse(entityName(entity)))
                .sorted()
                .toList();
    }

    /** Of a class that no row is of, where each class has a table, there is no table. */
    static boolean isAbstractPart(TypeElement entity) {
        return entity.getModifiers().contains(Modifier.ABSTRACT)
                && inheritance(entity).equals("TABLE_PER_CLASS");
    }

    List<Attribute> attributesOfHierarchy(TypeElement entity) {
        List<Attribute> all = new ArrayList<>();
        entitySuperclass(entity).ifPresent(parent -> all.addAll(attributesOfHierarchy(parent)));
        all.addAll(attributes.of(entity));
        return all;
    }

    /** The entity that an association refers to. */
    Optional<TypeElement> target(Attribute attribute) {
        Optional<TypeMirror> written = TO_ONE.stream()
                .flatMap(kind -> attribute.find(kind).stream())
                .flatMap(mirror -> mirror.type("targetEntity").stream())
                .findFirst();
        return element(written.orElse(attribute.type()));
    }

    /** What a collection holds: its last type argument, or what the annotation says. */
    Optional<TypeMirror> elementType(Attribute attribute) {
        Optional<TypeMirror> written = PLURAL.stream()
                .flatMap(kind -> attribute.find(kind).stream())
                .flatMap(mirror -> mirror.type("targetEntity").or(() -> mirror.type("targetClass")).stream())
                .findFirst();
        return written.or(() -> typeArgument(attribute, -1));
    }

    Optional<TypeMirror> mapKeyType(Attribute attribute) {
        return typeArgument(attribute, 0).filter(type -> isCollection(attribute, "java.util.Map"));
    }

    private static Optional<TypeMirror> typeArgument(Attribute attribute, int index) {
        if (!(attribute.type() instanceof DeclaredType declared)
                || declared.getTypeArguments().isEmpty()) {
            return Optional.empty();
        }
        int size = declared.getTypeArguments().size();
        return Optional.of(declared.getTypeArguments().get(index < 0 ? size - 1 : index));
    }

    boolean isCollection(Attribute attribute, String... types) {
        return attribute.type() instanceof DeclaredType declared
                && declared.asElement() instanceof TypeElement type
                && Set.of(types).contains(type.getQualifiedName().toString());
    }

    static Optional<TypeElement> element(@Nullable TypeMirror type) {
        return type instanceof DeclaredType declared && declared.asElement() instanceof TypeElement element
                ? Optional.of(element)
                : Optional.empty();
    }

    /** JPA's entity name: what @Entity says, else the simple name. */
    static String entityName(TypeElement entity) {
        return Mirror.find(entity, JPA + "Entity")
                .flatMap(mirror -> mirror.text("name"))
                .orElse(entity.getSimpleName().toString());
    }

    /** The physical name of the table in which the entity's identifier stands. */
    String tableName(TypeElement entity) {
        TypeElement owner = inheritance(entity).equals("SINGLE_TABLE") ? root(entity) : entity;
        return names.of(logicalTableName(owner));
    }

    static String logicalTableName(TypeElement entity) {
        return Mirror.find(entity, JPA + "Table")
                .flatMap(table -> table.text("name"))
                .orElse(entityName(entity));
    }

    static String schemaName(TypeElement entity) {
        return Mirror.find(entity, JPA + "Table")
                .flatMap(table -> table.text("schema"))
                .orElse("");
    }

    boolean isTenant(Attribute attribute, String physicalName) {
        return attribute.has(HIBERNATE + "TenantId")
                || !tenantColumn.isEmpty()
                        && tenantColumn.toLowerCase(Locale.ROOT).equals(physicalName.toLowerCase(Locale.ROOT));
    }

    /** The association that gives the entity its whole identifier: {@code @MapsId} without a name. */
    Optional<Attribute> sharedKey(TypeElement entity) {
        return attributesOfHierarchy(entity).stream()
                .filter(attribute -> mapsId(attribute).filter(String::isEmpty).isPresent())
                .findFirst();
    }

    /** The associations that give a part of the embedded identifier, by that part's name. */
    Set<String> mappedParts(TypeElement entity) {
        return attributesOfHierarchy(entity).stream()
                .flatMap(attribute -> mapsId(attribute).stream())
                .filter(part -> !part.isEmpty())
                .collect(Collectors.toSet());
    }

    /** What {@code @MapsId} says, empty text where it says nothing. */
    static Optional<String> mapsId(Attribute attribute) {
        return attribute.find(JPA + "MapsId").map(maps -> maps.text("value").orElse(""));
    }
}
