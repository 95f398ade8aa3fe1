package org.migrationsafe.rule.migration;

import java.util.List;
import java.util.stream.Stream;

import org.migrationsafe.recording.Growth;
import org.migrationsafe.recording.MigrationRun;
import org.migrationsafe.recording.RowChange;
import org.migrationsafe.recording.StatementRun;
import org.migrationsafe.rule.Fact;
import org.migrationsafe.rule.Finding;
import org.migrationsafe.rule.Grouped;
import org.migrationsafe.rule.RulePage;
import org.migrationsafe.rule.Severity;

/** One statement changes as many rows as the table has. */
final class BackfillUnbatched implements MigrationRule {

    private static final RulePage PAGE = RulePage.of(BackfillUnbatched.class, Severity.HIGH)
            .growing()
            .title("Rows are backfilled by one statement")
            .when("""
                    A statement searched an existing table and changed rows of it, all in one transaction, and no comparison of
                    sizes showed that their number stays bounded.
                    """)
            .effect("""
                    Every changed row stays locked until the commit, every old version of it stays until VACUUM, replicas get it all
                    at once, and the deployment waits for it. Where it fails at the end, everything was for nothing.
                    """)
            .says("""
                    Changes {changed} rehearsal rows of "{table}" in one transaction{growth}: writers of these rows wait until it
                    commits, and the deployment with them.
                    """)
            .instead("""
                    Fill the rows outside the migration in batches of 1,000 to 10,000, each in a transaction of its own, with a
                    condition that skips rows already done and a pause between them.
                    """)
            .bad("""
                    -- file: V1__orders.sql (released)
                    CREATE TABLE orders (id bigint PRIMARY KEY, total numeric(12, 2) NOT NULL, net numeric(12, 2));
                    -- file: V2__fill.sql
                    UPDATE orders SET net = total / 1.19; -- finds: backfill-unbatched
                    """)
            .good("""
                    -- file: V1__orders.sql (released)
                    CREATE TABLE orders (id bigint PRIMARY KEY, total numeric(12, 2) NOT NULL, net numeric(12, 2));
                    -- file: V2__fill.sql
                    UPDATE orders SET net = total / 1.19
                    WHERE id IN (SELECT id FROM orders WHERE net IS NULL ORDER BY id LIMIT 5000);
                    """);

    private static final RulePage OF_A_SHARE = PAGE.asConcern(
            "How many rows of production the statement changes: it changes a share of the rehearsal's, and that share was chosen"
                    + " by the rehearsal.",
            "A count in production of the rows that meet its condition.",
            "Assume that it changes every row of the table.");

    @Override
    public RulePage page() {
        return PAGE;
    }

    @Override
    public List<Finding> review(MigrationRun run, ReviewContext context) {
        return MigrationRule.perStatement(
                run,
                statement ->
                        Backfills.schemaChangeBeside(run, statement).isPresent() || Backfills.isBatched(run, statement)
                                ? Stream.empty()
                                : Backfills.backfills(statement).stream()
                                        .filter(change -> !Backfills.isBounded(statement, change.relation()))
                                        .map(change -> found(statement, change)));
    }

    private Finding found(StatementRun statement, RowChange change) {
        String growth = Backfills.growth(statement, change.relation(), Growth.Work.ROWS_CHANGED)
                .map(seen -> ", and " + MigrationRule.samples(seen))
                .orElse("");
        Finding found = finding(
                statement,
                change.relation(),
                new Fact("changed", Grouped.of(change.total())),
                Fact.words("growth", growth));
        return Backfills.changesAShare(statement, change.relation()) ? found.by(OF_A_SHARE) : found;
    }
}
