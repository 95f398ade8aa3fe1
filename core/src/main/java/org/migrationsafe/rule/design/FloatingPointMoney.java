package org.migrationsafe.rule.design;

import java.util.List;

import org.migrationsafe.policy.DesignPolicy;
import org.migrationsafe.policy.NameWords;
import org.migrationsafe.rule.Finding;
import org.migrationsafe.rule.RulePage;
import org.migrationsafe.rule.Severity;
import org.migrationsafe.schema.ColumnType.Kind;
import org.migrationsafe.schema.Schema;

/** Money is stored as a binary fraction. */
final class FloatingPointMoney implements DesignRule {

    private static final RulePage PAGE = RulePage.of(FloatingPointMoney.class, Severity.HIGH)
            .title("Money is stored as a floating-point number")
            .when("""
                    The column is a floating-point number and a word of its name says that it is money.""")
            .effect("""
                    Most decimal fractions have no exact binary form: sums drift, and 0.1 + 0.2 is not 0.3.""")
            .says("""
                    "{attribute}" is money stored as {type}, which cannot hold most decimal fractions: sums drift.""")
            .instead("""
                    Use BigDecimal with @Column(precision = 19, scale = 4), stored as numeric(19,4); or a long of the smallest unit.""")
            .bad("""
                    @Entity
                    class Invoice {
                        @Id
                        Long id;

                        double totalAmount; // finds: floating-point-money
                        double latitude;
                    }
                    """)
            .badSql("""
                    CREATE TABLE invoice (
                        id bigint PRIMARY KEY,
                        total_amount double precision NOT NULL -- finds: floating-point-money
                    );
                    """)
            .goodSql("""
                    CREATE TABLE invoice (
                        id bigint PRIMARY KEY,
                        total_amount numeric(19,4) NOT NULL
                    );
                    """)
            .good("""
                    @Entity
                    class Invoice {
                        @Id
                        Long id;

                        @Column(nullable = false, precision = 19, scale = 4)
                        BigDecimal totalAmount;
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
                (table, column) -> column.type().kind() == Kind.FLOATING_POINT && NameWords.sayMoney(column.name()));
    }
}
