package org.migrationsafe.rule.design;

import java.util.Comparator;
import java.util.List;

import org.migrationsafe.policy.DesignPolicy;
import org.migrationsafe.rule.Fact;
import org.migrationsafe.rule.Finding;
import org.migrationsafe.rule.RulePage;
import org.migrationsafe.rule.Severity;
import org.migrationsafe.schema.Column.Trait;
import org.migrationsafe.schema.ColumnType.Kind;
import org.migrationsafe.schema.Index;
import org.migrationsafe.schema.Schema;
import org.migrationsafe.schema.Table;

/** An index begins with the wrong column. */
final class IndexOrder implements DesignRule {

    private static final RulePage PAGE = RulePage.of(IndexOrder.class, Severity.LOW)
            .concern(
                    "Whether queries ask for one value of the other columns, or for all of them.",
                    "The queries that use the index.",
                    "Put the range last.")
            .title("An index begins with a timestamp")
            .when("""
                    The index has several columns, and the first one is a date or a timestamp, which queries ask for as a range.""")
            .effect("""
                    An index is read from the first value of the range to its last, and each further column only sifts what was read. With the range last, only what is wanted is read.""")
            .says("""
                    Index ({columns}) of "{entity}" begins with the timestamp "{first}": a query for a range of it reads all rows of that range, whatever else it asks for.""")
            .instead("""
                    Put the columns first that are asked for by one value: ({better}).""")
            .bad("""
                    @Entity
                    @Table(indexes = @Index(name = "trade_at_symbol_idx", columnList = "at, symbol")) // finds: index-order
                    class Trade {
                        @Id
                        Long id;

                        @Column(nullable = false)
                        Instant at;

                        @Column(nullable = false, length = 12)
                        String symbol;
                    }
                    """)
            .badSql("""
                    CREATE TABLE trade (
                        id bigint PRIMARY KEY,
                        at timestamptz NOT NULL,
                        symbol varchar(12) NOT NULL
                    );
                    CREATE INDEX trade_at_symbol_idx ON trade (at, symbol); -- finds: index-order
                    """)
            .goodSql("""
                    CREATE TABLE trade (
                        id bigint PRIMARY KEY,
                        at timestamptz NOT NULL,
                        symbol varchar(12) NOT NULL
                    );
                    CREATE INDEX trade_symbol_at_idx ON trade (symbol, at);
                    """)
            .good("""
                    @Entity
                    @Table(indexes = @Index(name = "trade_symbol_at_idx", columnList = "symbol, at"))
                    class Trade {
                        @Id
                        Long id;

                        @Column(nullable = false)
                        Instant at;

                        @Column(nullable = false, length = 12)
                        String symbol;
                    }
                    """);

    @Override
    public RulePage page() {
        return PAGE;
    }

    @Override
    public List<Finding> review(Schema schema, DesignPolicy policy) {
        return schema.tables().stream()
                .flatMap(table -> table.indexes().stream()
                        .filter(index -> !index.unique()
                                && index.columns().size() > 1
                                && index.method().equals("btree"))
                        .filter(index -> isMoment(table, index.columns().get(0)))
                        .filter(index -> index.columns().stream().anyMatch(name -> isAskedForByValue(table, name)))
                        .filter(index -> index.columns().stream().noneMatch(name -> table.column(name)
                                .filter(column -> column.is(Trait.TENANT))
                                .isPresent()))
                        .map(index -> finding(
                                table,
                                index,
                                new Fact("first", index.columns().get(0)),
                                Fact.words("better", String.join(", ", better(table, index))))))
                .toList();
    }

    private static boolean isMoment(Table table, String name) {
        return table.column(name)
                .filter(column ->
                        column.type().kind().isMoment() || column.type().kind() == Kind.RANGE)
                .isPresent();
    }

    /** An id at the end only makes the order of equal timestamps certain. */
    private static boolean isAskedForByValue(Table table, String name) {
        return !isMoment(table, name)
                && table.column(name).isPresent()
                && !table.primaryKey().contains(name);
    }

    private static List<String> better(Table table, Index index) {
        return index.columns().stream()
                .sorted(Comparator.comparing(name -> isMoment(table, name)))
                .toList();
    }
}
