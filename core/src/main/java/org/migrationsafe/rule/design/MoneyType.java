package org.migrationsafe.rule.design;

import java.util.List;

import org.migrationsafe.policy.DesignPolicy;
import org.migrationsafe.rule.Finding;
import org.migrationsafe.rule.RulePage;
import org.migrationsafe.rule.Severity;
import org.migrationsafe.schema.ColumnType.Kind;
import org.migrationsafe.schema.Schema;

/** Money is stored in a type that depends on the server's locale. */
final class MoneyType implements DesignRule {

    private static final RulePage PAGE = RulePage.of(MoneyType.class, Severity.MEDIUM)
            .at("Column.columnDefinition")
            .title("Money is stored as PostgreSQL's money")
            .when("""
                    The column is of the type money.""")
            .effect("""
                    How many digits it keeps, and what its text means, is decided by lc_monetary of whichever server reads it: a dump that is restored elsewhere is another amount. It has no currency, and JDBC has no type for it.""")
            .says("""
                    "{attribute}" is stored as money, whose digits and sign depend on the server's lc_monetary.""")
            .instead("""
                    Use numeric(19,4), and a column for the currency.""")
            .bad("""
                    @Entity
                    class Article {
                        @Id
                        Long id;

                        @Column(nullable = false, columnDefinition = "money") // finds: money-type
                        BigDecimal price;
                    }
                    """)
            .badSql("""
                    CREATE TABLE article (
                        id bigint PRIMARY KEY,
                        price money NOT NULL -- finds: money-type
                    );
                    """)
            .goodSql("""
                    CREATE TABLE article (
                        id bigint PRIMARY KEY,
                        price numeric(19,4) NOT NULL
                    );
                    """)
            .good("""
                    @Entity
                    class Article {
                        @Id
                        Long id;

                        @Column(nullable = false, precision = 19, scale = 4)
                        BigDecimal price;
                    }
                    """);

    @Override
    public RulePage page() {
        return PAGE;
    }

    @Override
    public List<Finding> review(Schema schema, DesignPolicy policy) {
        return eachColumn(schema, (table, column) -> column.type().kind() == Kind.MONEY);
    }
}
