package org.migrationsafe.rule.design;

import java.util.List;

import org.migrationsafe.policy.DesignPolicy;
import org.migrationsafe.rule.Finding;
import org.migrationsafe.rule.RulePage;
import org.migrationsafe.rule.Severity;
import org.migrationsafe.schema.ForeignKey;
import org.migrationsafe.schema.Schema;
import org.migrationsafe.schema.Table;

/** Nobody said what becomes of the parts. */
final class OnDeleteUnspecified implements DesignRule {

    private static final RulePage PAGE = RulePage.of(OnDeleteUnspecified.class, Severity.LOW)
            .concern(
                    "Whether the rows may go with the one that they belong to.",
                    "Whether anything else has to happen for each of them: a file, a message, an entry in a log.",
                    "CASCADE where nothing has to happen, RESTRICT where something does.")
            .at("OnDelete")
            .title("Rows that are deleted with another are not so in the database")
            .when("""
                    The application deletes these rows with the row that they refer to (cascade = REMOVE or ALL, orphanRemoval), or the reference is part of their own key, and the foreign key has no ON DELETE.""")
            .effect("""
                    A DELETE in SQL or JPQL is refused; one through the session reads all of these rows and deletes them one by one.""")
            .says("""
                    "{attribute}" belongs to "{references}", and its foreign key does not mention ON DELETE: deleting it takes a statement per row, or is refused.""")
            .instead("""
                    Add @OnDelete(action = OnDeleteAction.CASCADE), and ON DELETE CASCADE to the foreign key.""")
            .bad("""
                    @Entity
                    class Survey {
                        @Id
                        Long id;

                        @OneToMany(mappedBy = "survey", cascade = CascadeType.ALL, orphanRemoval = true)
                        List<Question> questions;
                    }

                    @Entity
                    @Table(indexes = @Index(name = "question_survey_id_idx", columnList = "survey_id"))
                    class Question {
                        @Id
                        Long id;

                        @ManyToOne(optional = false)
                        Survey survey; // finds: on-delete-unspecified
                    }
                    """)
            .badSql("""
                    CREATE TABLE survey (
                        id bigint PRIMARY KEY
                    );
                    CREATE TABLE question (
                        survey_id bigint NOT NULL REFERENCES survey, -- finds: on-delete-unspecified
                        number integer NOT NULL,
                        wording text NOT NULL,
                        PRIMARY KEY (survey_id, number)
                    );
                    """)
            .goodSql("""
                    CREATE TABLE survey (
                        id bigint PRIMARY KEY
                    );
                    CREATE TABLE question (
                        survey_id bigint NOT NULL REFERENCES survey ON DELETE CASCADE,
                        number integer NOT NULL,
                        wording text NOT NULL,
                        PRIMARY KEY (survey_id, number)
                    );
                    """)
            .good("""
                    @Entity
                    class Survey {
                        @Id
                        Long id;

                        @OneToMany(mappedBy = "survey", cascade = CascadeType.ALL, orphanRemoval = true)
                        List<Question> questions;
                    }

                    @Entity
                    @Table(indexes = @Index(name = "question_survey_id_idx", columnList = "survey_id"))
                    class Question {
                        @Id
                        Long id;

                        @ManyToOne(optional = false)
                        @OnDelete(action = OnDeleteAction.CASCADE)
                        Survey survey;
                    }
                    """);

    @Override
    public RulePage page() {
        return PAGE;
    }

    @Override
    public List<Finding> review(Schema schema, DesignPolicy policy) {
        return eachKey(
                schema,
                (table, key) -> key.onDelete() == ForeignKey.OnDelete.NO_ACTION
                        && key.isWatched()
                        && !key.is(ForeignKey.Trait.SAME_ROW)
                        && (key.is(ForeignKey.Trait.OWNED) || !schema.isModel() && isPartOfKey(table, key)));
    }

    private static boolean isPartOfKey(Table table, ForeignKey key) {
        return table.kind() == Table.Kind.UNMAPPED
                && !table.isJunction()
                && table.primaryKey().size() > key.columns().size()
                && table.primaryKey().containsAll(key.columns());
    }
}
