package org.migrationsafe.rule.migration;

import java.time.Duration;
import java.util.List;

import org.migrationsafe.recording.MigrationRun;
import org.migrationsafe.rule.Fact;
import org.migrationsafe.rule.Finding;
import org.migrationsafe.rule.RulePage;
import org.migrationsafe.rule.Severity;

/** A lock is waited for longer than traffic can wait. */
final class TimeoutTooLong implements MigrationRule {

    private static final RulePage PAGE = RulePage.of(TimeoutTooLong.class, Severity.MEDIUM)
            .title("lock_timeout is longer than traffic can wait")
            .when("""
                    A statement took a lock that blocks reads or writes of an existing relation while `lock_timeout` was longer than
                    the policy allows: ten seconds, unless `migrationsafe.longestLockTimeoutMillis` says otherwise. Reported once per
                    migration.
                    """)
            .effect("""
                    While the statement waits for its lock, all later queries on the table wait behind it. A timeout of a minute is
                    an outage of a minute.
                    """)
            .says("""
                    Waits for {lock} on "{table}" for up to {lock_timeout}, longer than the {longest} that the policy allows:
                    {blocks} on it queue up all that time.
                    """)
            .instead("""
                    Write `SET LOCAL lock_timeout = '5s';` and retry the deployment when it fires: several short attempts find a gap
                    where one long wait makes an outage.
                    """)
            .bad("""
                    -- file: V1__orders.sql (released)
                    CREATE TABLE orders (id bigint PRIMARY KEY, total numeric(12, 2) NOT NULL);
                    -- file: V2__note.sql
                    SET LOCAL lock_timeout = '2min';
                    ALTER TABLE orders ADD COLUMN note text; -- finds: timeout-too-long
                    """)
            .good("""
                    -- file: V1__orders.sql (released)
                    CREATE TABLE orders (id bigint PRIMARY KEY, total numeric(12, 2) NOT NULL);
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
        Duration longest = context.policy().longestLockTimeout();
        return run.statements().stream()
                .filter(statement -> statement.settings().lockTimeout().compareTo(longest) > 0)
                .flatMap(statement -> Causes.blockingLocks(statement)
                        .limit(1)
                        .map(lock -> finding(
                                statement,
                                lock.relation(),
                                new Fact(
                                        "lock_timeout",
                                        MigrationRule.seconds(
                                                statement.settings().lockTimeout())),
                                Fact.words("longest", MigrationRule.seconds(longest)),
                                new Fact(
                                        "set by",
                                        statement.settings().lockTimeoutFrom().words()))))
                .limit(1)
                .toList();
    }
}
