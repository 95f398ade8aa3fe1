package org.migrationsafe.observe.postgres;

import java.util.HashMap;
import java.util.List;
import java.util.Map;

import org.jspecify.annotations.Nullable;
import org.migrationsafe.recording.CatalogChange.ColumnSource;
import org.migrationsafe.recording.CatalogChange.ConstraintKind;
import org.migrationsafe.recording.RelationKind;
import org.migrationsafe.recording.RelationName;

/**
 * A relation as the catalogue had it at one moment.
 *
 * @param fileNode number of its storage; 0 where it has none
 * @param bytes size of its storage
 * @param tableOid for an index its table, otherwise itself
 * @param storage how it is kept: persistence, tablespace and access method
 * @param rowSecurity which of row security's two switches are on
 * @param parentOid the partitioned table whose partition it is; 0 for none
 * @param refusesChanges whether it is published and its rows have no identity there, so that UPDATE and DELETE are refused
 */
record Relation(
        long oid,
        RelationName name,
        RelationKind kind,
        long fileNode,
        long bytes,
        long tableOid,
        String storage,
        String rowSecurity,
        long parentOid,
        boolean refusesChanges) {

    /**
     * A column.
     *
     * @param typeId tells types apart, whatever they are called and from wherever one looks
     * @param identity a for always, d for by default, empty for none
     * @param domainOver of a domain that demands something of its values the type below it, otherwise null
     * @param expression of its default or generation; null where it has none, or where it was not asked for
     */
    record Column(
            String name,
            String type,
            String typeId,
            boolean isEnum,
            boolean notNull,
            ColumnSource source,
            String identity,
            @Nullable String domainOver,
            @Nullable String expression) {}

    /** A trigger or a policy, and whatever would make it another one. */
    record Attachment(Kind kind, String name, String definition) {

        /** By the letter that the question gives. */
        enum Kind {
            TRIGGER,
            RULE,
            FOREIGN_KEY_CHECK,
            POLICY;

            static Kind of(String letter) {
                return switch (letter) {
                    case "r" -> RULE;
                    case "f" -> FOREIGN_KEY_CHECK;
                    case "p" -> POLICY;
                    default -> TRIGGER;
                };
            }
        }
    }

    /**
     * A constraint.
     *
     * @param partnerOid the table that a foreign key refers to, otherwise 0
     * @param columns the numbers of the columns that it is on
     */
    record Constraint(String name, ConstraintKind kind, boolean validated, long partnerOid, List<Integer> columns) {}

    /**
     * An index, seen from its table.
     *
     * @param key what of a row may be there once only, where it is unique
     * @param columns the numbers of its columns, without those that it only includes
     */
    record Index(
            String name,
            boolean unique,
            boolean valid,
            @Nullable String constraint,
            boolean ofPartitionedIndex,
            String key,
            List<Integer> columns) {

        boolean holdsUnique() {
            return unique && valid;
        }

        /** Whether values that this one keeps from repeating are kept from it by the other one as well. */
        boolean isReplacedBy(Index other) {
            return other.holdsUnique() && other.key().equals(key);
        }
    }

    /** What a table is made of, by attribute number and by oid. */
    record Parts(
            Map<Integer, Column> columns,
            Map<Long, Constraint> constraints,
            Map<Long, Index> indexes,
            Map<Long, Attachment> attachments) {
        static Parts empty() {
            return new Parts(new HashMap<>(), new HashMap<>(), new HashMap<>(), new HashMap<>());
        }
    }
}
