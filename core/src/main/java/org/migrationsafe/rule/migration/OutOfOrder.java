package org.migrationsafe.rule.migration;

import java.util.List;

import org.migrationsafe.recording.MigrationRun;
import org.migrationsafe.recording.Problem;
import org.migrationsafe.rule.Finding;
import org.migrationsafe.rule.RulePage;
import org.migrationsafe.rule.Severity;

/** Production has a newer version than this one already. */
final class OutOfOrder implements MigrationRule {

    private static final RulePage PAGE = RulePage.of(OutOfOrder.class, Severity.HIGH)
            .title("A new migration has a version below one that production has")
            .when("""
                    Flyway's validation, asked with a history table that says what the record of released migrations says, refused the file,
                    since a newer version is applied and `outOfOrder` is off.
                    """)
            .effect("""
                    The next deployment fails before its first statement. A branch that waited while another was released does
                    this. On a new database, such as this review's, the same files pass.
                    """)
            .says("""
                    {refusal}
                    """)
            .instead("""
                    Give it a version above all released ones. `outOfOrder=true` would run it in production after its
                    successors, and on every new database before them.
                    """)
            .bad("""
                    -- file: V1__orders.sql
                    CREATE TABLE orders (id bigint PRIMARY KEY, total numeric(12, 2) NOT NULL);
                    -- file: V2__note.sql
                    SET LOCAL lock_timeout = '5s'; -- finds: out-of-order
                    ALTER TABLE orders ADD COLUMN note text;
                    -- file: V3__code.sql
                    ALTER TABLE orders ADD COLUMN code text;
                    -- file: released.txt
                    1 -389536057 V1__orders.sql
                    3 -1438957342 V3__code.sql
                    """)
            .good("""
                    -- file: V1__orders.sql
                    CREATE TABLE orders (id bigint PRIMARY KEY, total numeric(12, 2) NOT NULL);
                    -- file: V3__code.sql
                    ALTER TABLE orders ADD COLUMN code text;
                    -- file: V4__note.sql
                    SET LOCAL lock_timeout = '5s';
                    ALTER TABLE orders ADD COLUMN note text;
                    -- file: released.txt
                    1 -389536057 V1__orders.sql
                    3 -1438957342 V3__code.sql
                    """);

    @Override
    public RulePage page() {
        return PAGE;
    }

    @Override
    public List<Finding> review(MigrationRun run, ReviewContext context) {
        return MigrationRule.refusedByFlyway(this, run, Problem.Kind.OUT_OF_ORDER);
    }
}
