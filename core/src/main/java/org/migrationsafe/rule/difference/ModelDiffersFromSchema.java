package org.migrationsafe.rule.difference;

import java.util.List;

import org.migrationsafe.rule.Finding;
import org.migrationsafe.rule.RulePage;
import org.migrationsafe.rule.Severity;
import org.migrationsafe.schema.Schema;

/** Entities and the migrated schema are compared with each other, and every difference is reported, not only the first. */
public final class ModelDiffersFromSchema {

    private static final RulePage PAGE = RulePage.of(ModelDiffersFromSchema.class, Severity.HIGH)
            .title("Entities and the migrated schema differ")
            .when("""
                    A table, column, type, length, nullability, default, key, unique constraint, foreign key, index, list of constants or
                    sequence of the entities is missing in the migrated schema or is different there, or the other way round. How bad
                    it is depends on what comes of it: critical where each INSERT fails, high where statements or values fail, milder
                    where nothing does.""")
            .effect("""
                    The application starts, since Hibernate's own validation sees few of these, and fails at the first statement or value
                    that meets the difference.""")
            .says("{difference}.")
            .instead("{advice}")
            .bad("""
                    @Entity
                    class Guitar {
                        @Id
                        Long id;

                        @Column(nullable = false, length = 80)
                        String maker; // finds: model-differs-from-schema

                        int strings; // finds: model-differs-from-schema
                    }
                    """)
            .badSql("""
                    CREATE TABLE guitar (
                        id bigint PRIMARY KEY,
                        maker varchar(40) NOT NULL,
                        colour varchar(20) NOT NULL -- finds: model-differs-from-schema
                    );
                    """)
            .goodSql("""
                    CREATE TABLE guitar (
                        id bigint PRIMARY KEY,
                        maker varchar(80) NOT NULL,
                        strings integer NOT NULL
                    );
                    """)
            .good("""
                    @Entity
                    class Guitar {
                        @Id
                        Long id;

                        @Column(nullable = false, length = 80)
                        String maker;

                        int strings;
                    }
                    """);

    private ModelDiffersFromSchema() {}

    public static RulePage page() {
        return PAGE;
    }

    /**
     * Every difference, sorted: at the entity's file and line where the entity has something that the schema has not, or has
     * otherwise; at the migration's where it has not.
     */
    public static List<Finding> review(Schema model, Schema catalogue) {
        return new TableDifferences(model, catalogue).all().stream().sorted().toList();
    }
}
