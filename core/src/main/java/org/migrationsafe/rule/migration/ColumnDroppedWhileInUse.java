package org.migrationsafe.rule.migration;

import java.util.List;

import org.migrationsafe.recording.MigrationRun;
import org.migrationsafe.rule.Fact;
import org.migrationsafe.rule.Finding;
import org.migrationsafe.rule.RulePage;
import org.migrationsafe.rule.Severity;

/** A column is gone that running code may name. */
final class ColumnDroppedWhileInUse implements MigrationRule {

    private static final RulePage PAGE = RulePage.of(ColumnDroppedWhileInUse.class, Severity.HIGH)
            .concern(
                    "Whether any release that runs during or after the migration still names the column.",
                    "The SQL of the released code: its mappings, its queries, and whatever else reads the table.",
                    "Assume that it is in use, and do not deploy the migration.")
            .title("A column that running code may use is dropped")
            .when("""
                    A column that was there before the migration is gone, whichever statement, CASCADE or function dropped it, and no
                    column of that name is there again when the transaction commits.""")
            .effect("""
                    From the commit on every statement that names the column fails. Hibernate names every mapped column in each SELECT
                    and INSERT of the entity. If the application is rolled back, the old release fails too.""")
            .says("""
                    Drops column "{column}" of "{table}": every statement of the running code that names it fails from the commit on.
                    Whether the code still uses it is not known.""")
            .instead("""
                    Remove the column from the code first, and deploy that. Drop the column in a later release, when no running
                    instance and no release that you may roll back to names it, and accept the finding with that reason.""")
            .bad("""
                    -- file: V1__orders.sql (released)
                    CREATE TABLE orders (id bigint PRIMARY KEY, note text NOT NULL);
                    -- file: V2__no_note.sql
                    SET LOCAL lock_timeout = '5s';
                    ALTER TABLE orders DROP COLUMN note; -- finds: column-dropped-while-in-use, data-dropped
                    """)
            .good("""
                    -- file: V1__orders.sql (released)
                    CREATE TABLE orders (id bigint PRIMARY KEY, note text NOT NULL);
                    -- file: V2__note_optional.sql
                    SET LOCAL lock_timeout = '5s';
                    ALTER TABLE orders ALTER COLUMN note DROP NOT NULL;
                    """);

    @Override
    public RulePage page() {
        return PAGE;
    }

    @Override
    public List<Finding> review(MigrationRun run, ReviewContext context) {
        return MigrationRule.perStatement(run, statement -> Drops.columns(run, statement)
                .filter(gone -> !Drops.isReplaced(run, statement, gone))
                .map(gone -> finding(statement, gone.table(), new Fact("column", gone.column()))));
    }
}
