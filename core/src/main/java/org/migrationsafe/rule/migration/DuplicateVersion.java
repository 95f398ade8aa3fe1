package org.migrationsafe.rule.migration;

import java.util.List;

import org.migrationsafe.recording.MigrationRun;
import org.migrationsafe.recording.Problem;
import org.migrationsafe.rule.Finding;
import org.migrationsafe.rule.RulePage;
import org.migrationsafe.rule.Severity;

/** Flyway finds one version in two files. */
final class DuplicateVersion implements MigrationRule {

    private static final RulePage PAGE = RulePage.of(DuplicateVersion.class, Severity.HIGH)
            .title("Two migrations have the same version")
            .when("""
                    Flyway refused to read the history, since it found the version twice.
                    """)
            .effect("""
                    No deployment gets as far as its first statement, whatever else is in it. Two branches that took the same
                    number meet this only when they are merged.
                    """)
            .says("""
                    {refusal}
                    """)
            .instead("""
                    Give the file that production does not have yet another version. Numbers that two branches cannot both take,
                    such as the date and time, keep it from happening again.
                    """)
            .bad("""
                    -- file: V1__orders.sql (released)
                    CREATE TABLE orders (id bigint PRIMARY KEY, total numeric(12, 2) NOT NULL);
                    -- file: V2__code.sql
                    ALTER TABLE orders ADD COLUMN code text;
                    -- file: V2__note.sql
                    ALTER TABLE orders ADD COLUMN note text; -- finds: duplicate-version
                    """)
            .good("""
                    -- file: V1__orders.sql (released)
                    CREATE TABLE orders (id bigint PRIMARY KEY, total numeric(12, 2) NOT NULL);
                    -- file: V2__code.sql
                    SET LOCAL lock_timeout = '5s';
                    ALTER TABLE orders ADD COLUMN code text;
                    -- file: V3__note.sql
                    SET LOCAL lock_timeout = '5s';
                    ALTER TABLE orders ADD COLUMN note text;
                    """);

    @Override
    public RulePage page() {
        return PAGE;
    }

    @Override
    public List<Finding> review(MigrationRun run, ReviewContext context) {
        return MigrationRule.refusedByFlyway(this, run, Problem.Kind.DUPLICATE_VERSION);
    }
}
