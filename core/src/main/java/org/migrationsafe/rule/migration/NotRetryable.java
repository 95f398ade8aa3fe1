package org.migrationsafe.rule.migration;

import java.util.List;
import java.util.stream.Stream;

import org.migrationsafe.recording.CatalogChange.PartitionRemoved;
import org.migrationsafe.recording.MigrationRun;
import org.migrationsafe.recording.RetryTrial;
import org.migrationsafe.recording.StatementRun;
import org.migrationsafe.rule.Fact;
import org.migrationsafe.rule.Finding;
import org.migrationsafe.rule.RulePage;
import org.migrationsafe.rule.Severity;

/** A migration that was interrupted cannot be run again. */
final class NotRetryable implements MigrationRule {

    private static final RulePage PAGE = RulePage.of(NotRetryable.class, Severity.HIGH)
            .title("An interrupted migration cannot be run again")
            .when("""
                    The migration was interrupted at a statement that had to wait, and a second run, after Flyway's repair, was
                    refused by the server. The severity is low where all that is in the way is the invalid index, or the pending
                    detachment, of a concurrent command: that is what the safe form leaves, and the refusal names it.
                    """)
            .effect("""
                    What the first attempt did outside a transaction is still there and stands in the way of the second. The
                    deployment stops until somebody cleans up by hand, at whatever hour that is.
                    """)
            .says("""
                    Was interrupted here and could not be run again: {refusal}.
                    """)
            .instead("""
                    {way}
                    """)
            .bad("""
                    -- flyway: flyway.postgresql.transactional.lock=false
                    -- file: V1__orders.sql (released)
                    CREATE TABLE orders (id bigint PRIMARY KEY, total numeric(12, 2) NOT NULL);
                    -- file: V2__note.sql.conf
                    executeInTransaction=false
                    -- file: V2__note.sql
                    SET lock_timeout = '5s';
                    ALTER TABLE orders ADD COLUMN note text;
                    SET lock_timeout = 0;
                    DROP INDEX CONCURRENTLY IF EXISTS orders_total_idx;
                    CREATE INDEX CONCURRENTLY orders_total_idx ON orders (total); -- finds: not-retryable
                    """)
            .good("""
                    -- flyway: flyway.postgresql.transactional.lock=false
                    -- file: V1__orders.sql (released)
                    CREATE TABLE orders (id bigint PRIMARY KEY, total numeric(12, 2) NOT NULL);
                    -- file: V2__note.sql
                    SET LOCAL lock_timeout = '5s';
                    ALTER TABLE orders ADD COLUMN note text;
                    -- file: V3__index.sql
                    DROP INDEX CONCURRENTLY IF EXISTS orders_total_idx;
                    CREATE INDEX CONCURRENTLY orders_total_idx ON orders (total);
                    """);

    @Override
    public RulePage page() {
        return PAGE;
    }

    @Override
    public List<Finding> review(MigrationRun run, ReviewContext context) {
        return run.trials(RetryTrial.class)
                .filter(trial -> trial.again() == RetryTrial.Again.REFUSED)
                .flatMap(trial -> MigrationRule.at(run, trial.statement()).map(statement -> found(trial, statement)))
                .toList();
    }

    private Finding found(RetryTrial trial, StatementRun statement) {
        Finding found = finding(
                statement,
                trial.table(),
                new Fact("refusal", String.valueOf(trial.refusal())),
                Fact.words("way", way(statement)));
        return isAllThatIsLeft(trial, statement) ? found.withSeverity(Severity.LOW) : found;
    }

    /** Whether the second run was refused for what the interrupted concurrent command itself left. */
    private static boolean isAllThatIsLeft(RetryTrial trial, StatementRun statement) {
        String refusal = String.valueOf(trial.refusal());
        return Stream.concat(
                        trial.invalidIndexes().stream(), detached(statement).map(PartitionRemoved::partition))
                .anyMatch(left -> refusal.contains('"' + left.name() + '"'));
    }

    private static Stream<PartitionRemoved> detached(StatementRun statement) {
        return statement.commitsOnItsWay() ? statement.changes(PartitionRemoved.class).stream() : Stream.empty();
    }

    private static String way(StatementRun statement) {
        return detached(statement)
                .findFirst()
                .map(removed -> "Keep the statement in a file of its own. Where it was interrupted, `ALTER TABLE "
                        + removed.parent()
                        + " DETACH PARTITION " + removed.partition()
                        + " FINALIZE;` ends it, and `flyway repair` lets the next deployment continue with a file that does that in"
                        + " its place.")
                .orElse(
                        "Make the file repeatable: `DROP INDEX CONCURRENTLY IF EXISTS …;` before `CREATE INDEX CONCURRENTLY …;`, one"
                                + " such statement per file; everything that can be rolled back in a file of its own, with a transaction.");
    }
}
