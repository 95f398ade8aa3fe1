package org.migrationsafe.rule.design;

import java.util.List;

import org.migrationsafe.policy.DesignPolicy;
import org.migrationsafe.rule.Fact;
import org.migrationsafe.rule.Finding;
import org.migrationsafe.rule.RulePage;
import org.migrationsafe.rule.Severity;
import org.migrationsafe.schema.Schema;

/** Rows cannot be told apart. */
final class NoPrimaryKey implements DesignRule {

    private static final RulePage PAGE = RulePage.of(NoPrimaryKey.class, Severity.HIGH)
            .title("A table has no primary key")
            .when("""
                    The table has no primary key. Read from entities alone, a key that only a migration makes is not seen, and the finding is milder. Tables that only pair two others are left to junction-table-misshapen.""")
            .effect("""
                    Two equal rows cannot be told apart, so neither can be changed alone; logical replication refuses UPDATE and DELETE on it; Hibernate deletes and inserts a whole collection to change one element.""")
            .says("""
                    "{table}" has no primary key{by}: equal rows cannot be told apart, and logical replication refuses to change them.""")
            .instead("""
                    Give it one: a Set of values that may not be null, or @OrderColumn for a list; an id column where it is a table of its own.""")
            .bad("""
                    @Entity
                    class Recipe {
                        @Id
                        Long id;

                        @ElementCollection
                        @CollectionTable(indexes = @Index(name = "recipe_steps_idx", columnList = "recipe_id"))
                        @Column(nullable = false)
                        List<String> steps; // finds: no-primary-key
                    }
                    """)
            .badSql("""
                    CREATE TABLE reading ( -- finds: no-primary-key
                        taken_at timestamptz NOT NULL,
                        degrees numeric(6,2) NOT NULL
                    );
                    """)
            .goodSql("""
                    CREATE TABLE reading (
                        id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
                        taken_at timestamptz NOT NULL,
                        degrees numeric(6,2) NOT NULL
                    );
                    """)
            .good("""
                    @Entity
                    class Recipe {
                        @Id
                        Long id;

                        @ElementCollection
                        @OrderColumn
                        @Column(nullable = false)
                        List<String> steps;
                    }
                    """);

    @Override
    public RulePage page() {
        return PAGE;
    }

    @Override
    public List<Finding> review(Schema schema, DesignPolicy policy) {
        String by = schema.isModel() ? " by its mapping" : "";
        return schema.tables().stream()
                .filter(table -> table.primaryKey().isEmpty() && !table.isJunction())
                .map(table -> findingOnPart(table, Fact.words("by", by))
                        .withSeverity(schema.isModel() ? Severity.MEDIUM : Severity.HIGH))
                .toList();
    }
}
