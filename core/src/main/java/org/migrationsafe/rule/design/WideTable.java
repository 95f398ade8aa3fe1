package org.migrationsafe.rule.design;

import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

import org.migrationsafe.policy.DesignPolicy;
import org.migrationsafe.policy.NameWords;
import org.migrationsafe.rule.Fact;
import org.migrationsafe.rule.Finding;
import org.migrationsafe.rule.RulePage;
import org.migrationsafe.rule.Severity;
import org.migrationsafe.schema.Column.Trait;
import org.migrationsafe.schema.Schema;
import org.migrationsafe.schema.Table;

/** A table holds several things. */
final class WideTable implements DesignRule {

    private static final int FEWEST = 3;
    private static final int MOST = 60;

    /** Words with which columns of one thing begin. */
    private static final Set<String> COMMON = Set.of(
            "is", "has", "can", "last", "first", "next", "max", "min", "total", "number", "date", "use", "enable",
            "allow");

    private static final RulePage PAGE = RulePage.of(WideTable.class, Severity.LOW)
            .concern(
                    "Whether the groups live and change together.",
                    "Which statements write which of them.",
                    "Leave them together.")
            .title("A table seems to hold several things")
            .when("""
                    Three or more groups of at least three columns each begin with a word of their own; or the table has more than sixty columns.""")
            .effect("""
                    Each change of one of them writes and locks the whole row, and rows that do not fit into a page are stored in pieces.""")
            .says("""
                    "{entity}" has {count} columns{groups}: it seems to hold several things in one row.""")
            .instead("""
                    Make a table for each, with this one's key; or leave it where all are read and written together.""")
            .bad("""
                    @Entity
                    class Dealer { // finds: wide-table
                        @Id
                        Long id;

                        @Column(nullable = false, length = 80)
                        String billingStreet;

                        @Column(nullable = false, length = 80)
                        String billingCity;

                        @Column(nullable = false, length = 80)
                        String billingRegion;

                        @Column(nullable = false, length = 80)
                        String shippingStreet;

                        @Column(nullable = false, length = 80)
                        String shippingCity;

                        @Column(nullable = false, length = 80)
                        String shippingRegion;

                        @Column(nullable = false, length = 80)
                        String contactStreet;

                        @Column(nullable = false, length = 80)
                        String contactCity;

                        @Column(nullable = false, length = 80)
                        String contactRegion;
                    }
                    """)
            .badSql("""
                    CREATE TABLE dealer ( -- finds: wide-table
                        id bigint PRIMARY KEY,
                        billing_street varchar(80) NOT NULL,
                        billing_city varchar(80) NOT NULL,
                        billing_region varchar(80) NOT NULL,
                        shipping_street varchar(80) NOT NULL,
                        shipping_city varchar(80) NOT NULL,
                        shipping_region varchar(80) NOT NULL,
                        contact_street varchar(80) NOT NULL,
                        contact_city varchar(80) NOT NULL,
                        contact_region varchar(80) NOT NULL
                    );
                    """)
            .goodSql("""
                    CREATE TABLE dealer (
                        id bigint PRIMARY KEY,
                        billing_street varchar(80) NOT NULL,
                        billing_city varchar(80) NOT NULL,
                        billing_region varchar(80) NOT NULL,
                        shipping_street varchar(80) NOT NULL,
                        shipping_city varchar(80) NOT NULL,
                        shipping_region varchar(80) NOT NULL
                    );
                    """)
            .good("""
                    @Entity
                    class Dealer {
                        @Id
                        Long id;

                        @Column(nullable = false, length = 80)
                        String billingStreet;

                        @Column(nullable = false, length = 80)
                        String billingCity;

                        @Column(nullable = false, length = 80)
                        String billingRegion;

                        @Column(nullable = false, length = 80)
                        String shippingStreet;

                        @Column(nullable = false, length = 80)
                        String shippingCity;

                        @Column(nullable = false, length = 80)
                        String shippingRegion;
                    }
                    """);

    @Override
    public RulePage page() {
        return PAGE;
    }

    @Override
    public List<Finding> review(Schema schema, DesignPolicy policy) {
        return schema.tables().stream()
                .filter(Table::isOfEntities)
                .filter(table ->
                        groups(table).size() >= FEWEST || table.columns().size() > MOST)
                .map(table -> finding(
                        table,
                        new Fact("count", String.valueOf(table.columns().size())),
                        new Fact(
                                "groups",
                                groups(table).size() < FEWEST
                                        ? ""
                                        : ", among them groups of " + String.join(", ", groups(table)))))
                .toList();
    }

    private static List<String> groups(Table table) {
        Map<String, Integer> counts = new TreeMap<>();
        table.columns().stream()
                .filter(column -> !column.is(Trait.FOREIGN_KEY))
                .map(column -> NameWords.of(column.name()))
                .filter(words -> words.size() > 1 && !COMMON.contains(words.get(0)))
                .forEach(words -> counts.merge(words.get(0), 1, Integer::sum));
        return counts.entrySet().stream()
                .filter(group -> group.getValue() >= FEWEST)
                .map(group -> group.getKey() + "_…")
                .toList();
    }
}
