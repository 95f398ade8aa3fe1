package org.migrationsafe.rule.migration;

import java.util.List;

import org.migrationsafe.recording.CatalogChange.ColumnTypeChanged;
import org.migrationsafe.recording.MigrationRun;
import org.migrationsafe.rule.Fact;
import org.migrationsafe.rule.Finding;
import org.migrationsafe.rule.RulePage;
import org.migrationsafe.rule.Severity;

/** The session's time zone decides what a conversion means and costs. */
final class ConversionBySessionTimeZone implements MigrationRule {

    private static final RulePage PAGE = RulePage.of(ConversionBySessionTimeZone.class, Severity.LOW)
            .concern(
                    "Which zone the stored values mean.",
                    "How the application wrote them: the zone of its JVMs and sessions.",
                    "Write the zone into the statement, UTC unless the application says otherwise.")
            .title("A conversion depends on the session's time zone")
            .when("""
                    A column changed between `timestamp` and `timestamptz`; the session's TimeZone, which the JDBC driver takes from
                    the JVM, decides how.
                    """)
            .effect("""
                    The same file gives other points in time on a machine with another time zone. With UTC the server need not copy the
                    table, with any other zone it has to.
                    """)
            .says("""
                    Converts "{table}.{column}" from {from} to {to} by the session's time zone {timeZone}: another zone gives other
                    points in time, and decides whether the table is copied.
                    """)
            .instead("""
                    Say the zone in the statement: `SET LOCAL timezone = 'UTC';` before it, or `USING {column} AT TIME ZONE 'UTC'`,
                    which always copies the table.
                    """)
            .bad("""
                    -- file: V1__orders.sql (released)
                    CREATE TABLE orders (id bigint PRIMARY KEY, placed timestamp NOT NULL);
                    -- file: V2__moment.sql
                    SET LOCAL lock_timeout = '5s';
                    SET LOCAL timezone = 'UTC';
                    ALTER TABLE orders ALTER COLUMN placed TYPE timestamptz; -- finds: conversion-by-session-time-zone
                    """)
            .good("""
                    -- file: V1__orders.sql (released)
                    CREATE TABLE orders (id bigint PRIMARY KEY, placed timestamp NOT NULL);
                    -- file: V2__moment.sql
                    SET LOCAL lock_timeout = '5s';
                    ALTER TABLE orders ADD COLUMN placed_at timestamptz;
                    """);

    @Override
    public RulePage page() {
        return PAGE;
    }

    @Override
    public List<Finding> review(MigrationRun run, ReviewContext context) {
        return MigrationRule.perStatement(run, statement -> statement.changes(ColumnTypeChanged.class).stream()
                .filter(change -> isTimestamp(change.from()) && isTimestamp(change.to()))
                .filter(change -> isZoned(change.from()) != isZoned(change.to()))
                .map(change -> finding(
                        statement,
                        change.table(),
                        new Fact("column", change.column()),
                        new Fact("from", change.from()),
                        new Fact("to", change.to()),
                        new Fact("timeZone", statement.settings().timeZone()))));
    }

    private static boolean isTimestamp(String type) {
        return type.startsWith("timestamp");
    }

    private static boolean isZoned(String type) {
        return type.endsWith("with time zone");
    }
}
