package org.migrationsafe.rule.design;

import java.util.List;

import org.migrationsafe.policy.DesignPolicy;
import org.migrationsafe.rule.Finding;
import org.migrationsafe.rule.RulePage;
import org.migrationsafe.rule.Severity;
import org.migrationsafe.schema.ColumnType.Kind;
import org.migrationsafe.schema.Schema;

/** JSON is kept as text. */
final class JsonNotJsonb implements DesignRule {

    private static final RulePage PAGE = RulePage.of(JsonNotJsonb.class, Severity.MEDIUM)
            .at("Column.columnDefinition", "JdbcTypeCode")
            .title("JSON is stored as json and not as jsonb")
            .when("""
                    The column is of the type json.""")
            .effect("""
                    json keeps the text as it came: each access parses all of it again, it has no equality, so DISTINCT and GROUP BY fail, and no index can find what is in it.""")
            .says("""
                    "{attribute}" is stored as json, which is parsed anew at each access and cannot be compared or indexed.""")
            .instead("""
                    Use jsonb: @JdbcTypeCode(SqlTypes.JSON) without a column definition, `ALTER TABLE … ALTER COLUMN … TYPE jsonb` for what is there, which rewrites the table.""")
            .bad("""
                    @Entity
                    class Message {
                        @Id
                        Long id;

                        @Column(nullable = false, columnDefinition = "json") // finds: json-not-jsonb
                        String payload;
                    }
                    """)
            .badSql("""
                    CREATE TABLE message (
                        id bigint PRIMARY KEY,
                        payload json NOT NULL -- finds: json-not-jsonb
                    );
                    """)
            .goodSql("""
                    CREATE TABLE message (
                        id bigint PRIMARY KEY,
                        payload jsonb NOT NULL
                    );
                    """)
            .good("""
                    @Entity
                    class Message {
                        @Id
                        Long id;

                        @Column(nullable = false)
                        @JdbcTypeCode(SqlTypes.JSON)
                        Map<String, String> payload;
                    }
                    """);

    @Override
    public RulePage page() {
        return PAGE;
    }

    @Override
    public List<Finding> review(Schema schema, DesignPolicy policy) {
        return eachColumn(schema, (table, column) -> column.type().kind() == Kind.JSON_TEXT);
    }
}
