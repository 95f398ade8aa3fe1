package org.migrationsafe.schema;

import java.util.Set;

import org.migrationsafe.source.Place;

/**
 * A column and the attribute that it comes from.
 *
 * @param attribute {@code shop.Order.total}; empty for one that no attribute stands for
 * @param javaType the attribute's type, {@code java.math.BigDecimal}
 */
public record Column(
        String name,
        ColumnType type,
        boolean nullable,
        Set<Trait> traits,
        String attribute,
        String javaType,
        Place place) {

    public Column {
        traits = Set.copyOf(traits);
    }

    /** What the mapping says of a column beyond its type. */
    public enum Trait {
        IDENTIFIER,
        /** Its value comes from a sequence, an identity column or a generator. */
        GENERATED,
        TENANT,
        VERSION,
        ORDINAL_ENUM,
        /** It holds UUIDs, whatever its type. */
        UUID_VALUE,
        /** Somebody wrote down that it may be null, or the mapping leaves no choice. */
        NULL_INTENDED,
        FOREIGN_KEY
    }

    public boolean is(Trait trait) {
        return traits.contains(trait);
    }

    /** The attribute without its package, {@code Order.total}. */
    public String shortAttribute() {
        String[] parts = attribute.split("\\.");
        return parts.length < 2 ? attribute : parts[parts.length - 2] + "." + parts[parts.length - 1];
    }
}
