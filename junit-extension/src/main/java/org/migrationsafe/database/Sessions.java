package org.migrationsafe.database;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;

/**
 * The sessions of a server's databases.
 *
 * @param connection to another database than those that are asked about
 */
record Sessions(Connection connection) {

    private static final int MOST_MILLISECONDS = 2000;

    /**
     * Waits until nobody is connected to a database. The server itself looks only every tenth of a second when it is asked to
     * copy one that is still in use.
     */
    void awaitEnd(String database) throws SQLException {
        try (PreparedStatement statement =
                connection.prepareStatement("SELECT count(*) FROM pg_catalog.pg_stat_activity WHERE datname = ?")) {
            statement.setString(1, database);
            for (int i = 0; i < MOST_MILLISECONDS && any(statement); i++) {
                Thread.sleep(1);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static boolean any(PreparedStatement statement) throws SQLException {
        try (ResultSet row = statement.executeQuery()) {
            return row.next() && row.getInt(1) > 0;
        }
    }
}
