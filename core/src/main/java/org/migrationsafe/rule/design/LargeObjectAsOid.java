package org.migrationsafe.rule.design;

import java.util.List;

import org.migrationsafe.policy.DesignPolicy;
import org.migrationsafe.rule.Finding;
import org.migrationsafe.rule.RulePage;
import org.migrationsafe.rule.Severity;
import org.migrationsafe.schema.ColumnType.Kind;
import org.migrationsafe.schema.Schema;

/** A text or binary value becomes a large object. */
final class LargeObjectAsOid implements DesignRule {

    private static final RulePage PAGE = RulePage.of(LargeObjectAsOid.class, Severity.HIGH)
            .at("Lob")
            .title("A value is stored as a large object")
            .when("""
                    The column is of type oid on PostgreSQL: @Lob on a String or byte[], Clob and Blob are mapped so.""")
            .effect("""
                    The row holds a number, the value is in pg_largeobject: it is read only inside a transaction, it is not deleted with
                    its row, and logical replication leaves it out.""")
            .says("""
                    "{attribute}" is stored as {type}: a number that points into pg_largeobject, where the value outlives its row.""")
            .instead("""
                    Remove @Lob: @Column(columnDefinition = "text") or @JdbcTypeCode(SqlTypes.LONG32VARCHAR) for text, plain byte[] (bytea) for bytes.""")
            .bad("""
                    @Entity
                    class Article {
                        @Id
                        Long id;

                        @Lob // finds: large-object-as-oid
                        @Column(nullable = false)
                        String body;
                    }
                    """)
            .badSql("""
                    CREATE TABLE contract (
                        id bigint PRIMARY KEY,
                        scan oid NOT NULL -- finds: large-object-as-oid
                    );
                    """)
            .goodSql("""
                    CREATE TABLE contract (
                        id bigint PRIMARY KEY,
                        scan bytea NOT NULL
                    );
                    """)
            .good("""
                    @Entity
                    class Article {
                        @Id
                        Long id;

                        @Column(nullable = false, columnDefinition = "text")
                        String body;
                    }
                    """);

    @Override
    public RulePage page() {
        return PAGE;
    }

    @Override
    public List<Finding> review(Schema schema, DesignPolicy policy) {
        return eachColumn(schema, (table, column) -> column.type().kind() == Kind.LARGE_OBJECT);
    }
}
