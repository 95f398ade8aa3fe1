package org.migrationsafe.rule.migration;

import java.util.List;

import org.migrationsafe.recording.CatalogChange.ColumnTypeChanged;
import org.migrationsafe.recording.MigrationRun;
import org.migrationsafe.rule.Fact;
import org.migrationsafe.rule.Finding;
import org.migrationsafe.rule.RulePage;
import org.migrationsafe.rule.Severity;

/** A native enum is replaced by another one. */
final class EnumRewritten implements MigrationRule {

    private static final RulePage PAGE = RulePage.of(EnumRewritten.class, Severity.HIGH)
            .title("An enum type is replaced, which rewrites its tables")
            .when("""
                    A column changed from one enum type to another, and the table was rewritten for it.
                    """)
            .effect("""
                    A value of an enum is kept as the number of its label in one type, so another type means other numbers in every
                    row: the table is copied and every index built anew while nothing can read or write it.
                    """)
            .says("""
                    Changes "{table}.{column}" from the enum {from} to the enum {to}, which rewrites the table under {lock}:
                    {blocks} wait until every row is copied.
                    """)
            .instead("""
                    Use `ALTER TYPE {from} ADD VALUE …` or `RENAME VALUE …`, which change an enum in place, at once. To retire a
                    label, leave it in the type and forbid it by a CHECK that is added NOT VALID and validated in a later file.
                    """)
            .bad("""
                    -- file: V1__orders.sql (released)
                    CREATE TYPE state AS ENUM ('NEW', 'PAID', 'OLD');
                    CREATE TABLE orders (id bigint PRIMARY KEY, state state NOT NULL DEFAULT 'NEW');
                    -- file: V2__states.sql
                    SET LOCAL lock_timeout = '5s'; SET LOCAL statement_timeout = '1min';
                    CREATE TYPE order_state AS ENUM ('NEW', 'PAID', 'SENT', 'OLD');
                    ALTER TABLE orders ALTER COLUMN state DROP DEFAULT;
                    ALTER TABLE orders ALTER COLUMN state TYPE order_state USING state::text::order_state; -- finds: enum-rewritten
                    ALTER TABLE orders ALTER COLUMN state SET DEFAULT 'NEW';
                    """)
            .good("""
                    -- file: V1__orders.sql (released)
                    CREATE TYPE state AS ENUM ('NEW', 'PAID', 'OLD');
                    CREATE TABLE orders (id bigint PRIMARY KEY, state state NOT NULL DEFAULT 'NEW');
                    -- file: V2__states.sql
                    ALTER TYPE state ADD VALUE 'SENT' BEFORE 'OLD';
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
                .filter(ColumnTypeChanged::betweenEnums)
                .map(change -> finding(
                        statement,
                        change.table(),
                        new Fact("column", change.column()),
                        new Fact("from", change.from()),
                        new Fact("to", change.to()))));
    }
}
