package org.migrationsafe.database;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.EnumMap;
import java.util.Map;

import org.migrationsafe.database.DisposableDatabase.Purpose;

/** Connections that are opened once and used often, since opening one costs as much as a small migration. */
final class KeptConnections {

    private static final int SECONDS_TO_ANSWER = 5;

    private final Map<Purpose, Connection> open = new EnumMap<>(Purpose.class);

    /** The connection for a purpose, opened anew if somebody ended it. */
    Connection get(Purpose purpose, DisposableDatabase database) throws SQLException {
        Connection connection = open.get(purpose);
        if (connection == null || !connection.isValid(SECONDS_TO_ANSWER)) {
            connection = database.connect();
            open.put(purpose, connection);
            if (purpose == Purpose.WATCHING) {
                dontWait(connection);
            }
        }
        return connection;
    }

    /** Whoever watches a statement that locks the catalogue must not wait for it, since it may wait for him. */
    private static void dontWait(Connection watcher) throws SQLException {
        try (Statement statement = watcher.createStatement()) {
            statement.execute("SET lock_timeout = '3s'");
        }
    }

    /** Ends them all. */
    void close() {
        for (Connection connection : open.values()) {
            try {
                connection.close();
            } catch (SQLException e) {
                System.getLogger(KeptConnections.class.getName())
                        .log(System.Logger.Level.DEBUG, "could not close a connection", e);
            }
        }
        open.clear();
    }
}
