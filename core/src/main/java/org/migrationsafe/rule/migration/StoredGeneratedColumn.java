package org.migrationsafe.rule.migration;

import java.util.List;

import org.migrationsafe.recording.CatalogChange.ColumnSource;
import org.migrationsafe.recording.MigrationRun;
import org.migrationsafe.rule.Fact;
import org.migrationsafe.rule.Finding;
import org.migrationsafe.rule.RulePage;
import org.migrationsafe.rule.Severity;

/** A stored generated column has to be computed for every row. */
final class StoredGeneratedColumn implements MigrationRule {

    private static final RulePage PAGE = RulePage.of(StoredGeneratedColumn.class, Severity.CRITICAL)
            .growing()
            .title("A stored generated column rewrites the table")
            .when("""
                    A column GENERATED ALWAYS AS … STORED was added to an existing table, which was rewritten for it.
                    """)
            .effect("""
                    The server computes the expression for every row and copies the table, while nothing can read or write it.
                    """)
            .says("""
                    Adds "{table}.{column}", stored and generated as {expression}, which rewrites the table under {lock}: {blocks}
                    wait until every row is copied and every index is built anew.
                    """)
            .instead("""
                    {alternative}
                    """)
            .bad("""
                    -- file: V1__orders.sql (released)
                    CREATE TABLE orders (id bigint PRIMARY KEY, total numeric(12, 2) NOT NULL);
                    -- file: V2__gross.sql
                    SET LOCAL lock_timeout = '5s'; SET LOCAL statement_timeout = '1min';
                    ALTER TABLE orders ADD COLUMN gross numeric GENERATED ALWAYS AS (total * 1.19) STORED; -- finds: stored-generated-column
                    """)
            .good("""
                    -- file: V1__orders.sql (released)
                    CREATE TABLE orders (id bigint PRIMARY KEY, total numeric(12, 2) NOT NULL);
                    -- file: V2__gross.sql
                    SET LOCAL lock_timeout = '5s';
                    ALTER TABLE orders ADD COLUMN gross numeric;
                    -- file: V3__gross_view.sql
                    CREATE VIEW orders_gross AS SELECT id, coalesce(gross, total * 1.19) AS gross FROM orders;
                    """);

    @Override
    public RulePage page() {
        return PAGE;
    }

    @Override
    public List<Finding> review(MigrationRun run, ReviewContext context) {
        String ordinary =
                "an ordinary nullable column, written by the application or a trigger and filled in batches, or a view"
                        + " that computes it.";
        String alternative = context.server().major() >= 18
                ? "`GENERATED ALWAYS AS (…) VIRTUAL` (instant from PostgreSQL 18 on), or " + ordinary
                : "Use " + ordinary + " From PostgreSQL 18 on a VIRTUAL generated column is instant.";
        return MigrationRule.perStatement(
                run, statement -> Causes.rewritingColumns(statement, ColumnSource.GENERATED_STORED)
                        .map(added -> finding(
                                statement,
                                added.table(),
                                new Fact("column", added.column()),
                                new Fact("expression", String.valueOf(added.expression())),
                                Fact.words("alternative", alternative))));
    }
}
