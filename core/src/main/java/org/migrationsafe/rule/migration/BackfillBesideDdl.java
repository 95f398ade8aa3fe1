package org.migrationsafe.rule.migration;

import java.util.List;

import org.migrationsafe.recording.MigrationRun;
import org.migrationsafe.recording.RowChange;
import org.migrationsafe.recording.StatementRun;
import org.migrationsafe.rule.Fact;
import org.migrationsafe.rule.Finding;
import org.migrationsafe.rule.Grouped;
import org.migrationsafe.rule.RulePage;
import org.migrationsafe.rule.Severity;

/** Rows are changed in the same transaction that holds a schema change's lock. */
final class BackfillBesideDdl implements MigrationRule {

    private static final RulePage PAGE = RulePage.of(BackfillBesideDdl.class, Severity.HIGH)
            .growing()
            .title("Rows are backfilled in the transaction of a schema change")
            .when("""
                    A statement searched an existing table and changed rows of it, in one transaction with a statement that took a
                    lock which blocks reads or writes of an existing table.""")
            .effect("""
                    The schema change's lock lives until the commit, hence through the whole backfill; and every changed row stays
                    locked through the schema change.""")
            .says("""
                    Changes {changed} rehearsal rows of "{table}" in the transaction that takes {ddlLock} on "{ddlTable}" at line
                    {ddlLine}: {then}.
                    """)
            .instead("""
                    Leave the schema change alone in this file. Fill the rows outside the migration in batches of 1,000 to 10,000,
                    each in a transaction of its own, with a condition that skips rows already done.""")
            .bad("""
                    -- file: V1__orders.sql (released)
                    CREATE TABLE orders (id bigint PRIMARY KEY, total numeric(12, 2) NOT NULL);
                    -- file: V2__net_total.sql
                    SET LOCAL lock_timeout = '5s'; SET LOCAL statement_timeout = '1min';
                    ALTER TABLE orders ADD COLUMN net_total numeric(12, 2);
                    UPDATE orders SET net_total = total / 1.19; -- finds: backfill-beside-ddl
                    """)
            .good("""
                    -- file: V1__orders.sql (released)
                    CREATE TABLE orders (id bigint PRIMARY KEY, total numeric(12, 2) NOT NULL);
                    -- file: V2__net_total.sql
                    SET LOCAL lock_timeout = '5s';
                    ALTER TABLE orders ADD COLUMN net_total numeric(12, 2);
                    -- file: V3__fill_net_total.sql
                    UPDATE orders SET net_total = total / 1.19
                    WHERE id IN (SELECT id FROM orders WHERE net_total IS NULL ORDER BY id LIMIT 5000);
                    """);

    @Override
    public RulePage page() {
        return PAGE;
    }

    @Override
    public List<Finding> review(MigrationRun run, ReviewContext context) {
        return MigrationRule.perStatement(run, statement -> Backfills.schemaChangeBeside(run, statement).stream()
                .flatMap(ddl ->
                        Backfills.backfills(statement).stream().map(change -> found(run, statement, change, ddl))));
    }

    private Finding found(MigrationRun run, StatementRun statement, RowChange change, Backfills.SchemaChange ddl) {
        return finding(
                statement,
                change.relation(),
                new Fact("changed", Grouped.of(change.total())),
                Fact.words("ddlLock", ddl.lock().mode().sqlName()),
                Fact.words("ddlTable", ddl.lock().relation().toString()),
                Fact.words("ddlLine", Integer.toString(ddl.statement().place().line())),
                Fact.words("then", then(run, statement, ddl)));
    }

    /** A lock that comes later is not held while the rows are changed, but the rows' own are held while it is. */
    private static String then(MigrationRun run, StatementRun statement, Backfills.SchemaChange ddl) {
        boolean later =
                run.statements().indexOf(ddl.statement()) > run.statements().indexOf(statement);
        return later
                ? "writers of these rows wait until that is done, too, and the transaction commits"
                : MigrationRule.blocks(ddl.lock().mode()) + " on it wait for the whole backfill";
    }
}
