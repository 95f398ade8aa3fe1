package org.migrationsafe.rule.migration;

import java.util.List;
import java.util.stream.Stream;

import org.migrationsafe.recording.MigrationRun;
import org.migrationsafe.rule.Fact;
import org.migrationsafe.rule.Finding;
import org.migrationsafe.rule.RulePage;
import org.migrationsafe.rule.Severity;

/** A batched backfill runs at full speed. */
final class BackfillUnthrottled implements MigrationRule {

    private static final RulePage PAGE = RulePage.of(BackfillUnthrottled.class, Severity.HIGH)
            .growing()
            .title("A batched backfill never pauses")
            .when("""
                    A statement outside a transaction changed rows of an existing table, committed several times on its way, and was
                    never seen sleeping.
                    """)
            .effect("""
                    Batches without a pause write as fast as the disk allows: replicas fall behind, VACUUM cannot follow, and the
                    traffic beside it gets slower.
                    """)
            .says("""
                    Changes rows of "{table}" in {commits} transactions and was never seen pausing between them: replicas and VACUUM
                    get no time to follow.
                    """)
            .instead("""
                    Pause after each batch: `PERFORM pg_sleep(0.1);` after its COMMIT, or as long as the replicas' lag asks for.
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
                      END LOOP;
                    END $$;
                    -- file: V3__fill.sql.conf
                    executeInTransaction=false
                    -- file: V3__fill.sql
                    CALL fill_net(); -- finds: backfill-in-migration, backfill-unthrottled
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
        return MigrationRule.perStatement(
                run,
                statement -> statement.observed().paused()
                        ? Stream.empty()
                        : Backfills.batchedBackfills(statement)
                                .map(change -> finding(
                                        statement,
                                        change.relation(),
                                        new Fact(
                                                "commits",
                                                Integer.toString(
                                                        statement.observed().commits())))));
    }
}
