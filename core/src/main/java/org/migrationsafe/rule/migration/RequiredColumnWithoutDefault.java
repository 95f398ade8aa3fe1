package org.migrationsafe.rule.migration;

import java.util.List;
import java.util.stream.Stream;

import org.migrationsafe.recording.MigrationRun;
import org.migrationsafe.recording.RelationName;
import org.migrationsafe.recording.ServerError;
import org.migrationsafe.recording.StatementRun;
import org.migrationsafe.rule.Fact;
import org.migrationsafe.rule.Finding;
import org.migrationsafe.rule.RulePage;
import org.migrationsafe.rule.Severity;

/** A new column is required and nothing fills it. */
final class RequiredColumnWithoutDefault implements MigrationRule {

    /** <a href="https://www.postgresql.org/docs/current/errcodes-appendix.html">not_null_violation</a>. */
    private static final String NOT_NULL_VIOLATION = "23502";

    private static final RulePage PAGE = RulePage.of(RequiredColumnWithoutDefault.class, Severity.CRITICAL)
            .title("A required column is added and nothing fills it")
            .when("""
                    The server refused a new NOT NULL column because the table has rows; or it took the column only because the
                    table was empty.""")
            .effect("""
                    With rows in the table the migration fails, and the deployment with it. Where it passes, every INSERT of the
                    code that is still running fails, since that code does not know the column.""")
            .says("""
                    Adds the required column "{table}.{column}" without a default: {outcome}, and INSERTs of the running code fail.""")
            .instead("""
                    Use `ALTER TABLE {table} ADD COLUMN {column} … NOT NULL DEFAULT …` with a constant default (instant), or add
                    a nullable column first and set NOT NULL once every row and every writer fills it.""")
            .bad("""
                    -- file: V1__orders.sql (released)
                    CREATE TABLE orders (id bigint PRIMARY KEY);
                    -- file: V2__currency.sql
                    SET LOCAL lock_timeout = '5s';
                    ALTER TABLE orders ADD COLUMN currency char(3) NOT NULL; -- finds: required-column-without-default
                    """)
            .good("""
                    -- file: V1__orders.sql (released)
                    CREATE TABLE orders (id bigint PRIMARY KEY);
                    -- file: V2__currency.sql
                    SET LOCAL lock_timeout = '5s';
                    ALTER TABLE orders ADD COLUMN currency char(3) NOT NULL DEFAULT 'EUR';
                    """);

    @Override
    public RulePage page() {
        return PAGE;
    }

    @Override
    public List<Finding> review(MigrationRun run, ReviewContext context) {
        return MigrationRule.perStatement(
                run,
                statement -> statement.error() == null
                        ? Stream.concat(passed(statement), losesDefault(run, statement))
                        : refused(statement));
    }

    private Stream<Finding> refused(StatementRun statement) {
        ServerError error = statement.error();
        if (error == null || !error.sqlState().equals(NOT_NULL_VIOLATION) || !error.columnIsNew()) {
            return Stream.empty();
        }
        RelationName table = error.relation();
        String column = error.column();
        if (table == null || column == null) {
            return Stream.empty();
        }
        return Stream.of(finding(
                statement,
                table,
                new Fact("column", column),
                new Fact("outcome", "the server refuses it because the table has rows (" + error.sqlState() + ")")));
    }

    private Stream<Finding> losesDefault(MigrationRun run, StatementRun statement) {
        return Drops.defaults(run, statement)
                .filter(dropped -> Causes.isNewColumn(run, dropped.table(), dropped.column()))
                .map(dropped -> finding(
                        statement,
                        dropped.table(),
                        new Fact("column", dropped.column()),
                        new Fact("outcome", "its default is dropped in the same migration")));
    }

    private Stream<Finding> passed(StatementRun statement) {
        return Causes.columnsAdded(statement).stream()
                .filter(added -> added.notNull() && !added.filledByServer())
                .map(added -> finding(
                        statement,
                        added.table(),
                        new Fact("column", added.column()),
                        new Fact("outcome", "it passed only because the table was empty")));
    }
}
