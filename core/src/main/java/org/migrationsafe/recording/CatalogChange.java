package org.migrationsafe.recording;

import org.jspecify.annotations.Nullable;

/** What a statement changed in the catalogue: the evidence from which a rule may name a cause. */
public sealed interface CatalogChange {

    /** A column that a table did not have before. */
    record ColumnAdded(RelationName table, String column, String type, boolean notNull, boolean filledByServer)
            implements CatalogChange {}

    /** A column that is gone. */
    record ColumnDropped(RelationName table, String column) implements CatalogChange {}

    /** The same column under another name. */
    record ColumnRenamed(RelationName table, String from, String to) implements CatalogChange {}

    /** The same column with another type or another length. */
    record ColumnTypeChanged(RelationName table, String column, String from, String to) implements CatalogChange {}

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

    /** A constraint that is gone. */
    record ConstraintDropped(RelationName table, String constraint) implements CatalogChange {}

    /**
     * An index that a table did not have before.
     *
     * @param ofConstraint the primary key, unique or exclusion constraint that it serves
     * @param ofPartitionedIndex whether it came with the index of a partitioned parent
     */
    record IndexAdded(
            RelationName table,
            String index,
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
