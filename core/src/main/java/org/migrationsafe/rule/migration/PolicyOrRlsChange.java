package org.migrationsafe.rule.migration;

import java.util.List;

import org.migrationsafe.recording.CatalogChange.PolicyChanged;
import org.migrationsafe.recording.MigrationRun;
import org.migrationsafe.rule.Fact;
import org.migrationsafe.rule.Finding;
import org.migrationsafe.rule.RulePage;
import org.migrationsafe.rule.Severity;

/** The running code sees other rows from the commit on. */
final class PolicyOrRlsChange implements MigrationRule {

    private static final RulePage PAGE = RulePage.of(PolicyOrRlsChange.class, Severity.MEDIUM)
            .concern(
                    "Whether the change may meet running traffic.",
                    "Who reads and writes the table while it runs, and under which roles.",
                    "Deploy it in a window without traffic on the table.")
            .title("Row security of a table in use is changed")
            .when("""
                    A policy of an existing table was created, altered or dropped, or its row security was switched.
                    """)
            .effect("""
                    ACCESS EXCLUSIVE is short, but from the commit on the running code reads and writes by other rules: without a
                    policy that fits it sees no rows at all, silently. Every query's plan gets the condition.
                    """)
            .says("""
                    Changes {what} of "{table}" under {lock}: from the commit on the running code may see other rows, or none.
                    """)
            .instead("""
                    Which role does the application use, is it the owner (whom row security spares), and does it set what the policy
                    asks for? If that is not known, create the policies in one release and `ENABLE ROW LEVEL SECURITY` in a later
                    one, once every writer sets it.
                    """)
            .bad("""
                    -- file: V1__orders.sql (released)
                    CREATE TABLE orders (id bigint PRIMARY KEY, tenant text NOT NULL);
                    -- file: V2__tenancy.sql
                    SET LOCAL lock_timeout = '5s';
                    ALTER TABLE orders ENABLE ROW LEVEL SECURITY; -- finds: policy-or-rls-change
                    """)
            .good("""
                    -- file: V1__orders.sql (released)
                    CREATE TABLE orders (id bigint PRIMARY KEY, tenant text NOT NULL);
                    -- file: V2__tenancy.sql
                    CREATE TABLE invoice (id bigint PRIMARY KEY, tenant text NOT NULL);
                    ALTER TABLE invoice ENABLE ROW LEVEL SECURITY;
                    CREATE POLICY own_rows ON invoice USING (tenant = current_setting('app.tenant', true));
                    """);

    @Override
    public RulePage page() {
        return PAGE;
    }

    @Override
    public List<Finding> review(MigrationRun run, ReviewContext context) {
        return MigrationRule.perStatement(run, statement -> statement.changes(PolicyChanged.class).stream()
                .map(changed -> finding(
                        statement,
                        changed.table(),
                        new Fact(
                                "what",
                                changed.policy().isEmpty()
                                        ? "the row security"
                                        : "policy \"" + changed.policy() + '"'))));
    }
}
