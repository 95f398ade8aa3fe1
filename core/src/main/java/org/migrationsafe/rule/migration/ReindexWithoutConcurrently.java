package org.migrationsafe.rule.migration;

import java.util.List;

import org.migrationsafe.recording.CatalogChange.ColumnAdded;
import org.migrationsafe.recording.CatalogChange.ColumnTypeChanged;
import org.migrationsafe.recording.MigrationRun;
import org.migrationsafe.rule.Fact;
import org.migrationsafe.rule.Finding;
import org.migrationsafe.rule.RulePage;
import org.migrationsafe.rule.Severity;

/** An index is built anew while its table's traffic waits. */
final class ReindexWithoutConcurrently implements MigrationRule {

    private static final RulePage PAGE = RulePage.of(ReindexWithoutConcurrently.class, Severity.CRITICAL)
            .growing()
            .title("REINDEX stops all traffic on the table")
            .when("""
                    Indexes of an existing table have new storage, the statement changed no column, and it held a lock that blocks
                    writes.
                    """)
            .effect("""
                    REINDEX locks the table against writes and the index against everything; since the planner looks at every index
                    of a table, queries that would not use the index wait as well.
                    """)
            .says("""
                    Builds {indexes} of "{table}" anew under {lock}, with ACCESS EXCLUSIVE on the index: writes wait, and so does
                    every query on the table, since planning it needs the index.
                    """)
            .instead("""
                    Use `REINDEX INDEX CONCURRENTLY …` (PostgreSQL 12 and later) in a file of its own whose script configuration says
                    `executeInTransaction=false`, with the Flyway setting `flyway.postgresql.transactional.lock=false`.
                    """)
            .bad("""
                    -- file: V1__orders.sql (released)
                    CREATE TABLE orders (id bigint PRIMARY KEY, total numeric(12, 2) NOT NULL);
                    -- file: V2__rebuild.sql
                    SET LOCAL lock_timeout = '5s'; SET LOCAL statement_timeout = '1min';
                    REINDEX INDEX orders_pkey; -- finds: reindex-without-concurrently
                    """)
            .good("""
                    -- flyway: flyway.postgresql.transactional.lock=false
                    -- file: V1__orders.sql (released)
                    CREATE TABLE orders (id bigint PRIMARY KEY, total numeric(12, 2) NOT NULL);
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
        return MigrationRule.perStatement(run, statement -> Causes.rebuiltTables(statement)
                .filter(statement::blocksTrafficOn)
                .filter(table -> statement.changes(ColumnTypeChanged.class).isEmpty())
                .filter(table -> statement.changes(ColumnAdded.class).isEmpty())
                .map(table -> finding(statement, table, new Fact("indexes", Causes.rebuiltIndexes(statement, table)))));
    }
}
