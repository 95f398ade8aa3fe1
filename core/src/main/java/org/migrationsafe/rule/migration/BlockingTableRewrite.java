package org.migrationsafe.rule.migration;

import java.util.List;

import org.migrationsafe.recording.MigrationRun;
import org.migrationsafe.rule.Finding;
import org.migrationsafe.rule.RulePage;
import org.migrationsafe.rule.Severity;

/** A table is copied row by row while nobody can use it. */
final class BlockingTableRewrite implements MigrationRule {

    private static final RulePage PAGE = RulePage.of(BlockingTableRewrite.class, Severity.CRITICAL)
            .title("A table is rewritten while its traffic waits")
            .when("""
                    The table's storage was replaced by a copy under a lock that blocks reads or writes, and no change of a
                    column's type explains it.""")
            .effect("""
                    PostgreSQL copies every row into a new file and builds every index anew. The lock is held from the first
                    row to the commit, so the outage grows with the table.""")
            .says("""
                    Rewrites "{table}" under {lock}: {blocks} wait until every row is copied and every index is built anew.""")
            .instead("""
                    Add the column without a default (instant), let new rows get the value from `ALTER TABLE {table} ALTER
                    COLUMN … SET DEFAULT …` (instant, new rows only), and fill the existing rows in batches outside this
                    migration.""")
            .bad("""
                    -- file: V1__orders.sql (released)
                    CREATE TABLE orders (id bigint PRIMARY KEY, total numeric(12, 2) NOT NULL);
                    -- file: V2__public_id.sql
                    SET LOCAL lock_timeout = '5s';
                    ALTER TABLE orders ADD COLUMN public_id uuid DEFAULT gen_random_uuid(); -- finds: blocking-table-rewrite
                    """)
            .good("""
                    -- file: V1__orders.sql (released)
                    CREATE TABLE orders (id bigint PRIMARY KEY, total numeric(12, 2) NOT NULL);
                    -- file: V2__public_id.sql
                    SET LOCAL lock_timeout = '5s';
                    ALTER TABLE orders ADD COLUMN public_id uuid;
                    ALTER TABLE orders ALTER COLUMN public_id SET DEFAULT gen_random_uuid();
                    """);

    @Override
    public RulePage page() {
        return PAGE;
    }

    @Override
    public List<Finding> review(MigrationRun run) {
        return MigrationRule.perStatement(run, statement -> statement.rewritten().stream()
                .filter(statement::blocksTrafficOn)
                .filter(table -> Causes.typeChanges(statement, table).isEmpty())
                .map(table -> finding(statement, table)));
    }
}
