package org.migrationsafe.rule.migration;

import java.util.List;

import org.migrationsafe.recording.MigrationRun;
import org.migrationsafe.rule.Finding;
import org.migrationsafe.rule.RulePage;
import org.migrationsafe.rule.Severity;

/** A table is copied row by row while nobody can use it. */
final class BlockingTableRewrite implements MigrationRule {

    private static final RulePage PAGE = RulePage.of(BlockingTableRewrite.class, Severity.CRITICAL)
            .growing()
            .title("A table is rewritten while its traffic waits")
            .when("""
                    The table's storage was replaced by a copy under a lock that blocks reads or writes, for a reason that no
                    finer rule names: another persistence, tablespace or access method, a domain with constraints.""")
            .effect("""
                    PostgreSQL copies every row into a new file and builds every index anew. The lock is held from the first
                    row to the commit, so the outage grows with the table.""")
            .says("""
                    Rewrites "{table}" under {lock}: {blocks} wait until every row is copied and every index is built anew.""")
            .instead("""
                    Make a new table beside it as it should be, write both from the application or a trigger, copy the rows in
                    batches outside this migration, and switch over in a later release.""")
            .bad("""
                    -- file: V1__orders.sql (released)
                    CREATE TABLE orders (id bigint PRIMARY KEY, total numeric(12, 2) NOT NULL);
                    -- file: V2__unlogged.sql
                    SET LOCAL lock_timeout = '5s'; SET LOCAL statement_timeout = '1min';
                    ALTER TABLE orders SET UNLOGGED; -- finds: blocking-table-rewrite
                    """)
            .good("""
                    -- file: V1__orders.sql (released)
                    CREATE TABLE orders (id bigint PRIMARY KEY, total numeric(12, 2) NOT NULL);
                    -- file: V2__unlogged.sql
                    CREATE UNLOGGED TABLE orders_draft (id bigint PRIMARY KEY, total numeric(12, 2) NOT NULL);
                    """);

    @Override
    public RulePage page() {
        return PAGE;
    }

    @Override
    public List<Finding> review(MigrationRun run, ReviewContext context) {
        return MigrationRule.perStatement(run, statement -> statement.rewritten().stream()
                .filter(statement::blocksTrafficOn)
                .filter(table -> !Causes.explainsRewrite(statement, table))
                .map(table -> finding(statement, table)));
    }
}
