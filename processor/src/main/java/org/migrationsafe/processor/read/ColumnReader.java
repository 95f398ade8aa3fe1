package org.migrationsafe.processor.read;

import java.util.EnumSet;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

import javax.lang.model.element.Element;
import javax.lang.model.element.TypeElement;

import org.migrationsafe.schema.Column;
import org.migrationsafe.schema.Column.Trait;
import org.migrationsafe.schema.ColumnRoles;
import org.migrationsafe.schema.ColumnType.Kind;
import org.migrationsafe.source.Place;

import static org.migrationsafe.processor.read.Mirror.HIBERNATE;
import static org.migrationsafe.processor.read.Mirror.JPA;

/** A basic attribute to its column. */
final class ColumnReader {

    private static final int UUID_LENGTH = 36;

    private static final String SPRING = "org.springframework.data.annotation.";
    private static final Map<String, Trait> ROLES = Map.of(
            HIBERNATE + "CreationTimestamp", Trait.CREATED_AT,
            SPRING + "CreatedDate", Trait.CREATED_AT,
            HIBERNATE + "UpdateTimestamp", Trait.UPDATED_AT,
            SPRING + "LastModifiedDate", Trait.UPDATED_AT,
            SPRING + "CreatedBy", Trait.ACTOR,
            SPRING + "LastModifiedBy", Trait.ACTOR);

    private final Mapping mapping;
    private final Generators generators;

    ColumnReader(Mapping mapping) {
        this.mapping = mapping;
        this.generators = new Generators(mapping);
    }

    /**
     * What the surroundings of an attribute decide for it.
     *
     * @param identifier whether it is part of the primary key
     * @param nullableByNature whether it may be null unless it says otherwise, as in a subclass that shares its table
     * @param entity whose row it is part of
     */
    record Surroundings(
            boolean identifier, boolean nullableByNature, Overrides overrides, TypeElement entity, Place fallback) {}

    Column read(Attribute attribute, Surroundings around) {
        Optional<Mirror> written = around.overrides().column(attribute);
        String physical = mapping.names().of(written, attribute.name());
        BasicTypes.Mapped mapped =
                mapping.basicTypes().of(attribute.annotated(), attribute.type(), written.orElse(null));
        boolean identifier = around.identifier() || attribute.has(JPA + "Id");
        boolean nullable = !identifier
                && !saysRequired(attribute, written)
                && !isTimestampOfHibernates(attribute)
                && (around.nullableByNature() || !attribute.isPrimitive());
        Set<Trait> traits = traits(attribute, written, physical, identifier);
        if (mapped.ordinalEnum()) {
            traits.add(Trait.ORDINAL_ENUM);
        }
        if (nullable && around.nullableByNature()) {
            traits.add(Trait.NULL_INTENDED);
        }
        traits.addAll(ColumnRoles.of(physical, mapped.type().kind()));
        boolean truth =
                Set.of("boolean", "java.lang.Boolean").contains(attribute.type().toString());
        if (truth && mapped.type().kind() != Kind.BOOLEAN) {
            traits.add(Trait.TRUTH_VALUE);
        }
        return Column.of(physical, mapped.type(), nullable, placeOf(attribute.element(), around.fallback()))
                .with(traits)
                .withValue(generators.of(attribute, around.entity(), written))
                .withConstants(mapped.constants())
                .withComment(comment(attribute.annotated(), written))
                .ofAttribute(attribute.key(), attribute.type().toString());
    }

    static String comment(Annotated element, Optional<Mirror> written) {
        return element.find(HIBERNATE + "Comment")
                .flatMap(mirror -> mirror.text("value"))
                .or(() -> written.flatMap(mirror -> mirror.text("comment")))
                .orElse("");
    }

    /** The mapping lets it be missing in so many words, and the column does not. */
    private static boolean saidOptional(Attribute attribute, Optional<Mirror> column) {
        boolean optional = attribute
                .find(JPA + "Basic")
                .flatMap(basic -> basic.truth("optional"))
                .orElse(false);
        return (optional || saysNullable(attribute))
                && column.flatMap(written -> written.truth("nullable"))
                        .filter(nullable -> !nullable)
                        .isPresent();
    }

    /** Its own line, or the entity's where it comes from another jar. */
    Place placeOf(Element element, Place fallback) {
        Place place = mapping.positions().of(element);
        return place.line() > 0 ? place : fallback;
    }

