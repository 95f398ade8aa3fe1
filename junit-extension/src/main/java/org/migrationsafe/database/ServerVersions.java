package org.migrationsafe.database;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;

import org.migrationsafe.engine.ServerVersion;

/** Asks a server which version it is. */
final class ServerVersions {

    private ServerVersions() {}

    static ServerVersion of(Connection connection) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery(
                        "SELECT current_setting('server_version_num')::int, current_setting('server_version')")) {
            row.next();
            return new ServerVersion(
                    "PostgreSQL", row.getInt(1) / 10_000, row.getString(2).split(" ")[0]);
        }
    }
}
