package org.migrationsafe.rule.migration;

import java.util.List;

import org.migrationsafe.recording.MigrationRun;
import org.migrationsafe.rule.Fact;
import org.migrationsafe.rule.Finding;
import org.migrationsafe.rule.RulePage;
import org.migrationsafe.rule.Severity;

/** lock_timeout is set after the statement that needs it. */
final class TimeoutSetTooLate implements MigrationRule {

    private static final RulePage PAGE = RulePage.of(TimeoutSetTooLate.class, Severity.MEDIUM)
            .title("lock_timeout is set after the lock was taken")
            .when("""
                    A statement took a lock that blocks reads or writes of an existing relation while `lock_timeout` was 0, and a
                    later statement of the same migration ran with one.
                    """)
            .effect("""
                    A timeout holds for the statements after it. The one that had to wait for the lock waited without an end.
                    """)
            .says("""
                    Waits for {lock} on "{table}" with lock_timeout 0, which is set only before line {later}: behind one long
                    transaction, all {blocks} on it queue up without an end.
                    """)
            .instead("""
                    Move the `SET` to the top of the file.
                    """)
            .bad("""
                    -- file: V1__orders.sql (released)
                    CREATE TABLE orders (id bigint PRIMARY KEY, total numeric(12, 2) NOT NULL);
                    -- file: V2__note.sql
                    ALTER TABLE orders ADD COLUMN note text; -- finds: timeout-set-too-late
                    SET LOCAL lock_timeout = '5s';
                    ALTER TABLE orders ALTER COLUMN note SET DEFAULT '';
                    """)
            .good("""
                    -- file: V1__orders.sql (released)
                    CREATE TABLE orders (id bigint PRIMARY KEY, total numeric(12, 2) NOT NULL);
                    -- file: V2__note.sql
                    SET LOCAL lock_timeout = '5s';
                    ALTER TABLE orders ADD COLUMN note text;
                    ALTER TABLE orders ALTER COLUMN note SET DEFAULT '';
                    """);

    @Override
    public RulePage page() {
        return PAGE;
    }

    @Override
    public List<Finding> review(MigrationRun run, ReviewContext context) {
        return Causes.firstWithoutLockTimeout(run).stream()
                .flatMap(statement -> Causes.laterWithLockTimeout(run, statement).stream()
                        .flatMap(later -> Causes.blockingLocks(statement)
                                .limit(1)
                                .map(lock -> finding(
                                        statement,
                                        lock.relation(),
                                        new Fact("lock_timeout", "0"),
                                        new Fact(
                                                "later",
                                                Integer.toString(later.place().line()))))))
                .toList();
    }
}
