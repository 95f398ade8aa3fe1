package org.migrationsafe.rule.migration;

import java.util.List;
import java.util.stream.Stream;

import org.migrationsafe.recording.MigrationRun;
import org.migrationsafe.recording.RelationKind;
import org.migrationsafe.recording.RelationLock;
import org.migrationsafe.recording.StatementRun;
import org.migrationsafe.rule.Fact;
import org.migrationsafe.rule.Finding;
import org.migrationsafe.rule.RulePage;
import org.migrationsafe.rule.Severity;

/** Work under a blocking lock may last for ever. */
final class StatementTimeoutMissing implements MigrationRule {

    private static final RulePage PAGE = RulePage.of(StatementTimeoutMissing.class, Severity.MEDIUM)
            .growing()
            .title("Nothing ends a statement that works while traffic waits")
            .when("""
                    A statement read, copied or changed rows of an existing table under a lock of its own that blocks reads or
                    writes, while `statement_timeout` was 0. Reported once per migration.
                    """)
            .effect("""
                    `lock_timeout` ends the wait for a lock, not what is done under it. Without a `statement_timeout` the outage
                    lasts as long as the work, however large the table has become.
                    """)
            .says("""
                    Works on "{table}" under {lock} with statement_timeout 0: nothing ends it, and {blocks} wait as long as it
                    takes.
                    """)
            .instead("""
                    Write `SET LOCAL statement_timeout = '1min';` before it, as long as an outage may last, and fix what the other
                    findings say about it.
                    """)
            .bad("""
                    -- file: V1__orders.sql (released)
                    CREATE TABLE orders (id bigint PRIMARY KEY, total numeric(12, 2) NOT NULL);
                    -- file: V2__total.sql
                    SET LOCAL lock_timeout = '5s';
                    ALTER TABLE orders ALTER COLUMN total TYPE numeric(14, 4); -- finds: statement-timeout-missing, type-change-rewrites
                    """)
            .good("""
                    -- file: V1__orders.sql (released)
                    CREATE TABLE orders (id bigint PRIMARY KEY, total numeric(12, 2) NOT NULL);
                    -- file: V2__total.sql
                    SET LOCAL lock_timeout = '5s';
                    ALTER TABLE orders ADD COLUMN total_new numeric(14, 4);
                    """);

    @Override
    public RulePage page() {
        return PAGE;
    }

    @Override
    public List<Finding> review(MigrationRun run, ReviewContext context) {
        return run.statements().stream()
                .filter(statement -> statement.settings().statementTimeout().isZero())
                .filter(StatementRun::works)
                .flatMap(statement -> heldTables(statement)
                        .filter(lock -> Causes.worksOn(statement, lock.relation()))
                        .limit(1)
                        .map(lock -> finding(statement, lock.relation(), new Fact("statement_timeout", "0"))))
                .limit(1)
                .toList();
    }

    /** Tables that nobody can use as before while the statement runs, whichever statement locked them. */
    private static Stream<RelationLock> heldTables(StatementRun statement) {
        return statement.locks().stream()
                .filter(Causes::blocks)
                .filter(lock -> !lock.kind().isIndex() && lock.kind() != RelationKind.SEQUENCE);
    }
}
