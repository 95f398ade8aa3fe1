package org.migrationsafe.rule.design;

import java.util.List;

import org.migrationsafe.policy.DesignPolicy;
import org.migrationsafe.rule.Fact;
import org.migrationsafe.rule.Finding;
import org.migrationsafe.rule.RulePage;
import org.migrationsafe.rule.Severity;
import org.migrationsafe.schema.Column.Trait;
import org.migrationsafe.schema.Schema;
import org.migrationsafe.schema.Table;

/** Nobody knows since when. */
final class NoCreatedOrUpdatedAt implements DesignRule {

    private static final int FEWEST = 3;

    private static final RulePage PAGE = RulePage.of(NoCreatedOrUpdatedAt.class, Severity.LOW)
            .title("A table does not say when its rows came, where the others do")
            .when("""
                    Most tables of the project say when their rows were made or changed, and this one does not.""")
            .effect("""
                    Whoever looks for what went wrong at three in the morning cannot tell which rows that night made.""")
            .says("""
                    "{entity}" does not say when its rows were made or changed, as {others} of {all} tables do.""")
            .instead("""
                    Add createdAt with @CreationTimestamp and updatedAt with @UpdateTimestamp, as Instant; a superclass of all entities is the place for both.""")
            .bad("""
                    @Entity
                    class Alpha {
                        @Id
                        Long id;

                        @CreationTimestamp
                        @Column(nullable = false)
                        Instant createdAt;
                    }

                    @Entity
                    class Beta {
                        @Id
                        Long id;

                        @CreationTimestamp
                        @Column(nullable = false)
                        Instant createdAt;
                    }

                    @Entity
                    class Gamma {
                        @Id
                        Long id;

                        @CreationTimestamp
                        @Column(nullable = false)
                        Instant createdAt;
                    }

                    @Entity
                    class Delta { // finds: no-created-or-updated-at
                        @Id
                        Long id;
                    }
                    """)
            .badSql("""
                    CREATE TABLE alpha (id bigint PRIMARY KEY, created_at timestamptz NOT NULL);
                    CREATE TABLE beta (id bigint PRIMARY KEY, created_at timestamptz NOT NULL);
                    CREATE TABLE gamma (id bigint PRIMARY KEY, created_at timestamptz NOT NULL);
                    CREATE TABLE delta (id bigint PRIMARY KEY); -- finds: no-created-or-updated-at
                    """)
            .goodSql("""
                    CREATE TABLE alpha (id bigint PRIMARY KEY, created_at timestamptz NOT NULL);
                    CREATE TABLE beta (id bigint PRIMARY KEY, created_at timestamptz NOT NULL);
                    CREATE TABLE gamma (id bigint PRIMARY KEY, created_at timestamptz NOT NULL);
                    CREATE TABLE delta (id bigint PRIMARY KEY, created_at timestamptz NOT NULL);
                    """)
            .good("""
                    @Entity
                    class Alpha {
                        @Id
                        Long id;

                        @CreationTimestamp
                        @Column(nullable = false)
                        Instant createdAt;
                    }

                    @Entity
                    class Beta {
                        @Id
                        Long id;

                        @CreationTimestamp
                        @Column(nullable = false)
                        Instant createdAt;
                    }

                    @Entity
                    class Gamma {
                        @Id
                        Long id;

                        @CreationTimestamp
                        @Column(nullable = false)
                        Instant createdAt;
                    }

                    @Entity
                    class Delta {
                        @Id
                        Long id;

                        @CreationTimestamp
                        @Column(nullable = false)
                        Instant createdAt;
                    }
                    """);

    @Override
    public RulePage page() {
        return PAGE;
    }

    @Override
    public List<Finding> review(Schema schema, DesignPolicy policy) {
        List<Table> tables =
                schema.tables().stream().filter(Table::isOfEntities).toList();
        List<Table> without = tables.stream().filter(table -> !saysWhen(table)).toList();
        int with = tables.size() - without.size();
        return with < FEWEST || with * 2 < tables.size()
                ? List.of()
                : without.stream()
                        .map(table -> finding(
                                table,
                                new Fact("others", String.valueOf(with)),
                                new Fact("all", String.valueOf(tables.size()))))
                        .toList();
    }

    private static boolean saysWhen(Table table) {
        return table.columns().stream().anyMatch(column -> column.is(Trait.CREATED_AT) || column.is(Trait.UPDATED_AT));
    }
}
