package org.migrationsafe.rule.migration;

import java.util.List;

import org.migrationsafe.recording.CatalogChange.ColumnDropped;
import org.migrationsafe.recording.CatalogChange.ConstraintDropped;
import org.migrationsafe.recording.CatalogChange.IndexDropped;
import org.migrationsafe.recording.MigrationRun;
import org.migrationsafe.recording.StatementRun;
import org.migrationsafe.rule.Fact;
import org.migrationsafe.rule.Finding;
import org.migrationsafe.rule.RulePage;
import org.migrationsafe.rule.Severity;

/** An index is dropped under a lock that stops its table. */
final class DropIndexWithoutConcurrently implements MigrationRule {

    private static final RulePage PAGE = RulePage.of(DropIndexWithoutConcurrently.class, Severity.MEDIUM)
            .title("An index is dropped while its table's traffic waits")
            .when("""
                    The catalogue has lost an index of an existing table, under a lock that blocks reads or writes, and neither a
                    constraint nor a column went with it.""")
            .effect("""
                    The drop itself is quick, but it waits for every transaction that uses the table, and everything behind it
                    waits as well; in a longer file the lock stays until the commit.""")
            .says("""
                    Drops index "{index}" of "{table}" under {lock}: {blocks} wait until the transaction commits, and while it waits
                    for its lock.""")
            .instead("""
                    Use `DROP INDEX CONCURRENTLY {index}` in a file of its own, with the Flyway setting
                    `flyway.postgresql.transactional.lock=false`.""")
            .bad("""
                    -- file: V1__orders.sql (released)
                    CREATE TABLE orders (id bigint PRIMARY KEY, note text);
                    CREATE INDEX orders_note ON orders (note);
                    -- file: V2__index.sql
                    SET LOCAL lock_timeout = '5s';
                    DROP INDEX orders_note; -- finds: drop-index-without-concurrently
                    """)
            .good("""
                    -- flyway: flyway.postgresql.transactional.lock=false
                    -- file: V1__orders.sql (released)
                    CREATE TABLE orders (id bigint PRIMARY KEY, note text);
                    CREATE INDEX orders_note ON orders (note);
                    -- file: V2__index.sql
                    DROP INDEX CONCURRENTLY orders_note;
                    """);

    @Override
    public RulePage page() {
        return PAGE;
    }

    @Override
    public List<Finding> review(MigrationRun run, ReviewContext context) {
        return MigrationRule.perStatement(run, statement -> statement.changes(IndexDropped.class).stream()
                .filter(dropped -> statement.blocksTrafficOn(dropped.table()))
                .filter(dropped -> !wentWithAnother(statement, dropped))
                .map(dropped -> finding(statement, dropped.table(), new Fact("index", dropped.index()))));
    }

    private static boolean wentWithAnother(StatementRun statement, IndexDropped dropped) {
        return statement.changes(ColumnDropped.class).stream()
                        .anyMatch(column -> column.table().equals(dropped.table()))
                || statement.changes(ConstraintDropped.class).stream()
                        .anyMatch(constraint -> constraint.constraint().equals(dropped.index()));
    }
}
