package org.migrationsafe.recording;

import java.math.BigDecimal;
import java.util.List;

import org.jspecify.annotations.Nullable;

/** What a statement changed in the catalogue: the evidence from which a rule may name a cause. */
public sealed interface CatalogChange {

    /**
     * A column that a table did not have before.
     *
     * @param expression its default's or generation's expression; null where it has none
     * @param domainOver of a domain that demands something of its values the type below it, otherwise null
     */
    record ColumnAdded(
            RelationName table,
            String column,
            String type,
            boolean notNull,
            ColumnSource source,
            @Nullable String expression,
            @Nullable String domainOver)
            implements CatalogChange {

        /** Whether rows get a value without the application's doing. */
        public boolean filledByServer() {
            return source != ColumnSource.NOTHING;
        }
    }

    /** Where a column's value comes from when the application gives none. */
    enum ColumnSource {
        NOTHING,
        DEFAULT,
        /** An identity column, or a default that draws from a sequence of the column's own. */
        SEQUENCE,
        GENERATED_STORED,
        GENERATED_VIRTUAL
    }

    /** A column that is gone. */
    record ColumnDropped(RelationName table, String column) implements CatalogChange {}

    /** The same column under another name. */
    record ColumnRenamed(RelationName table, String from, String to) implements CatalogChange {}

    /** The same column with another type, length or collation. */
    record ColumnTypeChanged(RelationName table, String column, String from, String to, boolean betweenEnums)
            implements CatalogChange {}

    /** A column that existed before, was nullable and is so no more. */
    record NotNullSet(RelationName table, String column) implements CatalogChange {}

    /**
     * A constraint that was added, or that was there unproven and is now proven for every row.
     *
     * @param partner the table that a foreign key refers to
     * @param validated whether the server vouches for all rows
     */
    record ConstraintAdded(
            RelationName table,
            String constraint,
            ConstraintKind kind,
            @Nullable RelationName partner,
            boolean validated,
            boolean wasThereUnproven)
            implements CatalogChange {}

    /** A foreign key that was made anew and proven again, since a column's type changed on one of its sides. */
    record ForeignKeyRemade(
            RelationName table, String constraint, @Nullable RelationName partner) implements CatalogChange {}

    /**
     * A constraint that is gone.
     *
     * @param columns of the table, which it was on
     */
    record ConstraintDropped(RelationName table, String constraint, ConstraintKind kind, List<String> columns)
            implements CatalogChange {}

    /**
     * A unique index or constraint that is gone, and no other has its key.
     *
     * @param columns of its key; none where that is an expression
     * @param last whether the table has no unique key any more
     */
    record UniqueKeyDropped(RelationName table, String index, List<String> columns, boolean last)
            implements CatalogChange {}

    /** A published table whose rows have an identity again, or are published no more. */
    record ReplicaIdentityGiven(RelationName table) implements CatalogChange {}

    /** A table that is published, and whose rows have no identity there from now on. */
    record ReplicaIdentityLost(RelationName table) implements CatalogChange {}

    /**
     * An index that a table did not have before.
     *
     * @param columns of its key
     * @param ofConstraint the primary key, unique or exclusion constraint that it serves
     * @param ofPartitionedIndex whether it came with the index of a partitioned parent
     */
    record IndexAdded(
            RelationName table,
            String index,
            List<String> columns,
            boolean unique,
            boolean valid,
            @Nullable String ofConstraint,
            boolean ofPartitionedIndex)
            implements CatalogChange {}

    /** An index that is gone. */
    record IndexDropped(RelationName table, String index) implements CatalogChange {}

    /** The same relation under another name or in another schema. */
    record RelationRenamed(RelationName from, RelationName to, RelationKind kind) implements CatalogChange {}

    /** A relation that was not there before. */
    record RelationCreated(RelationName relation, RelationKind kind) implements CatalogChange {}

    /** A relation that is gone. */
    record RelationDropped(RelationName relation, RelationKind kind) implements CatalogChange {}

    /**
     * A table that became a partition, newly made or attached.
     *
     * @param siblings the parent's other partitions
     */
    record PartitionAdded(RelationName parent, RelationName partition, List<RelationName> siblings)
            implements CatalogChange {

        /** Whether a table is the parent or another of its partitions. */
        public boolean concerns(RelationName table) {
            return table.equals(parent) || siblings.contains(table);
        }
    }

