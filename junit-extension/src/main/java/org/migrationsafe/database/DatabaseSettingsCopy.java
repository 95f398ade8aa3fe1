package org.migrationsafe.database;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;

import org.jspecify.annotations.Nullable;

/**
 * Gives a copied database the settings that were made for the one it was copied from ({@code ALTER DATABASE … SET}), which the
 * server does not copy.
 *
 * @see <a href="https://www.postgresql.org/docs/current/sql-createdatabase.html">CREATE DATABASE, Notes</a>
 */
record DatabaseSettingsCopy(Connection connection) {

    private record Setting(@Nullable String role, String name, String value) {}

    void of(String from, String to) throws SQLException {
        List<Setting> settings = settings(from);
        try (Statement statement = connection.createStatement()) {
            for (Setting setting : settings) {
                // A list such as search_path is only understood whole by set_config.
                set(setting);
                String name = statement.enquoteIdentifier(setting.name(), false);
                statement.execute(
                        (setting.role() == null ? "ALTER DATABASE " : "ALTER ROLE " + setting.role() + " IN DATABASE ")
                                + to + " SET " + name + " FROM CURRENT");
                statement.execute("RESET " + name);
            }
        }
    }

    private List<Setting> settings(String database) throws SQLException {
        List<Setting> settings = new ArrayList<>();
        try (PreparedStatement statement = connection.prepareStatement("""
                SELECT CASE WHEN s.setrole <> 0 THEN quote_ident(pg_catalog.pg_get_userbyid(s.setrole)) END,
                       split_part(c.entry, '=', 1), substr(c.entry, strpos(c.entry, '=') + 1)
                FROM pg_catalog.pg_db_role_setting s JOIN pg_catalog.pg_database d ON d.oid = s.setdatabase,
                     unnest(s.setconfig) AS c (entry)
                WHERE d.datname = ?""")) {
            statement.setString(1, database);
            try (ResultSet row = statement.executeQuery()) {
                while (row.next()) {
                    settings.add(new Setting(row.getString(1), row.getString(2), row.getString(3)));
                }
            }
        }
        return settings;
    }

    private void set(Setting setting) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement("SELECT pg_catalog.set_config(?, ?, false)")) {
            statement.setString(1, setting.name());
            statement.setString(2, setting.value());
            statement.execute();
        }
    }
}
