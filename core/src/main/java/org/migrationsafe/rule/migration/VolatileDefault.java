package org.migrationsafe.rule.migration;

import java.util.List;

import org.migrationsafe.recording.CatalogChange.ColumnSource;
import org.migrationsafe.recording.MigrationRun;
import org.migrationsafe.rule.Fact;
import org.migrationsafe.rule.Finding;
import org.migrationsafe.rule.RulePage;
import org.migrationsafe.rule.Severity;

/** A new column's default has to be computed for every row. */
final class VolatileDefault implements MigrationRule {

    private static final RulePage PAGE = RulePage.of(VolatileDefault.class, Severity.CRITICAL)
            .growing()
            .title("A default that differs per row rewrites the table")
            .when("""
                    A column was added with a default, and the table was rewritten: the server could not keep the default as one
                    constant.
                    """)
            .effect("""
                    PostgreSQL computes the default for every row and copies the table for it, while nothing can read or write it. A
                    default that is the same for all rows, now() included, is kept in the catalogue and costs nothing.
                    """)
            .says("""
                    Adds "{table}.{column}" with the default {default}, which rewrites the table under {lock}: {blocks} wait until
                    every row is copied and every index is built anew.
                    """)
            .instead("""
                    Take three steps: `ALTER TABLE {table} ADD COLUMN {column} …` without a default (instant), `ALTER TABLE
                    {table} ALTER COLUMN {column} SET DEFAULT {default}` (instant, new rows only), and fill the existing rows in
                    batches outside this migration.
                    """)
            .bad("""
                    -- file: V1__orders.sql (released)
                    CREATE TABLE orders (id bigint PRIMARY KEY, total numeric(12, 2) NOT NULL);
                    -- file: V2__public_id.sql
                    SET LOCAL lock_timeout = '5s'; SET LOCAL statement_timeout = '1min';
                    ALTER TABLE orders ADD COLUMN public_id uuid DEFAULT gen_random_uuid(); -- finds: volatile-default
                    """)
            .good("""
                    -- file: V1__orders.sql (released)
                    CREATE TABLE orders (id bigint PRIMARY KEY, total numeric(12, 2) NOT NULL);
                    -- file: V2__public_id.sql
                    SET LOCAL lock_timeout = '5s';
                    ALTER TABLE orders ADD COLUMN public_id uuid;
                    ALTER TABLE orders ALTER COLUMN public_id SET DEFAULT gen_random_uuid();
                    """);

    @Override
    public RulePage page() {
        return PAGE;
    }

    @Override
    public List<Finding> review(MigrationRun run, ReviewContext context) {
        return MigrationRule.perStatement(run, statement -> Causes.rewritingColumns(statement, ColumnSource.DEFAULT)
                .map(added -> finding(
                        statement,
                        added.table(),
                        new Fact("column", added.column()),
                        new Fact("default", String.valueOf(added.expression())))));
    }
}