    /**
     * A partition that was detached or dropped.
     *
     * @param siblings the parent's other partitions
     */
    record PartitionRemoved(RelationName parent, RelationName partition, List<RelationName> siblings)
            implements CatalogChange {

        /** Whether a table is the parent or another of its partitions. */
        public boolean concerns(RelationName table) {
            return table.equals(parent) || siblings.contains(table);
        }
    }

    /** A table that had rows, and has new storage without any. */
    record TableEmptied(RelationName table) implements CatalogChange {}

    /** A table that is kept in another way: logged or not, in another tablespace, by another access method. */
    record StorageChanged(RelationName table) implements CatalogChange {}

    /**
     * Something that runs when rows are written was added, changed or taken away.
     *
     * @param kind trigger, rule, or what the server itself checks
     */
    record TriggerChanged(RelationName table, TriggerKind kind, String trigger, Turn turn) implements CatalogChange {}

    /** What runs when rows are written. */
    enum TriggerKind {
        TRIGGER("trigger"),
        /** One that rewrites statements. */
        RULE("rule"),
        /** The server's own check of a foreign key, where it is switched off. */
        FOREIGN_KEY_CHECK("the check of foreign key");

        private final String word;

        TriggerKind(String word) {
            this.word = word;
        }

        public String word() {
            return word;
        }
    }

    /** What became of something. */
    enum Turn {
        ADDED,
        CHANGED,
        DROPPED
    }

    /**
     * Something that is no relation and has another name.
     *
     * @param kind what it is, in words: schema, type, function, value of an enum type
     */
    record NamedRenamed(String kind, String from, String to) implements CatalogChange {}

    /** Something that is no relation and was not there before. */
    record NamedCreated(String kind, String name) implements CatalogChange {}

    /** Something that is no relation and is gone. */
    record NamedDropped(String kind, String name) implements CatalogChange {}

    /** A required column to which the server gives no value any more. */
    record DefaultDropped(RelationName table, String column) implements CatalogChange {}

    /** A column to which the server gives a value again, or for the first time. */
    record DefaultGiven(RelationName table, String column) implements CatalogChange {}

    /**
     * A column whose sequence gives numbers that rows have already, from now on.
     *
     * @param next what the sequence gives next, in the rehearsal
     * @param farthest the number of a row that the sequence comes to last, in the rehearsal
     */
    record SequenceBehindRows(
            RelationName table, String column, RelationName sequence, BigDecimal next, BigDecimal farthest)
            implements CatalogChange {}

    /** A column that takes no value but the server's from now on. */
    record AlwaysGenerated(RelationName table, String column) implements CatalogChange {}

    /** A column that a view does not have any more, since another view has its name. */
    record ViewColumnLost(RelationName view, String column) implements CatalogChange {}

    /** A policy that was created, altered or dropped; empty where row security as such was switched. */
    record PolicyChanged(RelationName table, String policy) implements CatalogChange {}

    /** A domain with another constraint, or one that was proven. */
    record DomainChanged(RelationName domain) implements CatalogChange {}

    /** Kinds of constraint, by the letter in {@code pg_constraint.contype}. */
    enum ConstraintKind {
        CHECK('c', "check constraint"),
        FOREIGN_KEY('f', "foreign key"),
        PRIMARY_KEY('p', "primary key"),
        UNIQUE('u', "unique constraint"),
        EXCLUSION('x', "exclusion constraint"),
        NOT_NULL('n', "not-null constraint"),
        TRIGGER('t', "constraint trigger");

        private final char catalogLetter;
        private final String word;

        ConstraintKind(char catalogLetter, String word) {
            this.catalogLetter = catalogLetter;
            this.word = word;
        }

        public String word() {
            return word;
        }

        public static ConstraintKind ofCatalogLetter(char letter) {
            for (ConstraintKind kind : values()) {
                if (kind.catalogLetter == letter) {
                    return kind;
                }
            }
            throw new IllegalArgumentException("unknown pg_constraint.contype '" + letter + "'");
        }
    }
}
