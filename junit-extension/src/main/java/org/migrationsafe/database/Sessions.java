package org.migrationsafe.database;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.concurrent.TimeUnit;

/**
 * The sessions of a server's databases.
 *
 * @param connection to another database than those that are asked about
 */
record Sessions(Connection connection) {

    /** Longer than a session takes that was closed, and shorter than anybody notices. */
    private static final int PATIENCE_MILLISECONDS = 200;

    private static final int MOST_MILLISECONDS = 10_000;

    /**
     * Waits until nobody is connected to a database, and ends who does not go. The server itself looks only every tenth of a
     * second when it is asked to copy one that is still in use.
     *
     * @throws SQLException if somebody cannot be ended
     */
    void end(String database) throws SQLException {
        if (!await(database, PATIENCE_MILLISECONDS)) {
            // Code of a migration may leave a connection open, or a thread that goes on.
            try (PreparedStatement statement = connection.prepareStatement(
                    "SELECT pg_catalog.pg_terminate_backend(pid) FROM pg_catalog.pg_stat_activity WHERE datname = ?")) {
                statement.setString(1, database);
                statement.execute();
            }
            if (!await(database, MOST_MILLISECONDS)) {
                throw new SQLException("sessions of the database " + database + " could not be ended", "55006");
            }
        }
    }

    private boolean await(String database, int most) throws SQLException {
        try (PreparedStatement statement =
                connection.prepareStatement("SELECT count(*) FROM pg_catalog.pg_stat_activity WHERE datname = ?")) {
            statement.setString(1, database);
            long end = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(most);
            while (any(statement)) {
                if (System.nanoTime() > end) {
                    return false;
                }
                Thread.sleep(1);
            }
            return true;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new SQLException("interrupted", "57014", e);
        }
    }

    private static boolean any(PreparedStatement statement) throws SQLException {
        try (ResultSet row = statement.executeQuery()) {
            return row.next() && row.getInt(1) > 0;
        }
    }
}
