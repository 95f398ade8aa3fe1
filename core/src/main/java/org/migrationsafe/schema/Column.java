package org.migrationsafe.schema;

import java.util.Arrays;
import java.util.Collections;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;

import org.migrationsafe.source.Place;

/**
 * A column and the attribute that it comes from.
 *
 * @param value where its values come from
 * @param constants an enum's constants in their order, as rows hold them; empty for what is no enum
 * @param comment what the schema says of it; empty for nothing
 * @param attribute {@code shop.Order.total}; empty for one that no attribute stands for
 * @param javaType the attribute's type, {@code java.math.BigDecimal}; empty where none is known
 */
public record Column(
        String name,
        ColumnType type,
        boolean nullable,
        Set<Trait> traits,
        Value value,
        List<String> constants,
        String comment,
        String attribute,
        String javaType,
        Place place) {

    public Column {
        traits = traits.isEmpty() ? Set.of() : Collections.unmodifiableSet(EnumSet.copyOf(traits));
        constants = List.copyOf(constants);
    }

    /** A column of which only this much is known so far. */
    public static Column of(String name, ColumnType type, boolean nullable, Place place) {
        return new Column(name, type, nullable, Set.of(), Value.GIVEN, List.of(), "", "", "", place);
    }

    /** What is said of a column beyond its type. */
    public enum Trait {
        IDENTIFIER,
        /** Its value comes from a sequence, an identity column or a generator. */
        GENERATED,
        TENANT,
        /** Hibernate itself adds the tenant to each query. */
        TENANT_FILTERED,
        VERSION,
        ORDINAL_ENUM,
        /** It holds UUIDs, whatever its type. */
        UUID_VALUE,
        /** It holds true or false, whatever its type. */
        TRUTH_VALUE,
        /** Somebody wrote down that it may be null, or the mapping leaves no choice. */
        NULL_INTENDED,
        /** The mapping says that it may be missing, and its column says that it may not. */
        SAID_OPTIONAL,
        FOREIGN_KEY,
        NATURAL_KEY,
        /** It marks rows as deleted. */
        SOFT_DELETE,
        /** Somebody chose its length. */
        LENGTH_WRITTEN,
        /** When a row was made. */
        CREATED_AT,
        /** When a row was last changed. */
        UPDATED_AT,
        /** Who made or changed a row. */
        ACTOR,
        /** The mapping only reads it. */
        READ_ONLY,
        /** Another attribute of the table has the same column. */
        COLLIDES
    }

    public boolean is(Trait trait) {
        return traits.contains(trait);
    }

    /** The same with more traits. */
    public Column with(Trait... more) {
        Set<Trait> all = EnumSet.noneOf(Trait.class);
        all.addAll(traits);
        all.addAll(Arrays.asList(more));
        return with(all);
    }

    /** The same with these traits alone. */
    public Column with(Set<Trait> others) {
        return new Column(name, type, nullable, others, value, constants, comment, attribute, javaType, place);
    }

    public Column withValue(Value other) {
        return new Column(name, type, nullable, traits, other, constants, comment, attribute, javaType, place);
    }

    public Column withConstants(List<String> others) {
        return new Column(name, type, nullable, traits, value, others, comment, attribute, javaType, place);
    }

    public Column withComment(String other) {
        return new Column(name, type, nullable, traits, value, constants, other, attribute, javaType, place);
    }

    public Column ofAttribute(String key, String java) {
        return new Column(name, type, nullable, traits, value, constants, comment, key, java, place);
    }

    /** The attribute without its package, {@code Order.total}; the column's own name where there is none. */
    public String shortAttribute() {
        String[] parts = attribute.split("\\.");
        if (attribute.isEmpty()) {
            return name;
        }
        return parts.length < 2 ? attribute : parts[parts.length - 2] + "." + parts[parts.length - 1];
    }
}
