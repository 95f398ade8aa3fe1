package org.migrationsafe.rule.migration;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

import org.migrationsafe.recording.MigrationRun;
import org.migrationsafe.recording.RelationLock;
import org.migrationsafe.recording.StatementRun;
import org.migrationsafe.rule.Fact;
import org.migrationsafe.rule.Finding;
import org.migrationsafe.rule.RulePage;
import org.migrationsafe.rule.Severity;

/** A lock that stops traffic is waited for without an end. */
final class LockTimeoutMissing implements MigrationRule {

    private static final RulePage PAGE = RulePage.of(LockTimeoutMissing.class, Severity.MEDIUM)
            .title("A blocking lock is waited for without an end")
            .when("""
                    A statement took a lock that blocks reads or writes of an existing relation while `lock_timeout` was 0. Told
                    once per migration, at the first such statement.""")
            .effect("""
                    While the statement waits behind one long transaction, every later query on the table waits behind the
                    statement: an instant change becomes an outage as long as that transaction.""")
            .says("""
                    Waits for {lock} on "{table}" with lock_timeout 0: behind one long transaction, all {blocks} on it queue up
                    without an end.""")
            .instead("""
                    Write `SET LOCAL lock_timeout = '5s';` before it (`SET` in a file that runs without a transaction), or once for all
                    migrations in Flyway's `initSql`; retry when it fires.""")
            .bad("""
                    -- file: V1__orders.sql (released)
                    CREATE TABLE orders (id bigint PRIMARY KEY);
                    -- file: V2__note.sql
                    ALTER TABLE orders ADD COLUMN note text; -- finds: lock-timeout-missing
                    """)
            .good("""
                    -- file: V1__orders.sql (released)
                    CREATE TABLE orders (id bigint PRIMARY KEY);
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
        return Causes.firstWithoutLockTimeout(run).stream()
                .filter(statement -> Causes.laterWithLockTimeout(run, statement).isEmpty())
                .flatMap(statement -> Stream.concat(Causes.blockingTables(statement), Causes.blockingLocks(statement))
                        .limit(1)
                        .map(lock -> found(statement, lock, context)))
                .toList();
    }

    private Finding found(StatementRun statement, RelationLock lock, ReviewContext context) {
        List<Fact> facts = new ArrayList<>();
        facts.add(new Fact("lock_timeout", "0"));
        leaking(context)
                .ifPresent(earlier -> facts.add(new Fact(
                        "not from here",
                        earlier.migration().fileName()
                                + " leaves one in its session, which holds here only if both are deployed at once")));
        return finding(statement, lock.relation(), facts.toArray(Fact[]::new));
    }

    private static Optional<MigrationRun> leaking(ReviewContext context) {
        return context.earlier().stream()
                .filter(earlier ->
                        earlier.left() != null && !earlier.left().lockTimeout().isZero())
                .reduce((first, second) -> second);
    }
}
