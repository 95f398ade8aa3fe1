package org.migrationsafe.rule.migration;

import java.util.List;

import org.migrationsafe.recording.MigrationRun;
import org.migrationsafe.recording.RelationLock;
import org.migrationsafe.recording.Scan;
import org.migrationsafe.recording.StatementRun;
import org.migrationsafe.rule.Finding;
import org.migrationsafe.rule.RulePage;
import org.migrationsafe.rule.Severity;

/** Every row of a table is read under a lock that stops its traffic, for a reason that no finer rule names. */
final class BlockingTableScan implements MigrationRule {

    private static final RulePage PAGE = RulePage.of(BlockingTableScan.class, Severity.CRITICAL)
            .title("A table is read to its end while its traffic waits")
            .when("""
                    Rows of an existing table were read by a statement that took a lock on it which blocks reads or writes, and
                    neither an index, a validated constraint, NOT NULL nor a change of rows explains it.""")
            .effect("The lock is held while every row is read, so the outage grows with the table.")
            .says("""
                    Reads every row of "{table}" under {lock}: {blocks} wait until it is done and the transaction commits.""")
            .instead("""
                    Split it: build the index with `CREATE UNIQUE INDEX CONCURRENTLY` in a file of its own and attach it with
                    `ADD CONSTRAINT … UNIQUE USING INDEX …`; or prove what the server has to check with a CHECK that is added
                    NOT VALID and validated beforehand.""")
            .bad("""
                    -- file: V1__customer.sql (released)
                    CREATE TABLE customer (id bigint PRIMARY KEY, email text NOT NULL);
                    -- file: V2__unique_email.sql
                    SET LOCAL lock_timeout = '5s';
                    ALTER TABLE customer ADD CONSTRAINT customer_email_key UNIQUE (email); -- finds: blocking-table-scan
                    """)
            .good("""
                    -- flyway: flyway.postgresql.transactional.lock=false
                    -- file: V1__customer.sql (released)
                    CREATE TABLE customer (id bigint PRIMARY KEY, email text NOT NULL);
                    -- file: V2__unique_email_index.sql
                    CREATE UNIQUE INDEX CONCURRENTLY customer_email_key ON customer (email);
                    -- file: V3__unique_email.sql
                    SET LOCAL lock_timeout = '5s';
                    ALTER TABLE customer ADD CONSTRAINT customer_email_key UNIQUE USING INDEX customer_email_key;
                    """);

    @Override
    public RulePage page() {
        return PAGE;
    }

    @Override
    public List<Finding> review(MigrationRun run) {
        return MigrationRule.perStatement(run, statement -> statement.scans().stream()
                .filter(scan -> scan.tuples() > 0)
                .map(Scan::relation)
                .filter(table -> tookBlockingLock(statement, table.toString()))
                .filter(table -> !Causes.explainsScan(statement, table))
                .map(table -> finding(statement, table)));
    }

    private static boolean tookBlockingLock(StatementRun statement, String table) {
        return statement.taken().stream()
                .filter(lock -> lock.relation().toString().equals(table))
                .map(RelationLock::mode)
                .anyMatch(mode -> mode.blocksTraffic());
    }
}
