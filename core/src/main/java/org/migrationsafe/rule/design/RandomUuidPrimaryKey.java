package org.migrationsafe.rule.design;

import java.util.List;

import org.migrationsafe.policy.DesignPolicy;
import org.migrationsafe.rule.Finding;
import org.migrationsafe.rule.RulePage;
import org.migrationsafe.rule.Severity;
import org.migrationsafe.schema.ColumnType.Kind;
import org.migrationsafe.schema.Schema;
import org.migrationsafe.schema.Value.Source;

/** Keys come in no order. */
final class RandomUuidPrimaryKey implements DesignRule {

    private static final RulePage PAGE = RulePage.of(RandomUuidPrimaryKey.class, Severity.LOW)
            .concern(
                    "Whether the table grows beyond memory while rows are still inserted.",
                    "Rows in production and their rate, as migrationsafe.tableRows tells them.",
                    "Use an ordered UUID: it costs nothing.")
            .at("GeneratedValue", "UuidGenerator")
            .title("A primary key is a random UUID")
            .when("""
                    The primary key is a UUID of version 4: GenerationType.UUID, @UuidGenerator without a style, gen_random_uuid().""")
            .effect("""
                    Each new row goes to another page of the index: once that no longer fits into memory, each INSERT reads and writes pages of its own, and the log of changes holds whole pages.""")
            .says("""
                    "{attribute}" is a random UUID: new rows go all over the primary key's index, which has to stay in memory.""")
            .instead("""
                    Use a UUID that begins with the time: @UuidGenerator(style = UuidGenerator.Style.VERSION_7), uuidv7() from PostgreSQL 18 on; or a number.""")
            .bad("""
                    @Entity
                    class Session {
                        @Id
                        @GeneratedValue(strategy = GenerationType.UUID) // finds: random-uuid-primary-key
                        UUID id;
                    }
                    """)
            .badSql("""
                    CREATE TABLE session (
                        id uuid DEFAULT gen_random_uuid() PRIMARY KEY -- finds: random-uuid-primary-key
                    );
                    """)
            .goodSql("""
                    CREATE TABLE session (
                        id uuid PRIMARY KEY
                    );
                    """)
            .good("""
                    @Entity
                    class Session {
                        @Id
                        @UuidGenerator(style = UuidGenerator.Style.TIME)
                        UUID id;
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
                (table, column) -> column.value().source() == Source.RANDOM_UUID
                        && column.type().kind() == Kind.UUID
                        && table.primaryKey().equals(List.of(column.name())));
    }
}
