package org.migrationsafe.rule.migration;

import java.util.List;

import org.migrationsafe.recording.MigrationRun;
import org.migrationsafe.recording.Scan;
import org.migrationsafe.recording.StatementRun;
import org.migrationsafe.rule.Finding;
import org.migrationsafe.rule.RulePage;
import org.migrationsafe.rule.Severity;

/** Every row of a table is read under a lock that stops its traffic, for a reason that no finer rule names. */
final class BlockingTableScan implements MigrationRule {

    private static final RulePage PAGE = RulePage.of(BlockingTableScan.class, Severity.CRITICAL)
            .growing()
            .title("A table is read to its end while its traffic waits")
            .when("""
                    Rows of an existing table were read by a statement that took a lock on it which blocks reads or writes, and
                    neither an index, a validated constraint, NOT NULL nor a change of rows explains it.""")
            .effect("The lock is held while every row is read, so the outage grows with the table.")
            .says("""
                    Reads every row of "{table}" under {lock}: {blocks} wait until it is done and the transaction commits.""")
            .instead("""
                    Prove beforehand what the server has to check, with a CHECK that is added NOT VALID in one file and validated
                    in the next; or drop a CHECK on the changed column first and add it again NOT VALID after it.""")
            .bad("""
                    -- file: V1__orders.sql (released)
                    CREATE TABLE orders (id bigint PRIMARY KEY, code varchar(20) NOT NULL CHECK (code <> ''));
                    -- file: V2__code.sql
                    SET LOCAL lock_timeout = '5s'; SET LOCAL statement_timeout = '1min';
                    ALTER TABLE orders ALTER COLUMN code TYPE varchar(40); -- finds: blocking-table-scan
                    """)
            .good("""
                    -- file: V1__orders.sql (released)
                    CREATE TABLE orders (id bigint PRIMARY KEY, code varchar(20) NOT NULL CHECK (code <> ''));
                    -- file: V2__code.sql
                    SET LOCAL lock_timeout = '5s';
                    ALTER TABLE orders DROP CONSTRAINT orders_code_check;
                    ALTER TABLE orders ALTER COLUMN code TYPE varchar(40);
                    ALTER TABLE orders ADD CONSTRAINT orders_code_check CHECK (code <> '') NOT VALID;
                    -- file: V3__code_proven.sql
                    ALTER TABLE orders VALIDATE CONSTRAINT orders_code_check;
                    """);

    @Override
    public RulePage page() {
        return PAGE;
    }

    @Override
    public List<Finding> review(MigrationRun run, ReviewContext context) {
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
                .anyMatch(Causes::blocks);
    }
}