    private static boolean saysRequired(Attribute attribute, Optional<Mirror> column) {
        return column.flatMap(written -> written.truth("nullable"))
                        .filter(nullable -> !nullable)
                        .isPresent()
                || column.flatMap(written -> written.text("columnDefinition"))
                        .filter(definition ->
                                definition.toLowerCase(Locale.ROOT).contains("not null"))
                        .isPresent()
                || attribute
                        .find(JPA + "Basic")
                        .flatMap(basic -> basic.truth("optional"))
                        .filter(optional -> !optional)
                        .isPresent()
                || requiredByValidation(attribute);
    }

    private boolean isTimestampOfHibernates(Attribute attribute) {
        return mapping.hibernate().requiresItsTimestamps()
                && (attribute.has(HIBERNATE + "CreationTimestamp") || attribute.has(HIBERNATE + "UpdateTimestamp"));
    }

    static boolean requiredByValidation(Attribute attribute) {
        return attribute.has("jakarta.validation.constraints.NotNull")
                || attribute.has("jakarta.validation.constraints.NotBlank")
                || attribute.has("jakarta.validation.constraints.NotEmpty");
    }

    private Set<Trait> traits(Attribute attribute, Optional<Mirror> column, String physical, boolean identifier) {
        Set<Trait> traits = EnumSet.noneOf(Trait.class);
        if (identifier) {
            traits.add(Trait.IDENTIFIER);
        }
        if (attribute.has(JPA + "GeneratedValue") || attribute.has(HIBERNATE + "UuidGenerator")) {
            traits.add(Trait.GENERATED);
        }
        if (attribute.has(JPA + "Version")) {
            traits.add(Trait.VERSION);
        }
        if (mapping.isTenant(attribute, physical)) {
            traits.add(Trait.TENANT);
        }
        if (holdsUuid(attribute, column)) {
            traits.add(Trait.UUID_VALUE);
        }
        if (intendsNull(attribute, column)) {
            traits.add(Trait.NULL_INTENDED);
        }
        if (saidOptional(attribute, column)) {
            traits.add(Trait.SAID_OPTIONAL);
        }
        if (attribute.has(HIBERNATE + "TenantId")) {
            traits.add(Trait.TENANT_FILTERED);
        }
        if (attribute.has(HIBERNATE + "NaturalId")) {
            traits.add(Trait.NATURAL_KEY);
        }
        if (column.filter(written -> written.says("length") || written.says("columnDefinition"))
                        .isPresent()
                || attribute.has("jakarta.validation.constraints.Size")) {
            traits.add(Trait.LENGTH_WRITTEN);
        }
        if (isReadOnly(column)) {
            traits.add(Trait.READ_ONLY);
        }
        ROLES.forEach((annotation, role) -> {
            if (attribute.has(annotation)) {
                traits.add(role);
            }
        });
        return traits;
    }

    static boolean isReadOnly(Optional<Mirror> column) {
        return column.filter(written -> !written.truth("insertable").orElse(true)
                        && !written.truth("updatable").orElse(true))
                .isPresent();
    }

    private static boolean intendsNull(Attribute attribute, Optional<Mirror> column) {
        return saysNullable(attribute)
                || column.filter(written -> written.says("nullable")).isPresent()
                || attribute.has(HIBERNATE + "TenantId");
    }

    /** An annotation called Nullable, from whatever library, on the attribute or on its type. */
    static boolean saysNullable(Attribute attribute) {
        return attribute.annotated().hasNamed("Nullable")
                || attribute.type().getAnnotationMirrors().stream()
                        .anyMatch(mirror -> Mirror.nameOf(mirror).endsWith(".Nullable"));
    }

    private static boolean holdsUuid(Attribute attribute, Optional<Mirror> column) {
        if (attribute.type().toString().equals("java.util.UUID")) {
            return true;
        }
        if (!attribute.type().toString().equals("java.lang.String")) {
            return false;
        }
        boolean generated = attribute
                        .find(JPA + "GeneratedValue")
                        .flatMap(mirror -> mirror.constant("strategy"))
                        .filter("UUID"::equals)
                        .isPresent()
                || attribute.has(HIBERNATE + "UuidGenerator");
        String name = attribute.name().toLowerCase(Locale.ROOT);
        boolean named = name.endsWith("uuid") || name.endsWith("guid");
        int length = column.flatMap(written -> written.number("length")).orElse(0);
        return generated || named && length == UUID_LENGTH;
    }
}
