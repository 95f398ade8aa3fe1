package org.migrationsafe.database;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;

import org.migrationsafe.ReviewRefused;

/**
 * Refuses every database that is not ours to empty. Nothing is written before it has let the database pass; all it does
 * is read the catalogue.
 */
final class Guard {

    /** The comment on a database that says we may empty it. */
    private static final String MARKER = "Migration Safe: disposable, emptied by every review";

    /** Keeps a second review out of the same database; the number is ours alone. */
    private static final long ADVISORY_LOCK = 0x4d69_6753_6166_65L;

    private Guard() {}

    static void refuseUndeclared(DatabaseSettings settings, String shown) {
        if (!settings.disposable()) {
            throw new ReviewRefused(
                    "The database " + shown + " is not declared disposable, so it was not touched. A review "
                            + "empties its database: set migrationsafe.disposable=true only if it may lose all that is in it.");
        }
        if (!shown.startsWith("jdbc:postgresql:")) {
            throw new ReviewRefused(
                    "The database " + shown + " is not PostgreSQL, the only one that is reviewed so far. Set "
                            + "migrationsafe.url to jdbc:postgresql://….");
        }
    }

    static void admit(Connection connection, DatabaseSettings settings, String shown) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            refuseOtherMajor(connection, settings, shown);
            if (!marked(statement)) {
                refuseInhabited(statement, shown);
            }
            refuseShared(statement, shown);
            statement.execute("DO $$ BEGIN EXECUTE format('COMMENT ON DATABASE %I IS ''" + MARKER
                    + "''', current_database()); END $$");
        }
    }

    private static void refuseOtherMajor(Connection connection, DatabaseSettings settings, String shown)
            throws SQLException {
        int major = ServerVersions.of(connection).major();
        if (settings.major() != null && settings.major() != major) {
            throw new ReviewRefused("The database " + shown + " is PostgreSQL " + major
                    + ", but migrationsafe.postgres demands " + settings.major() + ".");
        }
    }

    private static boolean marked(Statement statement) throws SQLException {
        try (ResultSet row = statement.executeQuery("""
                SELECT shobj_description(oid, 'pg_database') FROM pg_catalog.pg_database
                WHERE datname = current_database()""")) {
            return row.next() && MARKER.equals(row.getString(1));
        }
    }

    private static void refuseInhabited(Statement statement, String shown) throws SQLException {
        try (ResultSet row = statement.executeQuery("""
                SELECT count(*), min(format('%I.%I', nspname, name)) FROM (
                  SELECT relnamespace, relname AS name FROM pg_catalog.pg_class
                  UNION ALL SELECT pronamespace, proname FROM pg_catalog.pg_proc
                  UNION ALL SELECT typnamespace, typname FROM pg_catalog.pg_type WHERE typelem = 0
                ) AS thing (namespace, name) JOIN pg_catalog.pg_namespace n ON n.oid = namespace
                WHERE\s""" + OfTheUser.SCHEMA)) {
            row.next();
            if (row.getLong(1) > 0) {
                throw new ReviewRefused("The database " + shown + " is not empty: it holds " + row.getString(2)
                        + " and bears no marker of Migration Safe, so nothing in it was changed. migrationsafe.url must name "
                        + "an empty database.");
            }
        }
    }

    private static void refuseShared(Statement statement, String shown) throws SQLException {
        try (ResultSet row = statement.executeQuery("SELECT pg_try_advisory_lock(" + ADVISORY_LOCK + ")")) {
            row.next();
            if (!row.getBoolean(1)) {
                throw new ReviewRefused(
                        "The database " + shown + " is being used by another review. Wait for it to end, or "
                                + "declare one database for each.");
            }
        }
    }
}
