package org.migrationsafe.rehearse;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;

import org.flywaydb.core.api.configuration.FluentConfiguration;
import org.jspecify.annotations.Nullable;
import org.migrationsafe.database.DisposableDatabase;
import org.migrationsafe.database.DisposableDatabase.Purpose;
import org.migrationsafe.released.ReleasedRecord;

/**
 * Flyway's own table, told what production's would say. Flyway can be aimed at a version, but not past a file below it, nor
 * kept from repeatable migrations; a row of theirs keeps it.
 */
record HistoryTable(DisposableDatabase database, FlywayProject project) {

    private static final String FIRST = "0";

    /** Who has applied what is only entered. */
    private static final String PRETENDED = "nobody, pretended";

    /** Creates it, and enters files as applied that are not. */
    void pretend(List<MigrationFile> files) throws SQLException {
        if (files.isEmpty()) {
            return;
        }
        create();
        Connection connection = database.kept(Purpose.STAGING);
        String table = name(connection);
        for (int i = 0; i < files.size(); i++) {
            MigrationFile file = files.get(i);
            insert(connection, table, 1 + i, file.versionOrNull(), file.description(), file.type(), file.script());
            checksum(connection, table, file.script(), file.checksum());
        }
    }

    private void create() throws SQLException {
        FluentConfiguration configuration = project.configure(database.dataSource());
        configuration.baselineVersion(FIRST).load().baseline();
        Connection connection = database.kept(Purpose.STAGING);
        execute(connection, "DELETE FROM " + name(connection) + " WHERE type = 'BASELINE'");
    }

    /** Takes the entries of files away again, so that Flyway runs them next. */
    void reveal(List<MigrationFile> files) throws SQLException {
        if (files.isEmpty()) {
            return;
        }
        Connection connection = database.kept(Purpose.STAGING);
        String table = name(connection);
        try (PreparedStatement statement = connection.prepareStatement(
                "DELETE FROM " + table + " WHERE installed_by = '" + PRETENDED + "' AND script = ?")) {
            for (MigrationFile file : files) {
                statement.setString(1, file.script());
                statement.executeUpdate();
            }
        }
    }

    /**
     * Makes it what production's is by the record: with the checksums and the scripts of then.
     *
     * @param exists whether a migration or {@link #pretend} has created it
     */
    void become(ReleasedRecord record, boolean exists) throws SQLException {
        if (!exists) {
            create();
        }
        Connection connection = database.kept(Purpose.STAGING);
        String table = name(connection);
        int rank = 1_000_000;
        for (ReleasedRecord.Entry entry : record.entries()) {
            String version = entry.version();
            if (!has(connection, table, entry.script())) {
                if (version != null) {
                    execute(connection, "DELETE FROM " + table + " WHERE version = '" + version + "'");
                }
                insert(connection, table, rank++, version, description(entry.script()), type(entry), entry.script());
            }
            checksum(connection, table, entry.script(), entry.checksum());
        }
    }

    private static String type(ReleasedRecord.Entry entry) {
        return entry.checksum() == null ? "JDBC" : "SQL";
    }

    /** What Flyway calls it by its file's name. */
    private static String description(String script) {
        return script.replaceFirst("^.*[/.]([^/.]*__)", "$1")
                .replaceFirst("^.*?__", "")
                .replaceFirst("\\.sql$", "")
                .replace('_', ' ');
    }

    private static boolean has(Connection connection, String table, String script) throws SQLException {
        try (PreparedStatement statement =
                connection.prepareStatement("SELECT EXISTS (SELECT FROM " + table + " WHERE script = ?)")) {
            statement.setString(1, script);
            try (ResultSet row = statement.executeQuery()) {
                return row.next() && row.getBoolean(1);
            }
        }
    }

    private static void insert(
            Connection connection,
            String table,
            int rank,
            @Nullable String version,
            String description,
            String type,
            String script)
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

    private static void checksum(Connection connection, String table, String script, @Nullable Integer checksum)
            throws SQLException {
        try (PreparedStatement statement =
                connection.prepareStatement("UPDATE " + table + " SET checksum = ? WHERE script = ?")) {
            statement.setObject(1, checksum);
            statement.setString(2, script);
            statement.executeUpdate();
        }
    }

    private static void execute(Connection connection, String sql) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    /** The table's whole name: which schema Flyway takes depends on settings, and on the server's search path. */
    private String name(Connection connection) throws SQLException {
        String table = project.configure(database.dataSource()).getTable();
        try (PreparedStatement statement = connection.prepareStatement(
                "SELECT pg_catalog.format('%I.%I', n.nspname, c.relname) FROM pg_catalog.pg_class c"
                        + " JOIN pg_catalog.pg_namespace n ON n.oid = c.relnamespace WHERE c.relname = ?"
                        + " AND c.relkind = 'r'")) {
            statement.setString(1, table);
            try (ResultSet row = statement.executeQuery()) {
                if (!row.next()) {
                    throw new SQLException("Flyway has made no table " + table, "42P01");
                }
                return row.getString(1);
            }
        }
    }
}
