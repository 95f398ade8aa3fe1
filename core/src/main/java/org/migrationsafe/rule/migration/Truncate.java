package org.migrationsafe.rule.migration;

import java.util.List;

import org.migrationsafe.recording.CatalogChange.TableEmptied;
import org.migrationsafe.recording.MigrationRun;
import org.migrationsafe.rule.Finding;
import org.migrationsafe.rule.RulePage;
import org.migrationsafe.rule.Severity;

/** A table that has rows is emptied. */
final class Truncate implements MigrationRule {

    private static final RulePage PAGE = RulePage.of(Truncate.class, Severity.HIGH)
            .title("TRUNCATE empties a table of the running application")
            .when("""
                    An existing table had rows before the statement and new, empty storage after it.
                    """)
            .effect("""
                    All rows are gone for every session at the commit, whatever snapshot it has; ACCESS EXCLUSIVE stops the traffic
                    until then, on every table that CASCADE reaches; and nothing but a backup brings the rows back.
                    """)
            .says("""
                    Empties "{table}" under {lock}: its rows are gone for the running code, and only a backup brings them back.
                    """)
            .instead("""
                    Where the rows really may go, delete them in batches outside the migration, or rename the table and drop it
                    in a later release.
                    """)
            .bad("""
                    -- file: V1__orders.sql (released)
                    CREATE TABLE orders (id bigint PRIMARY KEY, total numeric(12, 2) NOT NULL);
                    -- file: V2__start_over.sql
                    SET LOCAL lock_timeout = '5s'; SET LOCAL statement_timeout = '1min';
                    TRUNCATE orders; -- finds: truncate
                    """)
            .good("""
                    -- file: V1__orders.sql (released)
                    CREATE TABLE orders (id bigint PRIMARY KEY, total numeric(12, 2) NOT NULL);
                    -- file: V2__start_over.sql
                    CREATE TABLE orders_of_this_year (LIKE orders INCLUDING ALL);
                    """);

    @Override
    public RulePage page() {
        return PAGE;
    }

    @Override
    public List<Finding> review(MigrationRun run, ReviewContext context) {
        return MigrationRule.perStatement(run, statement -> statement.changes(TableEmptied.class).stream()
                .map(emptied -> finding(statement, emptied.table())));
    }
}
