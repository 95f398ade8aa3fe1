package org.migrationsafe.observe.postgres;

import java.util.Map;
import java.util.TreeMap;

import org.jspecify.annotations.Nullable;
import org.migrationsafe.recording.RelationName;

/**
 * The user's relations, of tables their parts, and domains, by oid.
 *
 * @param things what else has a name that code may use; null where it was not asked about, since nothing of it has changed
 */
record CatalogState(
        Map<Long, Relation> relations,
        Map<Long, Relation.Parts> parts,
        Map<Long, CatalogState.Domain> domains,
        @Nullable Map<String, Thing> things) {

    /** A domain, and what it demands of its values. */
    record Domain(RelationName name, String demands) {}

    /** A schema, a type, a function, or a value of an enum type. */
    record Thing(String kind, String name) {}

    static CatalogState empty() {
        return new CatalogState(new TreeMap<>(), new TreeMap<>(), new TreeMap<>(), null);
    }

    CatalogState with(@Nullable Map<String, Thing> known) {
        return new CatalogState(relations, parts, domains, known);
    }

    CatalogState copy() {
        return new CatalogState(new TreeMap<>(relations), new TreeMap<>(parts), new TreeMap<>(domains), things);
    }
}
