package org.migrationsafe.rule.migration;

import java.util.List;

import org.migrationsafe.recording.MigrationRun;
import org.migrationsafe.rule.Finding;
import org.migrationsafe.rule.RulePage;
import org.migrationsafe.rule.Severity;

/** A materialized view is refreshed while its readers wait. */
final class RefreshBlocking implements MigrationRule {

    private static final RulePage PAGE = RulePage.of(RefreshBlocking.class, Severity.HIGH)
            .growing()
            .title("REFRESH MATERIALIZED VIEW stops its readers")
            .when("""
                    A materialized view has new storage, under a lock that blocks its readers.
                    """)
            .effect("""
                    Every query on the view waits until its whole query has run and the transaction commits.
                    """)
            .says("""
                    Refreshes "{table}" under {lock}: {blocks} on it wait until its query has run and the transaction commits.
                    """)
            .instead("""
                    Use `REFRESH MATERIALIZED VIEW CONCURRENTLY {table}`, which lets readers continue and needs a unique index
                    on the view; better, run it outside the migration, as a job.
                    """)
            .bad("""
                    -- file: V1__orders.sql (released)
                    CREATE TABLE orders (id bigint PRIMARY KEY, total numeric(12, 2) NOT NULL);
                    CREATE MATERIALIZED VIEW totals AS SELECT id, total FROM orders;
                    CREATE UNIQUE INDEX totals_id ON totals (id);
                    -- file: V2__refresh.sql
                    SET LOCAL lock_timeout = '5s'; SET LOCAL statement_timeout = '1min';
                    REFRESH MATERIALIZED VIEW totals; -- finds: refresh-blocking
                    """)
            .good("""
                    -- file: V1__orders.sql (released)
                    CREATE TABLE orders (id bigint PRIMARY KEY, total numeric(12, 2) NOT NULL);
                    CREATE MATERIALIZED VIEW totals AS SELECT id, total FROM orders;
                    CREATE UNIQUE INDEX totals_id ON totals (id);
                    -- file: V2__note.sql
                    SET LOCAL lock_timeout = '5s';
                    ALTER TABLE orders ADD COLUMN note text;
                    """);

    @Override
    public RulePage page() {
        return PAGE;
    }

    @Override
    public List<Finding> review(MigrationRun run, ReviewContext context) {
        return MigrationRule.perStatement(run, statement -> statement.rewritten().stream()
                .filter(statement::blocksTrafficOn)
                .filter(view -> Causes.isMaterializedView(statement, view))
                .map(view -> finding(statement, view)));
    }
}
