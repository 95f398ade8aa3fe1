package org.migrationsafe.rule.design;

import java.util.List;

import org.migrationsafe.policy.DesignPolicy;
import org.migrationsafe.rule.Finding;
import org.migrationsafe.rule.RulePage;
import org.migrationsafe.rule.Severity;
import org.migrationsafe.schema.Column.Trait;
import org.migrationsafe.schema.Schema;

/** Two attributes are one column. */
final class SnakeCaseCollision implements DesignRule {

    private static final RulePage PAGE = RulePage.of(SnakeCaseCollision.class, Severity.HIGH)
            .only("A table cannot have a column twice.")
            .title("Two attributes have the same column")
            .when("""
                    Two attributes of one table get the same column, and both would write it.""")
            .effect("""
                    Hibernate refuses to start; where it does not, one of the two silently wins.""")
            .says("""
                    "{attribute}" has the column "{column}", which another attribute has already: both would write it.""")
            .instead("""
                    Name one of the columns, or make one attribute read it only: insertable = false, updatable = false.""")
            .bad("""
                    @Entity
                    @Table(indexes = @Index(name = "essay_author_id_idx", columnList = "author_id"))
                    class Essay {
                        @Id
                        Long id;

                        @ManyToOne(optional = false)
                        Author author;

                        @Column(nullable = false)
                        Long authorId; // finds: snake-case-collision
                    }

                    @Entity
                    class Author {
                        @Id
                        Long id;
                    }
                    """)
            .good("""
                    @Entity
                    @Table(indexes = @Index(name = "essay_author_id_idx", columnList = "author_id"))
                    class Essay {
                        @Id
                        Long id;

                        @ManyToOne(optional = false)
                        Author author;

                        @Column(nullable = false, insertable = false, updatable = false)
                        Long authorId;
                    }

                    @Entity
                    class Author {
                        @Id
                        Long id;
                    }
                    """);

    @Override
    public RulePage page() {
        return PAGE;
    }

    @Override
    public List<Finding> review(Schema schema, DesignPolicy policy) {
        return eachColumn(schema, (table, column) -> column.is(Trait.COLLIDES));
    }
}
