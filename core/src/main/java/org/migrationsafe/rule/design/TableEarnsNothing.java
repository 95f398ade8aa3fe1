package org.migrationsafe.rule.design;

import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

import org.migrationsafe.policy.DesignPolicy;
import org.migrationsafe.rule.Fact;
import org.migrationsafe.rule.Finding;
import org.migrationsafe.rule.RulePage;
import org.migrationsafe.rule.Severity;
import org.migrationsafe.schema.Column.Trait;
import org.migrationsafe.schema.ForeignKey;
import org.migrationsafe.schema.Schema;
import org.migrationsafe.schema.Table;

/** A table of one column. */
final class TableEarnsNothing implements DesignRule {

    private static final RulePage PAGE = RulePage.of(TableEarnsNothing.class, Severity.LOW)
            .concern(
                    "Whether it will ever have more, or other rights than the row that it belongs to.",
                    "Why it was divided.",
                    "Leave it, and put the next such column into the other table.")
            .title("A table holds one column of another table's rows")
            .when("""
                    Each row belongs to exactly one row of another table, has at most one column of its own, and nothing refers to it.""")
            .effect("""
                    Each query for the one reads both, and each new row is two INSERTs.""")
            .says("""
                    "{entity}" holds at most one column for each row of "{references}": each query for one reads both.""")
            .instead("""
                    Make it a column there; or an @Embeddable.""")
            .bad("""
                    @Entity
                    class Badge { // finds: table-earns-nothing
                        @Id
                        Long id;

                        @OneToOne(optional = false)
                        @MapsId
                        Worker worker;

                        int number;
                    }

                    @Entity
                    class Worker {
                        @Id
                        Long id;
                    }
                    """)
            .badSql("""
                    CREATE TABLE worker (
                        id bigint PRIMARY KEY
                    );
                    CREATE TABLE badge ( -- finds: table-earns-nothing
                        worker_id bigint PRIMARY KEY REFERENCES worker,
                        number integer NOT NULL
                    );
                    """)
            .goodSql("""
                    CREATE TABLE worker (
                        id bigint PRIMARY KEY,
                        badge_number integer
                    );
                    """)
            .good("""
                    @Entity
                    class Worker {
                        @Id
                        Long id;

                        int badgeNumber;
                    }
                    """);

    @Override
    public RulePage page() {
        return PAGE;
    }

    @Override
    public List<Finding> review(Schema schema, DesignPolicy policy) {
        Set<String> referred = schema.tables().stream()
                .flatMap(table -> table.foreignKeys().stream())
                .map(ForeignKey::referencedTable)
                .collect(Collectors.toSet());
        return schema.tables().stream()
                .filter(table -> table.kind() == Table.Kind.ENTITY || table.kind() == Table.Kind.UNMAPPED)
                .filter(table -> table.foreignKeys().size() == 1 && !referred.contains(table.name()))
                .flatMap(table -> table.foreignKeys().stream()
                        .filter(key -> isOneToOne(table, key) && ownColumns(table, key) <= 1)
                        .map(key -> finding(table, new Fact("references", key.referencedTable()))))
                .toList();
    }

    private static boolean isOneToOne(Table table, ForeignKey key) {
        return !key.is(ForeignKey.Trait.SAME_ROW)
                && (table.primaryKey().equals(key.columns())
                        || table.indexes().stream()
                                .anyMatch(index -> index.unique()
                                        && index.where().isEmpty()
                                        && index.columns().equals(key.columns())));
    }

    private static long ownColumns(Table table, ForeignKey key) {
        return table.columns().stream()
                .filter(column -> !key.columns().contains(column.name())
                        && !table.primaryKey().contains(column.name())
                        && !column.is(Trait.VERSION)
                        && !column.is(Trait.TENANT)
                        && !column.is(Trait.CREATED_AT)
                        && !column.is(Trait.UPDATED_AT)
                        && !column.is(Trait.ACTOR))
                .count();
    }
}
