package org.migrationsafe.rule.migration;

import java.util.List;

import org.migrationsafe.recording.MigrationRun;
import org.migrationsafe.recording.Problem;
import org.migrationsafe.rule.Finding;
import org.migrationsafe.rule.RulePage;
import org.migrationsafe.rule.Severity;

/** Flyway refuses a file that needs a transaction and none. */
final class MixedTransactional implements MigrationRule {

    private static final RulePage PAGE = RulePage.of(MixedTransactional.class, Severity.HIGH)
            .title("A file mixes statements that need a transaction with some that forbid it")
            .when("""
                    Flyway refused the file before it ran it, since it knows one of its statements as one that cannot run in a
                    transaction.
                    """)
            .effect("""
                    The migration fails in production as it does here. With `mixed=true` it would run without a transaction as a
                    whole, and stay half done when it fails.
                    """)
            .says("""
                    Is refused by Flyway, since other statements of the file want a transaction: {refusal}
                    """)
            .instead("""
                    Put each statement that forbids a transaction in a file of its own.
                    """)
            .bad("""
                    -- flyway: flyway.postgresql.transactional.lock=false
                    -- file: V1__orders.sql (released)
                    CREATE TABLE orders (id bigint PRIMARY KEY, total numeric(12, 2) NOT NULL);
                    -- file: V2__note.sql
                    ALTER TABLE orders ADD COLUMN note text;
                    CREATE INDEX CONCURRENTLY orders_note_idx ON orders (note); -- finds: mixed-transactional
                    """)
            .good("""
                    -- flyway: flyway.postgresql.transactional.lock=false
                    -- file: V1__orders.sql (released)
                    CREATE TABLE orders (id bigint PRIMARY KEY, total numeric(12, 2) NOT NULL);
                    -- file: V2__note.sql
                    SET LOCAL lock_timeout = '5s';
                    ALTER TABLE orders ADD COLUMN note text;
                    -- file: V3__note_index.sql
                    DROP INDEX CONCURRENTLY IF EXISTS orders_note_idx;
                    CREATE INDEX CONCURRENTLY orders_note_idx ON orders (note);
                    """);

    @Override
    public RulePage page() {
        return PAGE;
    }

    @Override
    public List<Finding> review(MigrationRun run, ReviewContext context) {
        return MigrationRule.refusedByFlyway(this, run, Problem.Kind.MIXED);
    }
}
