package org.migrationsafe.rule.design;

import java.util.List;

import org.migrationsafe.policy.DesignPolicy;
import org.migrationsafe.rule.Finding;
import org.migrationsafe.rule.RulePage;
import org.migrationsafe.rule.Severity;
import org.migrationsafe.schema.Column.Trait;
import org.migrationsafe.schema.ColumnType.Kind;
import org.migrationsafe.schema.Schema;

/** A UUID is stored as text. */
final class UuidAsText implements DesignRule {

    private static final RulePage PAGE = RulePage.of(UuidAsText.class, Severity.MEDIUM)
            .at("JdbcTypeCode")
            .title("A UUID is stored as text")
            .when("""
                    The attribute is a UUID, or its generator makes UUIDs, and the column is text.""")
            .effect("""
                    Text takes 37 bytes where a uuid takes 16, in the table and in every index and foreign key; upper and lower case are two keys.""")
            .says("""
                    "{attribute}" holds a UUID in {type}: more than twice the bytes in every row and index, and case makes two keys of one.""")
            .instead("""
                    Map java.util.UUID without a converter, stored as uuid.""")
            .bad("""
                    @Entity
                    class Device {
                        @Id
                        @GeneratedValue(strategy = GenerationType.UUID)
                        String id; // finds: uuid-as-text

                        @Column(nullable = false)
                        @JdbcTypeCode(SqlTypes.VARCHAR) // finds: uuid-as-text
                        UUID serial;
                    }
                    """)
            .badSql("""
                    CREATE TABLE device (
                        id bigint PRIMARY KEY,
                        serial_uuid varchar(36) NOT NULL -- finds: uuid-as-text
                    );
                    """)
            .goodSql("""
                    CREATE TABLE device (
                        id bigint PRIMARY KEY,
                        serial_uuid uuid NOT NULL
                    );
                    """)
            .good("""
                    @Entity
                    class Device {
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
                (table, column) -> column.is(Trait.UUID_VALUE) && column.type().kind() == Kind.TEXT);
    }
}
