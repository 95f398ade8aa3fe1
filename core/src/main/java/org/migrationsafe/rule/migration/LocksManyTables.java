package org.migrationsafe.rule.migration;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;

import org.migrationsafe.recording.MigrationRun;
import org.migrationsafe.recording.RelationLock;
import org.migrationsafe.recording.RelationName;
import org.migrationsafe.recording.StatementRun;
import org.migrationsafe.rule.Fact;
import org.migrationsafe.rule.Finding;
import org.migrationsafe.rule.RulePage;
import org.migrationsafe.rule.Severity;

/** One transaction stops the traffic of several tables, one after the other. */
final class LocksManyTables implements MigrationRule {

    private static final RulePage PAGE = RulePage.of(LocksManyTables.class, Severity.MEDIUM)
            .title("Several tables are locked one after the other in one transaction")
            .when("""
                    Different statements of one transaction took locks that block reads or writes of different existing tables. Told
                    once per transaction, at the statement that locks the second table.
                    """)
            .effect("""
                    While the transaction waits for a later table, everybody waits for the earlier ones. Where the application uses
                    the tables in another order, the two wait for each other, and the server cancels one: a deadlock.
                    """)
            .says("""
                    Locks {order} in this order in one transaction: while it waits for "{table}", {firstBlocks} on "{first}" wait,
                    too, and code that uses them in another order can deadlock with it.
                    """)
            .instead("""
                    Give each table a file of its own, and so a transaction of its own. Where they must change together, lock
                    them in the order in which the application uses them.
                    """)
            .bad("""
                    -- file: V1__shop.sql (released)
                    CREATE TABLE customer (id bigint PRIMARY KEY);
                    CREATE TABLE orders (id bigint PRIMARY KEY);
                    -- file: V2__notes.sql
                    SET LOCAL lock_timeout = '5s';
                    ALTER TABLE customer ADD COLUMN note text;
                    ALTER TABLE orders ADD COLUMN note text; -- finds: locks-many-tables
                    """)
            .good("""
                    -- file: V1__shop.sql (released)
                    CREATE TABLE customer (id bigint PRIMARY KEY);
                    CREATE TABLE orders (id bigint PRIMARY KEY);
                    -- file: V2__customer_note.sql
                    SET LOCAL lock_timeout = '5s';
                    ALTER TABLE customer ADD COLUMN note text;
                    -- file: V3__order_note.sql
                    SET LOCAL lock_timeout = '5s';
                    ALTER TABLE orders ADD COLUMN note text;
                    """);

    @Override
    public RulePage page() {
        return PAGE;
    }

    @Override
    public List<Finding> review(MigrationRun run, ReviewContext context) {
        return run.statements().stream()
                .map(StatementRun::transaction)
                .distinct()
                .flatMap(transaction -> inOne(run.statements().stream()
                        .filter(statement -> statement.transaction() == transaction)
                        .toList()))
                .toList();
    }

    private Stream<Finding> inOne(List<StatementRun> statements) {
        Map<RelationName, RelationLock> order = new LinkedHashMap<>();
        Map<RelationName, StatementRun> takers = new LinkedHashMap<>();
        for (StatementRun statement : statements) {
            Causes.blockingTables(statement)
                    .filter(lock -> !order.containsKey(lock.relation()))
                    .forEach(lock -> {
                        order.put(lock.relation(), lock);
                        takers.put(lock.relation(), statement);
                    });
        }
        List<RelationName> tables = List.copyOf(order.keySet());
        return tables.stream()
                .filter(table -> takers.get(table) != takers.get(tables.get(0)))
                .limit(1)
                .map(second -> {
                    RelationLock first = Objects.requireNonNull(order.get(tables.get(0)));
                    return finding(
                            Objects.requireNonNull(takers.get(second)),
                            second,
                            new Fact(
                                    "order",
                                    MigrationRule.enumerate(tables.stream()
                                            .map(table -> '"' + table.toString() + '"')
                                            .toList())),
                            new Fact("first", first.relation().toString()),
                            Fact.words("firstBlocks", MigrationRule.blocks(first.mode())));
                });
    }
}
