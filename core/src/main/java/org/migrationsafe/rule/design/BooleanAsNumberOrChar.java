package org.migrationsafe.rule.design;

import java.util.List;

import org.migrationsafe.policy.DesignPolicy;
import org.migrationsafe.rule.Finding;
import org.migrationsafe.rule.RulePage;
import org.migrationsafe.rule.Severity;
import org.migrationsafe.schema.Column.Trait;
import org.migrationsafe.schema.ColumnType.Kind;
import org.migrationsafe.schema.Schema;

/** True and false are stored as something else. */
final class BooleanAsNumberOrChar implements DesignRule {

    private static final RulePage PAGE = RulePage.of(BooleanAsNumberOrChar.class, Severity.MEDIUM)
            .at("Convert", "JdbcTypeCode", "Column.columnDefinition")
            .title("A boolean is stored as a number or a letter")
            .when("""
                    The attribute is a boolean and its column is not; or a number or letter is called is_…, has_… or …_flag, or its check allows only Y and N.""")
            .effect("""
                    The column takes values that are neither, every query has to know the code, and two programs soon have two codes.""")
            .says("""
                    "{attribute}" is true or false, and is stored as {type}: it takes values that are neither.""")
            .instead("""
                    Store it as boolean: no converter, no column definition.""")
            .bad("""
                    @Entity
                    class Switch {
                        @Id
                        Long id;

                        @Column(nullable = false)
                        @Convert(converter = org.hibernate.type.YesNoConverter.class) // finds: boolean-as-number-or-char
                        boolean active;
                    }
                    """)
            .badSql("""
                    CREATE TABLE switch (
                        id bigint PRIMARY KEY,
                        is_active smallint NOT NULL -- finds: boolean-as-number-or-char
                    );
                    """)
            .goodSql("""
                    CREATE TABLE switch (
                        id bigint PRIMARY KEY,
                        is_active boolean NOT NULL
                    );
                    """)
            .good("""
                    @Entity
                    class Switch {
                        @Id
                        Long id;

                        boolean active;
                    }
                    """);

    @Override
    public RulePage page() {
        return PAGE;
    }

    @Override
    public List<Finding> review(Schema schema, DesignPolicy policy) {
        return eachColumn(
                schema,
                (table, column) -> column.is(Trait.TRUTH_VALUE) && column.type().kind() != Kind.BOOLEAN);
    }
}
