package org.migrationsafe.rule.migration;

import java.util.List;
import java.util.stream.Stream;

import org.migrationsafe.recording.CatalogChange.PartitionRemoved;
import org.migrationsafe.recording.MigrationRun;
import org.migrationsafe.recording.SessionSettings;
import org.migrationsafe.recording.StatementRun;
import org.migrationsafe.rule.Fact;
import org.migrationsafe.rule.Finding;
import org.migrationsafe.rule.RulePage;
import org.migrationsafe.rule.Severity;

/** A timeout that protects short statements ends a long concurrent build. */
final class TimeoutStarvesConcurrentBuild implements MigrationRule {

    private static final RulePage PAGE = RulePage.of(TimeoutStarvesConcurrentBuild.class, Severity.MEDIUM)
            .title("A timeout ends a concurrent index build")
            .when("""
                    A CONCURRENTLY command ran outside a transaction while `lock_timeout` or `statement_timeout` was set.
                    """)
            .effect("""
                    A concurrent build waits for every older transaction of the database, and `lock_timeout` counts that as waiting
                    for a lock; `statement_timeout` counts the build itself. When one fires, the work is lost and an invalid index
                    is left behind, which every write goes on paying for.
                    """)
            .says("""
                    Runs concurrently on "{table}" with {timeouts}: it waits for every older transaction of the database, is cut off
                    when one of them is longer than that, and leaves an invalid index.
                    """)
            .instead("""
                    Write `SET lock_timeout = 0; SET statement_timeout = 0;` before it in the same file. It blocks neither reads nor
                    writes while it waits, so there is no need to hurry it.
                    """)
            .bad("""
                    -- flyway: flyway.postgresql.transactional.lock=false
                    -- file: V1__orders.sql (released)
                    CREATE TABLE orders (id bigint PRIMARY KEY, total numeric(12, 2) NOT NULL);
                    -- file: V2__index.sql.conf
                    executeInTransaction=false
                    -- file: V2__index.sql
                    SET lock_timeout = '5s';
                    DROP INDEX CONCURRENTLY IF EXISTS orders_total_idx;
                    CREATE INDEX CONCURRENTLY orders_total_idx ON orders (total); -- finds: timeout-starves-concurrent-build
                    """)
            .good("""
                    -- flyway: flyway.postgresql.transactional.lock=false
                    -- file: V1__orders.sql (released)
                    CREATE TABLE orders (id bigint PRIMARY KEY, total numeric(12, 2) NOT NULL);
                    -- file: V2__index.sql.conf
                    executeInTransaction=false
                    -- file: V2__index.sql
                    SET lock_timeout = 0; SET statement_timeout = 0;
                    DROP INDEX CONCURRENTLY IF EXISTS orders_total_idx;
                    CREATE INDEX CONCURRENTLY orders_total_idx ON orders (total);
                    """);

    @Override
    public RulePage page() {
        return PAGE;
    }

    @Override
    public List<Finding> review(MigrationRun run, ReviewContext context) {
        return MigrationRule.perStatement(
                run,
                statement -> timeouts(statement).isEmpty() || detaches(statement)
                        ? Stream.empty()
                        : Causes.concurrentlyBuilt(statement)
                                .limit(1)
                                .map(table -> finding(
                                        statement,
                                        table,
                                        new Fact("timeouts", MigrationRule.enumerate(timeouts(statement))))));
    }

    private static List<String> timeouts(StatementRun statement) {
        SessionSettings settings = statement.settings();
        return Stream.of(
                        settings.lockTimeout().isZero()
                                ? ""
                                : "lock_timeout " + MigrationRule.seconds(settings.lockTimeout()),
                        settings.statementTimeout().isZero()
                                ? ""
                                : "statement_timeout " + MigrationRule.seconds(settings.statementTimeout()))
                .filter(text -> !text.isEmpty())
                .toList();
    }

    /** It waits for users of its own table alone, and builds nothing that an interruption would leave behind. */
    private static boolean detaches(StatementRun statement) {
        return !statement.changes(PartitionRemoved.class).isEmpty();
    }
}
