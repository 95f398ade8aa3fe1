package org.migrationsafe.rule.migration;

import java.util.List;

import org.migrationsafe.recording.MigrationRun;
import org.migrationsafe.rule.Fact;
import org.migrationsafe.rule.Finding;
import org.migrationsafe.rule.Grouped;
import org.migrationsafe.rule.RulePage;
import org.migrationsafe.rule.Severity;

/** A backfill, batched as it should be, runs inside the deployment. */
final class BackfillInMigration implements MigrationRule {

    private static final RulePage PAGE = RulePage.of(BackfillInMigration.class, Severity.HIGH)
            .growing()
            .title("A batched backfill runs inside a migration")
            .when("""
                    A statement outside a transaction changed rows of an existing table and committed several times on its way.
                    """)
            .effect("""
                    The rows are done in batches, which is right; but the deployment waits for the last of them, for as long as the
                    table is large, and a failure half-way leaves a migration that Flyway calls failed.
                    """)
            .says("""
                    Changes {changed} rehearsal rows of "{table}" in {commits} transactions of its own: the deployment waits until
                    the last batch is done.
                    """)
            .instead("""
                    Keep the procedure in the migration and call it outside: from a job, or by hand after the deployment.
                    """)
            .bad("""
                    -- flyway: flyway.postgresql.transactional.lock=false
                    -- file: V1__orders.sql (released)
                    CREATE TABLE orders (id bigint PRIMARY KEY, total numeric(12, 2) NOT NULL, net numeric(12, 2));
                    -- file: V2__procedure.sql
                    CREATE PROCEDURE fill_net() LANGUAGE plpgsql AS $$
                    DECLARE n bigint;
                    BEGIN
                      LOOP
                        UPDATE orders SET net = total / 1.19 WHERE id IN (SELECT id FROM orders WHERE net IS NULL ORDER BY id LIMIT 100);
                        GET DIAGNOSTICS n = ROW_COUNT;
                        EXIT WHEN n = 0;
                        COMMIT;
                        PERFORM pg_sleep(0.1);
                      END LOOP;
                    END $$;
                    -- file: V3__fill.sql.conf
                    executeInTransaction=false
                    -- file: V3__fill.sql
                    CALL fill_net(); -- finds: backfill-in-migration
                    """)
            .good("""
                    -- flyway: flyway.postgresql.transactional.lock=false
                    -- file: V1__orders.sql (released)
                    CREATE TABLE orders (id bigint PRIMARY KEY, total numeric(12, 2) NOT NULL, net numeric(12, 2));
                    -- file: V2__procedure.sql
                    CREATE PROCEDURE fill_net() LANGUAGE plpgsql AS $$
                    DECLARE n bigint;
                    BEGIN
                      LOOP
                        UPDATE orders SET net = total / 1.19 WHERE id IN (SELECT id FROM orders WHERE net IS NULL ORDER BY id LIMIT 100);
                        GET DIAGNOSTICS n = ROW_COUNT;
                        EXIT WHEN n = 0;
                        COMMIT;
                        PERFORM pg_sleep(0.1);
                      END LOOP;
                    END $$;
                    """);

    @Override
    public RulePage page() {
        return PAGE;
    }

    @Override
    public List<Finding> review(MigrationRun run, ReviewContext context) {
        return MigrationRule.perStatement(run, statement -> Backfills.batchedBackfills(statement)
                .map(change -> finding(
                        statement,
                        change.relation(),
                        new Fact("changed", Grouped.of(change.total())),
                        new Fact("commits", Grouped.of(statement.observed().commits())))));
    }
}
