package org.migrationsafe.rule.migration;

import java.util.List;
import java.util.stream.Stream;

import org.migrationsafe.recording.MigrationRun;
import org.migrationsafe.rule.Fact;
import org.migrationsafe.rule.Finding;
import org.migrationsafe.rule.RulePage;
import org.migrationsafe.rule.Severity;

/** Data is gone that only a backup brings back. */
final class DataDropped implements MigrationRule {

    private static final RulePage PAGE = RulePage.of(DataDropped.class, Severity.HIGH)
            .title("A table or column is dropped with its data")
            .when("""
                    A table, partition or column that was there before the migration is gone, whichever statement, CASCADE or function
                    dropped it. That the data was copied elsewhere before is not checked.""")
            .effect("""
                    Whatever production has in it is deleted at the commit. There is no way back but a backup, and what was written
                    since that backup is lost.""")
            .says("""
                    Drops {what}, and all data that production has in it: no way back but a backup.""")
            .instead("""
                    Keep the data until the release has proven itself: rename or detach it in a release of its own once no code names
                    it, and drop it later. If the data is worthless or kept elsewhere, accept the finding with that reason.""")
            .bad("""
                    -- file: V1__orders.sql (released)
                    CREATE TABLE orders (id bigint PRIMARY KEY, note text);
                    -- file: V2__no_orders.sql
                    SET LOCAL lock_timeout = '5s';
                    DROP TABLE orders; -- finds: data-dropped, table-dropped-while-in-use
                    """)
            .good("""
                    -- file: V1__orders.sql (released)
                    CREATE TABLE orders (id bigint PRIMARY KEY, note text);
                    -- file: V2__own_table.sql
                    CREATE TABLE work (id bigint PRIMARY KEY);
                    DROP TABLE work;
                    """);

    @Override
    public RulePage page() {
        return PAGE;
    }

    @Override
    public List<Finding> review(MigrationRun run, ReviewContext context) {
        return MigrationRule.perStatement(
                run,
                statement -> Stream.concat(
                        Drops.tables(run, statement)
                                .map(gone -> finding(
                                        statement,
                                        gone.relation(),
                                        new Fact("what", "table \"" + gone.relation() + '"'))),
                        Drops.columns(run, statement)
                                .map(gone -> finding(
                                        statement,
                                        gone.table(),
                                        new Fact(
                                                "what",
                                                "column \"" + gone.column() + "\" of \"" + gone.table() + '"')))));
    }
}
