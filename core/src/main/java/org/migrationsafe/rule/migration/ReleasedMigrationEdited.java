package org.migrationsafe.rule.migration;

import java.util.List;

import org.migrationsafe.recording.MigrationRun;
import org.migrationsafe.recording.Problem;
import org.migrationsafe.rule.Finding;
import org.migrationsafe.rule.RulePage;
import org.migrationsafe.rule.Severity;

/** Production has this migration with another text, or under another name. */
final class ReleasedMigrationEdited implements MigrationRule {

    private static final RulePage PAGE = RulePage.of(ReleasedMigrationEdited.class, Severity.HIGH)
            .title("A migration that production has was changed")
            .when("""
                    Flyway's validation, asked with a history table that says what the record of released migrations says, refused the file:
                    its checksum, name or kind has changed, or it is gone.
                    """)
            .effect("""
                    The next deployment fails before its first statement. With `validateOnMigrate=false` it does not, and production stays
                    without the change that every new database has.
                    """)
            .says("""
                    {refusal}
                    """)
            .instead("""
                    Restore the file as it was released, and put the change in a version of its own. Where only a comment was
                    changed and production's history is to follow, `flyway repair` there, then a run with
                    `-Dmigrationsafe.release=true`.
                    """)
            .bad("""
                    -- file: V1__orders.sql
                    CREATE TABLE orders (id bigint PRIMARY KEY, total numeric(14, 2) NOT NULL); -- finds: released-migration-edited
                    -- file: V2__note.sql
                    SET LOCAL lock_timeout = '5s';
                    ALTER TABLE orders ADD COLUMN note text;
                    -- file: released.txt
                    1 -389536057 V1__orders.sql
                    """)
            .good("""
                    -- file: V1__orders.sql
                    CREATE TABLE orders (id bigint PRIMARY KEY, total numeric(12, 2) NOT NULL);
                    -- file: V2__wider.sql
                    SET LOCAL lock_timeout = '5s';
                    ALTER TABLE orders ALTER COLUMN total TYPE numeric(14, 2);
                    -- file: released.txt
                    1 -389536057 V1__orders.sql
                    """);

    @Override
    public RulePage page() {
        return PAGE;
    }

    @Override
    public List<Finding> review(MigrationRun run, ReviewContext context) {
        return MigrationRule.refusedByFlyway(this, run, Problem.Kind.RELEASED_EDITED);
    }
}
