package org.migrationsafe.observe.postgres;

import java.util.Map;
import java.util.TreeMap;

/** The user's relations, and of tables their parts, by oid. */
record CatalogState(Map<Long, Relation> relations, Map<Long, Relation.Parts> parts) {

    static CatalogState empty() {
        return new CatalogState(new TreeMap<>(), new TreeMap<>());
    }

    CatalogState copy() {
        return new CatalogState(new TreeMap<>(relations), new TreeMap<>(parts));
    }
}
