package org.migrationsafe.rule.migration;

import java.util.List;

import org.migrationsafe.recording.MigrationRun;
import org.migrationsafe.rule.Fact;
import org.migrationsafe.rule.Finding;
import org.migrationsafe.rule.RulePage;
import org.migrationsafe.rule.Severity;

/** A column's new type or collation leaves the rows and rebuilds the indexes. */
final class TypeChangeRebuildsIndex implements MigrationRule {

    private static final RulePage PAGE = RulePage.of(TypeChangeRebuildsIndex.class, Severity.HIGH)
            .growing()
            .title("A column's change rebuilds its indexes while all traffic waits")
            .when("""
                    A column has another type, length or collation; the table kept its storage, and indexes on it have new one,
                    under a lock that blocks reads or writes.
                    """)
            .effect("""
                    The rows need not be copied, but another collation sorts them in another order, so every index on the column is
                    built anew while nothing can read or write the table.
                    """)
            .says("""
                    Changes "{table}.{column}" from {from} to {to}, which builds {indexes} anew under {lock}: {blocks} wait until
                    every row is read and sorted.
                    """)
            .instead("""
                    Expand and contract: add a column `{column}_new {to}` (instant), write both from the application or a trigger,
                    fill the existing rows in batches, build its indexes with `CREATE INDEX CONCURRENTLY`, switch reads over, drop
                    "{column}" in a later release.
                    """)
            .bad("""
                    -- file: V1__customer.sql (released)
                    CREATE TABLE customer (id bigint PRIMARY KEY, name varchar(80) NOT NULL);
                    CREATE INDEX customer_name_idx ON customer (name);
                    -- file: V2__collation.sql
                    SET LOCAL lock_timeout = '5s'; SET LOCAL statement_timeout = '1min';
                    ALTER TABLE customer ALTER COLUMN name TYPE varchar(80) COLLATE "C"; -- finds: type-change-rebuilds-index
                    """)
            .good("""
                    -- file: V1__customer.sql (released)
                    CREATE TABLE customer (id bigint PRIMARY KEY, name varchar(80) NOT NULL);
                    CREATE INDEX customer_name_idx ON customer (name);
                    -- file: V2__collation.sql
                    SET LOCAL lock_timeout = '5s';
                    ALTER TABLE customer ADD COLUMN name_new varchar(80) COLLATE "C";
                    """);

    @Override
    public RulePage page() {
        return PAGE;
    }

    @Override
    public List<Finding> review(MigrationRun run, ReviewContext context) {
        return MigrationRule.perStatement(run, statement -> Causes.rebuiltTables(statement)
                .filter(statement::blocksTrafficOn)
                .flatMap(table -> Causes.typeChanges(statement, table).stream())
                .map(change -> finding(
                        statement,
                        change.table(),
                        new Fact("column", change.column()),
                        new Fact("from", change.from()),
                        new Fact("to", change.to()),
                        new Fact("indexes", Causes.rebuiltIndexes(statement, change.table())))));
    }
}
