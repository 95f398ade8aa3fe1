package org.migrationsafe.rule.migration;

import java.util.List;

import org.migrationsafe.recording.MigrationRun;
import org.migrationsafe.rule.Fact;
import org.migrationsafe.rule.Finding;
import org.migrationsafe.rule.RulePage;
import org.migrationsafe.rule.Severity;

/** A column's new type makes the server copy the table. */
final class TypeChangeRewrites implements MigrationRule {

    private static final RulePage PAGE = RulePage.of(TypeChangeRewrites.class, Severity.CRITICAL)
            .growing()
            .title("A column's new type rewrites the table")
            .when("""
                    A column has another type and the table's storage was replaced by a copy, under a lock that blocks reads or
                    writes.""")
            .effect("""
                    PostgreSQL converts every row into a new file and builds every index anew while nothing can read or write the
                    table. Changes that only widen (varchar(50) to varchar(90), varchar to text) do not rewrite.""")
            .says("""
                    Changes "{table}.{column}" from {from} to {to}, which rewrites the table under {lock}: {blocks} wait until
                    every row is copied and every index is built anew.""")
            .instead("""
                    Expand and contract: add `{column}_new {to}` (instant), write both columns from the application or a trigger,
                    fill the existing rows in batches, switch reads over, drop "{column}" in a later release.""")
            .bad("""
                    -- file: V1__orders.sql (released)
                    CREATE TABLE orders (id bigint PRIMARY KEY, quantity integer NOT NULL);
                    -- file: V2__quantity.sql
                    SET LOCAL lock_timeout = '5s'; SET LOCAL statement_timeout = '1min';
                    ALTER TABLE orders ALTER COLUMN quantity TYPE bigint; -- finds: type-change-rewrites
                    """)
            .good("""
                    -- file: V1__orders.sql (released)
                    CREATE TABLE orders (id bigint PRIMARY KEY, quantity integer NOT NULL);
                    -- file: V2__quantity.sql
                    SET LOCAL lock_timeout = '5s';
                    ALTER TABLE orders ADD COLUMN quantity_new bigint;
                    """);

    @Override
    public RulePage page() {
        return PAGE;
    }

    @Override
    public List<Finding> review(MigrationRun run, ReviewContext context) {
        return MigrationRule.perStatement(run, statement -> statement.rewritten().stream()
                .filter(statement::blocksTrafficOn)
                .flatMap(table -> Causes.typeChanges(statement, table).stream())
                .filter(change -> !change.betweenEnums())
                .map(change -> finding(
                        statement,
                        change.table(),
                        new Fact("column", change.column()),
                        new Fact("from", change.from()),
                        new Fact("to", change.to()))));
    }
}
