package org.migrationsafe.rule.design;

import java.util.List;

import org.migrationsafe.policy.DesignPolicy;
import org.migrationsafe.rule.Finding;
import org.migrationsafe.rule.RulePage;
import org.migrationsafe.rule.Severity;
import org.migrationsafe.schema.ColumnType.Kind;
import org.migrationsafe.schema.Schema;

/** An enum is a type of the database's own. */
final class NativeEnum implements DesignRule {

    private static final RulePage PAGE = RulePage.of(NativeEnum.class, Severity.LOW)
            .concern(
                    "Whether this list of constants will ever change other than by growing.",
                    "How often it changed so far, and who decides on it.",
                    "Assume that it changes, and store the name as text with a check.")
            .at("JdbcTypeCode", "Column.columnDefinition")
            .title("An enum is a native type of the database")
            .when("""
                    The column's type is an enum of the database's own. With migrationsafe.enums=native this is what the team wants, and the rule is silent.""")
            .effect("""
                    A constant can be added but not removed, and not used in the transaction that adds it; renaming one breaks the released code at once; any other change makes a new type and rewrites the tables.""")
            .says("""
                    "{attribute}" is stored as the native enum {type}: its constants can be added to, and nothing else without rewriting the table.""")
            .instead("""
                    Store the name as text with a check, whose list is replaced without a rewrite: @Enumerated(EnumType.STRING).""")
            .bad("""
                    @Entity
                    class Paint {
                        @Id
                        Long id;

                        @JdbcTypeCode(SqlTypes.NAMED_ENUM) // finds: native-enum
                        @Column(nullable = false)
                        Colour colour;

                        enum Colour {
                            RED,
                            GREEN
                        }
                    }
                    """)
            .badSql("""
                    CREATE TYPE colour AS ENUM ('RED', 'GREEN');
                    CREATE TABLE paint (
                        id bigint PRIMARY KEY,
                        colour colour NOT NULL -- finds: native-enum
                    );
                    """)
            .goodSql("""
                    CREATE TABLE paint (
                        id bigint PRIMARY KEY,
                        colour varchar(10) NOT NULL CHECK (colour IN ('RED', 'GREEN'))
                    );
                    """)
            .good("""
                    @Entity
                    class Paint {
                        @Id
                        Long id;

                        @Enumerated(EnumType.STRING)
                        @Column(nullable = false, length = 10)
                        Colour colour;

                        enum Colour {
                            RED,
                            GREEN
                        }
                    }
                    """);

    @Override
    public RulePage page() {
        return PAGE;
    }

    @Override
    public List<Finding> review(Schema schema, DesignPolicy policy) {
        return policy.enums() == DesignPolicy.Enums.NATIVE
                ? List.of()
                : eachColumn(schema, (table, column) -> column.type().kind() == Kind.NATIVE_ENUM);
    }
}
