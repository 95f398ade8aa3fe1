package org.migrationsafe.schema;

import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;

import org.migrationsafe.source.Place;

/**
 * An index or a unique constraint; the name is empty where none is given.
 *
 * @param columns in order; an expression stands as the DDL has it
 * @param included further columns that it carries along
 * @param method {@code btree}, {@code gin}
 * @param where which rows it holds; empty for all of them
 * @param declaration where the mapping declares it: the key of an attribute, or a class and the columns
 */
public record Index(
        String name,
        List<String> columns,
        boolean unique,
        List<String> included,
        String method,
        String where,
        Set<Trait> traits,
        String declaration,
        Place place) {

    public Index {
        columns = List.copyOf(columns);
        included = List.copyOf(included);
        traits = Set.copyOf(traits);
    }

    /** A plain one, on all rows. */
    public static Index of(String name, List<String> columns, boolean unique, String declaration, Place place) {
        return new Index(name, columns, unique, List.of(), "btree", "", Set.of(), declaration, place);
    }

    /** What else is said of it. */
    public enum Trait {
        /** It upholds a constraint. */
        CONSTRAINT,
        /** It upholds an exclusion constraint. */
        EXCLUSION,
        /** A failed build left it, and no query uses it. */
        INVALID,
        /** Two nulls are the same to it. */
        NULLS_NOT_DISTINCT,
        /** Not all of its parts are plain columns. */
        EXPRESSION
    }

    public boolean is(Trait trait) {
        return traits.contains(trait);
    }

    public Index with(Trait... more) {
        Set<Trait> all = EnumSet.noneOf(Trait.class);
        all.addAll(traits);
        all.addAll(Arrays.asList(more));
        return new Index(name, columns, unique, included, method, where, all, declaration, place);
    }

    /** Whether a mapping can declare it: on columns alone, of every row, as a b-tree. */
    public boolean isPlain() {
        return where.isEmpty()
                && included.isEmpty()
                && method.equals("btree")
                && !is(Trait.EXPRESSION)
                && !is(Trait.EXCLUSION);
    }
}
