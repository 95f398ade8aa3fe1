package org.migrationsafe.rule.migration;

import java.util.List;

import org.migrationsafe.recording.MigrationRun;
import org.migrationsafe.rule.Finding;
import org.migrationsafe.rule.RulePage;
import org.migrationsafe.rule.Severity;

/** A table is gone that running code may name. */
final class TableDroppedWhileInUse implements MigrationRule {

    private static final RulePage PAGE = RulePage.of(TableDroppedWhileInUse.class, Severity.HIGH)
            .concern(
                    "Whether any release that runs during or after the migration still names the table.",
                    "The SQL of the released code: its mappings, its queries, and whatever else reads or writes the table.",
                    "Assume that it is in use, and do not deploy the migration.")
            .title("A table that running code may use is dropped")
            .when("""
                    A table that was there before the migration is gone, whichever statement, CASCADE or function dropped it, and
                    no table or view of that name is there again when the transaction commits. Partitions are left out, since code
                    names their parent.""")
            .effect("""
                    From the commit on every statement that names the table fails. If the application is rolled back, the old
                    release fails too.""")
            .says("""
                    Drops table "{table}": every statement of the running code that names it fails from the commit on. Whether the
                    code still uses it is not known.""")
            .instead("""
                    Remove the table from the code first, and deploy that. Drop the table in a later release, when no running
                    instance and no release that you may roll back to names it, and accept the finding with that reason.""")
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
                    -- file: V2__unused.sql
                    SET LOCAL lock_timeout = '5s';
                    COMMENT ON TABLE orders IS 'unused since this release, to be dropped by the next';
                    """);

    @Override
    public RulePage page() {
        return PAGE;
    }

    @Override
    public List<Finding> review(MigrationRun run, ReviewContext context) {
        return MigrationRule.perStatement(run, statement -> Drops.tables(run, statement)
                .filter(gone -> !Drops.isPartition(statement, gone.relation()))
                .filter(gone -> !Drops.isReplaced(run, statement, gone.relation()))
                .map(gone -> finding(statement, gone.relation())));
    }
}
