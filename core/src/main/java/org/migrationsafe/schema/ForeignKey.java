package org.migrationsafe.schema;

import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;

import org.migrationsafe.source.Place;

/**
 * Columns that refer to another table's key; both lists pair up.
 *
 * @param name empty where the engine or Hibernate is to find one
 * @param onDelete what becomes of these rows when the other is deleted
 */
public record ForeignKey(
        String name,
        List<String> columns,
        String referencedTable,
        List<String> referencedColumns,
        OnDelete onDelete,
        Set<Trait> traits,
        String attribute,
        Place place) {

    public ForeignKey {
        columns = List.copyOf(columns);
        referencedColumns = List.copyOf(referencedColumns);
        traits = Set.copyOf(traits);
    }

    /** One of which nothing is said but what it connects. */
    public static ForeignKey of(
            List<String> columns, String table, List<String> referenced, String attribute, Place place) {
        return new ForeignKey("", columns, table, referenced, OnDelete.NO_ACTION, Set.of(), attribute, place);
    }

    /** What becomes of the referring rows. */
    public enum OnDelete {
        NO_ACTION,
        RESTRICT,
        CASCADE,
        SET_NULL,
        SET_DEFAULT;

        public String sql() {
            return name().replace('_', ' ');
        }
    }

    /** What else is said of it. */
    public enum Trait {
        /** The mapping relates the two, and no constraint watches over it. */
        UNWATCHED,
        DEFERRABLE,
        /** Added NOT VALID, and never validated. */
        NOT_VALIDATED,
        /** The application deletes these rows when it deletes the other. */
        OWNED,
        /** Of the tables of one entity: a subclass, a secondary table. */
        SAME_ROW
    }

    public boolean is(Trait trait) {
        return traits.contains(trait);
    }

    /** Whether the server watches over it. */
    public boolean isWatched() {
        return !is(Trait.UNWATCHED);
    }

    public ForeignKey with(Trait... more) {
        Set<Trait> all = EnumSet.noneOf(Trait.class);
        all.addAll(traits);
        all.addAll(Arrays.asList(more));
        return new ForeignKey(name, columns, referencedTable, referencedColumns, onDelete, all, attribute, place);
    }

    public ForeignKey named(String other) {
        return new ForeignKey(other, columns, referencedTable, referencedColumns, onDelete, traits, attribute, place);
    }

    public ForeignKey ofAttribute(String key) {
        return new ForeignKey(name, columns, referencedTable, referencedColumns, onDelete, traits, key, place);
    }

    public ForeignKey onDelete(OnDelete action) {
        return new ForeignKey(name, columns, referencedTable, referencedColumns, action, traits, attribute, place);
    }

    /** The attribute without its package, {@code Order.customer}; its columns where there is none. */
    public String shortAttribute() {
        String[] parts = attribute.split("\\.");
        return parts.length < 2 ? String.join(", ", columns) : parts[parts.length - 2] + "." + parts[parts.length - 1];
    }
}
