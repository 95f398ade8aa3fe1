package org.migrationsafe.rule.migration;

import java.util.List;
import java.util.stream.Stream;

import org.migrationsafe.recording.MigrationRun;
import org.migrationsafe.recording.SecondRun;
import org.migrationsafe.recording.StatementRun;
import org.migrationsafe.rule.Fact;
import org.migrationsafe.rule.Finding;
import org.migrationsafe.rule.Grouped;
import org.migrationsafe.rule.RulePage;
import org.migrationsafe.rule.Severity;

/** A backfill that is run again changes its rows again. */
final class BackfillNotIdempotent implements MigrationRule {

    private static final RulePage PAGE = RulePage.of(BackfillNotIdempotent.class, Severity.HIGH)
            .title("A backfill that can stop half-way changes its rows again")
            .when("""
                    A statement that ran outside the migration's transaction changed rows of an existing table, and a second run of
                    it, made at once and taken back, changed rows again.
                    """)
            .effect("""
                    Outside a transaction a failure later in the file does not undo it. Whoever runs the migration again, as Flyway
                    asks for after a repair, changes the rows a second time: amounts are raised twice, texts get their prefix twice.
                    """)
            .says("""
                    Changes rows of "{table}" outside the migration's transaction, and {again} of them once more when run again:
                    after a failure further down, the next attempt does it twice.
                    """)
            .instead("""
                    Add a condition that skips rows already done (`WHERE net IS NULL`), and fill a new column beside the old one
                    instead of changing it in place.
                    """)
            .bad("""
                    -- flyway: flyway.postgresql.transactional.lock=false
                    -- file: V1__orders.sql (released)
                    CREATE TABLE orders (id bigint PRIMARY KEY, total numeric(12, 2) NOT NULL, net numeric(12, 2));
                    -- file: V2__fill.sql.conf
                    executeInTransaction=false
                    -- file: V2__fill.sql
                    UPDATE orders SET total = total * 1.19 WHERE total > 0; -- finds: backfill-not-idempotent, backfill-unbatched
                    """)
            .good("""
                    -- flyway: flyway.postgresql.transactional.lock=false
                    -- file: V1__orders.sql (released)
                    CREATE TABLE orders (id bigint PRIMARY KEY, total numeric(12, 2) NOT NULL, net numeric(12, 2));
                    -- file: V2__fill.sql.conf
                    executeInTransaction=false
                    -- file: V2__fill.sql
                    UPDATE orders SET net = total / 1.19
                    WHERE id IN (SELECT id FROM orders WHERE net IS NULL ORDER BY id LIMIT 5000);
                    """);

    @Override
    public RulePage page() {
        return PAGE;
    }

    @Override
    public List<Finding> review(MigrationRun run, ReviewContext context) {
        return MigrationRule.perStatement(run, this::changedAgain);
    }

    private Stream<Finding> changedAgain(StatementRun statement) {
        return !statement.transactional()
                        && statement.observed().again() instanceof SecondRun.Changed second
                        && second.rows() > 0
                ? Backfills.backfills(statement).stream()
                        .limit(1)
                        .map(change ->
                                finding(statement, change.relation(), new Fact("again", Grouped.of(second.rows()))))
                : Stream.empty();
    }
}
