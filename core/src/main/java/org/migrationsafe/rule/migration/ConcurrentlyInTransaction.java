package org.migrationsafe.rule.migration;

import java.util.List;

import org.migrationsafe.recording.MigrationRun;
import org.migrationsafe.rule.Finding;
import org.migrationsafe.rule.RulePage;
import org.migrationsafe.rule.Severity;

/** The server refuses a command because Flyway runs its file in a transaction. */
final class ConcurrentlyInTransaction implements MigrationRule {

    /** <a href="https://www.postgresql.org/docs/current/errcodes-appendix.html">active_sql_transaction</a>. */
    private static final String ACTIVE_SQL_TRANSACTION = "25001";

    private static final RulePage PAGE = RulePage.of(ConcurrentlyInTransaction.class, Severity.HIGH)
            .title("A command that needs to run alone is in a transaction")
            .when("The server refused the statement with 25001, active_sql_transaction.")
            .effect("""
                    The migration fails at every deployment. Flyway knows CREATE and DROP INDEX CONCURRENTLY, VACUUM and a few
                    others, and runs files of these alone without a transaction; it does not know REINDEX CONCURRENTLY, for
                    one.""")
            .says("The server refuses it ({refusal}), since Flyway runs this file in a transaction.")
            .instead("""
                    Put it in a file of its own, and beside it a file of the same name with the ending `.sql.conf` that says
                    `executeInTransaction=false`.""")
            .bad("""
                    -- flyway: flyway.postgresql.transactional.lock=false
                    -- file: V1__orders.sql (released)
                    CREATE TABLE orders (id bigint PRIMARY KEY);
                    -- file: V2__rebuild.sql
                    REINDEX INDEX CONCURRENTLY orders_pkey; -- finds: concurrently-in-transaction
                    """)
            .good("""
                    -- flyway: flyway.postgresql.transactional.lock=false
                    -- file: V1__orders.sql (released)
                    CREATE TABLE orders (id bigint PRIMARY KEY);
                    -- file: V2__rebuild.sql
                    DROP INDEX CONCURRENTLY IF EXISTS orders_pkey_ccnew;
                    REINDEX INDEX CONCURRENTLY orders_pkey;
                    -- file: V2__rebuild.sql.conf
                    executeInTransaction=false
                    """);

    @Override
    public RulePage page() {
        return PAGE;
    }

    @Override
    public List<Finding> review(MigrationRun run, ReviewContext context) {
        return refusals(run, ACTIVE_SQL_TRANSACTION);
    }
}
