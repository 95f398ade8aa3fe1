package org.migrationsafe.rule.migration;

import java.util.List;

import org.migrationsafe.recording.MigrationRun;
import org.migrationsafe.rule.Finding;
import org.migrationsafe.rule.RulePage;
import org.migrationsafe.rule.Severity;

/** A table is copied as it is. */
final class VacuumFullOrCluster implements MigrationRule {

    private static final RulePage PAGE = RulePage.of(VacuumFullOrCluster.class, Severity.CRITICAL)
            .growing()
            .title("VACUUM FULL or CLUSTER copies a table while its traffic waits")
            .when("""
                    A table's storage was replaced by a copy under a lock that blocks reads or writes, no change of its definition
                    explains it, and the server spoke of no ALTER TABLE.
                    """)
            .effect("""
                    The table and all its indexes are written anew, and nothing can read or write it from the first row to the last.
                    """)
            .says("""
                    Copies "{table}" as it is under {lock}: {blocks} wait until every row is copied and every index is built anew.
                    """)
            .instead("""
                    Take it out of the migration. Plain VACUUM gives the space back to the table; where the file itself has to
                    shrink, pg_repack and pg_squeeze do it while the traffic goes on.
                    """)
            .bad("""
                    -- file: V1__orders.sql (released)
                    CREATE TABLE orders (id bigint PRIMARY KEY, total numeric(12, 2) NOT NULL);
                    -- file: V2__sort.sql
                    SET LOCAL lock_timeout = '5s'; SET LOCAL statement_timeout = '1min';
                    CLUSTER orders USING orders_pkey; -- finds: vacuum-full-or-cluster
                    """)
            .good("""
                    -- file: V1__orders.sql (released)
                    CREATE TABLE orders (id bigint PRIMARY KEY, total numeric(12, 2) NOT NULL);
                    -- file: V2__tidy.sql
                    ANALYZE orders;
                    """);

    @Override
    public RulePage page() {
        return PAGE;
    }

    @Override
    public List<Finding> review(MigrationRun run, ReviewContext context) {
        return MigrationRule.perStatement(run, statement -> statement.rewritten().stream()
                .filter(statement::blocksTrafficOn)
                .filter(table -> Causes.isCopiedAsItIs(statement, table))
                .map(table -> finding(statement, table)));
    }
}
