package org.migrationsafe.observe.postgres;

import java.util.Map;
import java.util.TreeMap;

import org.migrationsafe.recording.RelationName;

/** The user's relations, of tables their parts, and domains, by oid. */
record CatalogState(
        Map<Long, Relation> relations, Map<Long, Relation.Parts> parts, Map<Long, CatalogState.Domain> domains) {

    /** A domain, and what it demands of its values. */
    record Domain(RelationName name, String demands) {}

    static CatalogState empty() {
        return new CatalogState(new TreeMap<>(), new TreeMap<>(), new TreeMap<>());
    }

    CatalogState copy() {
        return new CatalogState(new TreeMap<>(relations), new TreeMap<>(parts), new TreeMap<>(domains));
    }
}
