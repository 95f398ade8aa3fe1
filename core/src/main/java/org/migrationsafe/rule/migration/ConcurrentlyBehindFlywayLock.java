package org.migrationsafe.rule.migration;

import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;

import org.migrationsafe.recording.MigrationRun;
import org.migrationsafe.recording.StatementRun;
import org.migrationsafe.recording.Wait;
import org.migrationsafe.rule.Fact;
import org.migrationsafe.rule.Finding;
import org.migrationsafe.rule.RulePage;
import org.migrationsafe.rule.Severity;
import org.migrationsafe.rule.Subject;

/** Flyway's own lock keeps a concurrent index build waiting for ever. */
final class ConcurrentlyBehindFlywayLock implements MigrationRule {

    private static final RulePage PAGE = RulePage.of(ConcurrentlyBehindFlywayLock.class, Severity.HIGH)
            .title("A CONCURRENTLY command waits for Flyway itself")
            .when(
                    "The statement was seen waiting for the session in which Flyway holds its lock, which waits for the statement.")
            .effect("""
                    Flyway keeps a transaction with a snapshot open around all migrations; CONCURRENTLY waits for every older
                    snapshot. Neither ever ends: the deployment hangs until somebody kills it, and leaves an invalid index.""")
            .says("""
                    Waits for ever for Flyway's own lock transaction ({waitedFor}); it was cancelled here.""")
            .instead(
                    "Set `flyway.postgresql.transactional.lock=false`, so that Flyway holds its lock without a transaction.")
            .bad("""
                    -- file: V1__orders.sql (released)
                    CREATE TABLE orders (id bigint PRIMARY KEY, customer_id bigint NOT NULL);
                    -- file: V2__index.sql
                    CREATE INDEX CONCURRENTLY orders_customer_id_idx ON orders (customer_id); -- finds: concurrently-behind-flyway-lock, not-retryable
                    """)
            .good("""
                    -- flyway: flyway.postgresql.transactional.lock=false
                    -- file: V1__orders.sql (released)
                    CREATE TABLE orders (id bigint PRIMARY KEY, customer_id bigint NOT NULL);
                    -- file: V2__index.sql
                    DROP INDEX CONCURRENTLY IF EXISTS orders_customer_id_idx;
                    CREATE INDEX CONCURRENTLY orders_customer_id_idx ON orders (customer_id);
                    """);

    @Override
    public RulePage page() {
        return PAGE;
    }

    @Override
    public List<Finding> review(MigrationRun run, ReviewContext context) {
        return MigrationRule.perStatement(run, statement -> Stream.of(statement)
                .map(StatementRun::endlessWait)
                .filter(Objects::nonNull)
                .filter(wait -> wait.blocker() == Wait.Blocker.FLYWAY_LOCK)
                .map(wait -> new Finding(
                        page(),
                        statement.place(),
                        new Subject.Statement(statement.sql()),
                        null,
                        List.of(new Fact("waitedFor", wait.lockKind())))));
    }
}
