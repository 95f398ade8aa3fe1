package org.migrationsafe.database;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;

import javax.sql.DataSource;

import org.jspecify.annotations.Nullable;
import org.migrationsafe.engine.ServerVersion;
import org.postgresql.ds.PGSimpleDataSource;

/** A server that we started, and that gives each review a database of its own. */
record OwnServer(
        String host,
        int port,
        String user,
        @Nullable String password,
        ServerVersion version,
        String origin,
        RenewedSessions administration,
        Disposal disposal) {

    private static final AtomicInteger COUNTER = new AtomicInteger();
    private static final String EMPTY = "template0";
    private static final String ADMINISTRATION = "postgres";

    /** Asks a server that has just started for its version. */
    static OwnServer ask(String host, int port, String user, @Nullable String password, String origin)
            throws SQLException {
        RenewedSessions administration = new RenewedSessions(dataSource(host, port, user, password, ADMINISTRATION));
        try (Connection connection = administration.getConnection()) {
            return new OwnServer(
                    host,
                    port,
                    user,
                    password,
                    ServerVersions.of(connection),
                    origin,
                    administration,
                    new Disposal(administration));
        }
    }

    DisposableDatabase newDatabase() throws SQLException {
        return new Clone(create(EMPTY));
    }

    /** Whether the server is still there, and serves another review as it served the first one. */
    boolean answers() {
        try {
            return isAsItWas();
        } catch (SQLException e) {
            return false;
        }
    }

    /** Whether nothing that a history made outside its database is left: roles, tablespaces, settings of the whole server. */
    boolean isAsItWas() throws SQLException {
        try (Connection connection = administration.getConnection()) {
            return !Ask.whether(
                    connection,
                    "SELECT EXISTS (SELECT FROM pg_catalog.pg_authid WHERE oid >= 16384)"
                            + " OR EXISTS (SELECT FROM pg_catalog.pg_tablespace WHERE oid >= 16384)"
                            + " OR EXISTS (SELECT FROM pg_catalog.pg_file_settings WHERE sourcefile LIKE '%postgresql.auto.conf')");
        }
    }

    /** @param template what the new database is a copy of */
    private String create(String template) throws SQLException {
        String name = "review_" + COUNTER.incrementAndGet();
        // Copying files beats the write-ahead log for a database this small, and needs PostgreSQL 15.
        String strategy = version.major() >= 15 ? " STRATEGY FILE_COPY" : "";
        administer("CREATE DATABASE " + name + " TEMPLATE " + template + strategy);
        return name;
    }

    private void administer(String sql) throws SQLException {
        try (Connection connection = administration.getConnection();
                Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    private static PGSimpleDataSource dataSource(
            String host, int port, String user, @Nullable String password, String database) {
        PGSimpleDataSource source = new PGSimpleDataSource();
        source.setServerNames(new String[] {host});
        source.setPortNumbers(new int[] {port});
        source.setUser(user);
        if (password != null) {
            source.setPassword(password);
        }
        source.setDatabaseName(database);
        source.setApplicationName("migration-safe");
        return source;
    }

    /** One database on this server. */
    private final class Clone implements DisposableDatabase {
        private final KeptConnections kept = new KeptConnections();
        private RenewedSessions sessions;
        private String name;

        private Clone(String name) {
            this.name = name;
            this.sessions = new RenewedSessions(OwnServer.dataSource(host, port, user, password, name));
        }

        @Override
        public DataSource dataSource() {
            return OwnServer.dataSource(host, port, user, password, name);
        }

        @Override
        public ServerVersion version() {
            return version;
        }

        @Override
        public String origin() {
            return origin;
        }

        @Override
        public DataSource sessions() {
            return sessions;
        }

        @Override
        public Connection kept(Purpose purpose) throws SQLException {
            return kept.get(purpose, this);
        }

        @Override
        public Optional<DisposableDatabase> copy() throws SQLException {
            endSessions();
            String copy = create(name);
            sessions = new RenewedSessions(dataSource());
            try (Connection connection = administration.getConnection()) {
                new DatabaseSettingsCopy(connection).of(name, copy);
            } catch (SQLException e) {
                disposal.add(copy);
                throw e;
            }
            return Optional.of(new Clone(copy));
        }

        /** A database that anybody is connected to cannot be copied, and a session takes some time to end. */
        private void endSessions() throws SQLException {
            kept.close();
            sessions.close();
            try (Connection connection = administration.getConnection()) {
                new Sessions(connection).end(name);
            }
        }

        @Override
        public void reset() throws SQLException {
            kept.close();
            sessions.close();
            disposal.add(name);
            name = create(EMPTY);
            sessions = new RenewedSessions(dataSource());
        }

        @Override
        public void close() {
            kept.close();
            sessions.close();
            disposal.add(name);
        }
    }
}
