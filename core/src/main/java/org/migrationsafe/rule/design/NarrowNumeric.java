package org.migrationsafe.rule.design;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

import org.migrationsafe.policy.DesignPolicy;
import org.migrationsafe.policy.NameWords;
import org.migrationsafe.rule.Fact;
import org.migrationsafe.rule.Finding;
import org.migrationsafe.rule.RulePage;
import org.migrationsafe.rule.Severity;
import org.migrationsafe.schema.Column;
import org.migrationsafe.schema.ColumnType.Kind;
import org.migrationsafe.schema.Schema;
import org.migrationsafe.schema.Table;

/** An amount will not fit. */
final class NarrowNumeric implements DesignRule {

    private static final int FEWEST = 8;
    private static final Set<String> SHARES = Set.of("rate", "percent", "percentage", "ratio", "factor", "share");

    private static final RulePage PAGE = RulePage.of(NarrowNumeric.class, Severity.MEDIUM)
            .at("Column.precision")
            .title("An amount of money has few digits")
            .when("""
                    The column is a decimal number, a word of its name says that it is money, and fewer than eight digits stand before its point.""")
            .effect("""
                    The first greater amount is refused, often years later; sums outgrow single amounts.""")
            .says("""
                    "{attribute}" is stored as {type}, which ends at {last}: a greater amount is refused.""")
            .instead("""
                    Use @Column(precision = 19, scale = 4), stored as numeric(19,4). Making it wider later is a change of the catalogue alone, as long as the scale stays.""")
            .bad("""
                    @Entity
                    class Offer {
                        @Id
                        Long id;

                        @Column(nullable = false, precision = 6, scale = 2) // finds: narrow-numeric
                        BigDecimal price;
                    }
                    """)
            .badSql("""
                    CREATE TABLE offer (
                        id bigint PRIMARY KEY,
                        price numeric(6,2) NOT NULL -- finds: narrow-numeric
                    );
                    """)
            .goodSql("""
                    CREATE TABLE offer (
                        id bigint PRIMARY KEY,
                        price numeric(19,4) NOT NULL
                    );
                    """)
            .good("""
                    @Entity
                    class Offer {
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
        Map<String, Finding> found = new LinkedHashMap<>();
        for (Table table : schema.tables()) {
            table.columns().stream().filter(NarrowNumeric::isNarrowMoney).forEach(column -> {
                Finding finding = finding(table, column, new Fact("last", last(column)));
                found.putIfAbsent(finding.subject().text(), finding);
            });
        }
        return List.copyOf(found.values());
    }

    private static boolean isNarrowMoney(Column column) {
        int before = column.type().length() - Math.max(column.type().scale(), 0);
        return column.type().kind() == Kind.DECIMAL
                && column.type().length() > 0
                && before < FEWEST
                && NameWords.sayMoney(column.name())
                && NameWords.of(column.name()).stream().noneMatch(SHARES::contains);
    }

    private static String last(Column column) {
        int scale = Math.max(column.type().scale(), 0);
        return "9".repeat(Math.max(column.type().length() - scale, 0)) + (scale > 0 ? "." + "9".repeat(scale) : "");
    }
}
