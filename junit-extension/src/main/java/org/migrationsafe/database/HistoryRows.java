package org.migrationsafe.database;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Objects;

import javax.sql.DataSource;

import org.jspecify.annotations.Nullable;
import org.migrationsafe.recording.RelationName;

/**
 * The rows of Flyway's own table in a disposable database.
 *
 * @param table its quoted name
 */
public record HistoryRows(Connection connection, String table) {

    /** Who has applied what is only entered. */
    private static final String PRETENDED = "nobody, pretended";

    public static HistoryRows of(RelationName table, Connection connection) {
        return new HistoryRows(connection, Quoted.name(table));
    }

    /** Whether Flyway has made it. */
    public static boolean exists(Connection connection, RelationName table) throws SQLException {
        return Ask.whether(connection, "SELECT to_regclass(" + Quoted.literal(table) + ") IS NOT NULL");
    }

    /**
     * The schema in which a session creates what is given none.
     *
     * @param first what the session begins with; null for nothing
     */
    public static String schemaOf(DataSource source, @Nullable String first) {
        try (Connection connection = source.getConnection();
                Statement statement = connection.createStatement()) {
            if (first != null) {
                statement.execute(first);
            }
            return Objects.requireNonNullElse(connection.getSchema(), "public");
        } catch (SQLException e) {
            // Flyway is about to fail at the same, and says more of it.
            return "public";
        }
    }

    public boolean has(String script) throws SQLException {
        try (PreparedStatement statement =
                connection.prepareStatement("SELECT EXISTS (SELECT FROM " + table + " WHERE script = ?)")) {
            statement.setString(1, script);
            try (ResultSet row = statement.executeQuery()) {
                return row.next() && row.getBoolean(1);
            }
        }
    }

    /** A rank above all that were given. */
    public int nextRank() throws SQLException {
        return Ask.one(connection, "SELECT coalesce(max(installed_rank), 0) + 1 FROM " + table, row -> row.getInt(1));
    }

    /** Enters a migration as applied. */
    public void pretend(int rank, @Nullable String version, String description, String type, String script)
            throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement("INSERT INTO " + table
                + " (installed_rank, version, description, type, script, installed_by, execution_time, success)"
                + " VALUES (?, ?, ?, ?, ?, '" + PRETENDED + "', 0, true)")) {
            statement.setInt(1, rank);
            statement.setString(2, version);
            statement.setString(3, description);
            statement.setString(4, type);
            statement.setString(5, script);
            statement.executeUpdate();
        }
    }

    /** Takes away what was only entered of a migration. */
    public void reveal(String script) throws SQLException {
        update("DELETE FROM " + table + " WHERE installed_by = '" + PRETENDED + "' AND script = ?", script);
    }

    /** Takes away that a migration was applied. */
    public void remove(String script) throws SQLException {
        update("DELETE FROM " + table + " WHERE script = ?", script);
    }

    public void removeVersion(String version) throws SQLException {
        update("DELETE FROM " + table + " WHERE version = ?", version);
    }

    /** Takes away Flyway's note that it began on a database that was not empty. */
    public void removeBaseline() throws SQLException {
        update("DELETE FROM " + table + " WHERE type = ?", "BASELINE");
    }

    public void setChecksum(String script, @Nullable Integer checksum) throws SQLException {
        try (PreparedStatement statement =
                connection.prepareStatement("UPDATE " + table + " SET checksum = ? WHERE script = ?")) {
            statement.setObject(1, checksum);
            statement.setString(2, script);
            statement.executeUpdate();
        }
    }

    private void update(String sql, String value) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(sql)) {
            statement.setString(1, value);
            statement.executeUpdate();
        }
    }
}
