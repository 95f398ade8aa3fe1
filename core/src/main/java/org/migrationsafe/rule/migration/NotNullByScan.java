package org.migrationsafe.rule.migration;

import java.util.List;

import org.migrationsafe.engine.ServerVersion;
import org.migrationsafe.recording.CatalogChange.NotNullSet;
import org.migrationsafe.recording.MigrationRun;
import org.migrationsafe.rule.Fact;
import org.migrationsafe.rule.Finding;
import org.migrationsafe.rule.RulePage;
import org.migrationsafe.rule.Severity;

/** NOT NULL is proven by reading the table under ACCESS EXCLUSIVE. */
final class NotNullByScan implements MigrationRule {

    private static final RulePage PAGE = RulePage.of(NotNullByScan.class, Severity.HIGH)
            .growing()
            .title("NOT NULL is proven by reading the whole table")
            .when("""
                    An existing column became NOT NULL in a statement that read the table's rows, under a lock that blocks reads
                    or writes.""")
            .effect("Nothing can read or write the table while every row is looked at for a NULL.")
            .says("""
                    Sets NOT NULL on "{table}.{column}" by reading every row under {lock}: {blocks} wait until it is done and the
                    transaction commits.""")
            .instead("""
                    Prove it first, in a file of its own. {advice}""")
            .bad("""
                    -- file: V1__orders.sql (released)
                    CREATE TABLE orders (id bigint PRIMARY KEY, status text);
                    -- file: V2__status_required.sql
                    SET LOCAL lock_timeout = '5s'; SET LOCAL statement_timeout = '1min';
                    ALTER TABLE orders ALTER COLUMN status SET NOT NULL; -- finds: not-null-by-scan
                    """)
            .good("""
                    -- file: V1__orders.sql (released)
                    CREATE TABLE orders (id bigint PRIMARY KEY, status text);
                    -- file: V2__status_check.sql
                    SET LOCAL lock_timeout = '5s';
                    ALTER TABLE orders ADD CONSTRAINT status_not_null CHECK (status IS NOT NULL) NOT VALID;
                    -- file: V3__status_proven.sql
                    ALTER TABLE orders VALIDATE CONSTRAINT status_not_null;
                    -- file: V4__status_required.sql
                    SET LOCAL lock_timeout = '5s';
                    ALTER TABLE orders ALTER COLUMN status SET NOT NULL;
                    ALTER TABLE orders DROP CONSTRAINT status_not_null;
                    """);

    @Override
    public RulePage page() {
        return PAGE;
    }

    @Override
    public List<Finding> review(MigrationRun run, ReviewContext context) {
        return MigrationRule.perStatement(run, statement -> Causes.notNulls(statement).stream()
                .filter(set -> statement.blocksTrafficOn(set.table()))
                .map(set -> finding(
                        statement,
                        set.table(),
                        new Fact("column", set.column()),
                        Fact.words("advice", advice(set, context.server())))));
    }

    /** From 18 on NOT NULL is a constraint like others, which can be added first and proven later. */
    private static String advice(NotNullSet set, ServerVersion server) {
        String table = set.table().toString();
        String constraint = set.column() + "_not_null";
        return server.major() >= 18
                ? "`ALTER TABLE " + table + " ADD CONSTRAINT " + constraint + " NOT NULL " + set.column()
                        + " NOT VALID;`, and in the next file `ALTER TABLE " + table + " VALIDATE CONSTRAINT "
                        + constraint
                        + ";`, which reads the rows while reads and writes go on."
                : "`ALTER TABLE " + table + " ADD CONSTRAINT " + constraint + " CHECK (" + set.column()
                        + " IS NOT NULL) NOT VALID;`, in the next file `ALTER TABLE " + table + " VALIDATE CONSTRAINT "
                        + constraint
                        + ";`, which reads the rows while reads and writes go on, then `SET NOT NULL`, which finds "
                        + "the proof and reads nothing, and drop the check in a statement after it.";
    }
}
