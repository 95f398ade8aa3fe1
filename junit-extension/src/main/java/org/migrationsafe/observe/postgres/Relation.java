package org.migrationsafe.observe.postgres;

import java.util.HashMap;
import java.util.Map;

import org.jspecify.annotations.Nullable;
import org.migrationsafe.recording.CatalogChange.ConstraintKind;
import org.migrationsafe.recording.RelationKind;
import org.migrationsafe.recording.RelationName;

/**
 * A relation as the catalogue had it at one moment.
 *
 * @param fileNode number of its storage; 0 where it has none
 * @param bytes size of its storage
 * @param tableOid for an index its table, otherwise itself
 */
record Relation(long oid, RelationName name, RelationKind kind, long fileNode, long bytes, long tableOid) {

    /** A column; {@code filled} says whether the server itself gives it a value. */
    record Column(String name, String type, boolean notNull, boolean filled) {}

    /** A constraint; {@code partnerOid} is the table that a foreign key refers to, otherwise 0. */
    record Constraint(String name, ConstraintKind kind, boolean validated, long partnerOid) {}

    /** An index, seen from its table. */
    record Index(
            String name,
            boolean unique,
            boolean valid,
            @Nullable String constraint,
            boolean ofPartitionedIndex) {}

    /** What a table is made of, by attribute number and by oid. */
    record Parts(Map<Integer, Column> columns, Map<Long, Constraint> constraints, Map<Long, Index> indexes) {
        static Parts empty() {
            return new Parts(new HashMap<>(), new HashMap<>(), new HashMap<>());
        }
    }
}
