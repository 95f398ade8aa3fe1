package org.migrationsafe.database;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.Optional;

import javax.sql.DataSource;

import org.migrationsafe.ReviewRefused;
import org.migrationsafe.engine.ServerVersion;
import org.migrationsafe.source.Redaction;
import org.postgresql.ds.PGSimpleDataSource;

/** The user's own database, used only after the {@link Guard} let it pass, and emptied before and after. */
final class DeclaredDatabase implements DisposableDatabase {

    private final DataSource source;
    private final Connection guard;
    private final KeptConnections kept = new KeptConnections();
    private RenewedSessions sessions;
    private final ServerVersion version;

    private DeclaredDatabase(DataSource source, Connection guard, ServerVersion version) {
        this.source = source;
        this.guard = guard;
        this.sessions = new RenewedSessions(source);
        this.version = version;
    }

    static DisposableDatabase open(DatabaseSettings settings) {
        String url = String.valueOf(settings.url());
        String shown = redaction(settings).apply(url);
        Guard.refuseUndeclared(settings, shown);
        PGSimpleDataSource source = new PGSimpleDataSource();
        try {
            source.setUrl(url);
        } catch (IllegalArgumentException e) {
            throw new ReviewRefused(
                    "migrationsafe.url is not a URL that the PostgreSQL driver understands: " + shown + ".");
        }
        if (settings.user() != null) {
            source.setUser(settings.user());
        }
        if (settings.password() != null) {
            source.setPassword(settings.password());
        }
        source.setApplicationName("migration-safe");
        return open(settings, source, shown);
    }

    private static DisposableDatabase open(DatabaseSettings settings, DataSource source, String shown) {
        Connection connection;
        try {
            connection = source.getConnection();
        } catch (SQLException e) {
            throw new ReviewRefused("The declared database cannot be reached: " + shown + " ("
                    + redaction(settings).apply(String.valueOf(e.getMessage()))
                    + "). Check migrationsafe.url, migrationsafe.user and migrationsafe.password.");
        }
        try {
            Guard.admit(connection, settings, shown);
            DeclaredDatabase database = new DeclaredDatabase(source, connection, ServerVersions.of(connection));
            database.reset();
            return database;
        } catch (SQLException | ReviewRefused e) {
            closeQuietly(connection);
            throw e instanceof ReviewRefused refused
                    ? refused
                    : new ReviewRefused("The declared database cannot be prepared: " + shown + " ("
                            + redaction(settings).apply(String.valueOf(e.getMessage())) + ").");
        }
    }

    private static Redaction redaction(DatabaseSettings settings) {
        return new Redaction(settings.password() == null ? List.of() : List.of(settings.password()));
    }

    @Override
    public DataSource dataSource() {
        return source;
    }

    @Override
    public ServerVersion version() {
        return version;
    }

    @Override
    public String origin() {
        return "declared database";
    }

    @Override
    public DataSource sessions() {
        return sessions;
    }

    @Override
    public Connection kept(Purpose purpose) throws SQLException {
        return kept.get(purpose, this);
    }

    /** The role need not be allowed to create databases. */
    @Override
    public Optional<DisposableDatabase> copy() {
        return Optional.empty();
    }

    /** Drops every schema but the server's own. */
    @Override
    public void reset() throws SQLException {
        kept.close();
        sessions.close();
        sessions = new RenewedSessions(source);
        try (Statement statement = guard.createStatement()) {
            statement.execute("""
                    DO $$
                    DECLARE s name;
                    BEGIN
                      FOR s IN SELECT nspname FROM pg_catalog.pg_namespace WHERE %1$s LOOP
                        EXECUTE format('DROP SCHEMA %%I CASCADE', s);
                      END LOOP;
                    END $$;
                    CREATE SCHEMA public;
                    """.formatted(OfTheUser.SCHEMA));
        }
    }

    @Override
    public void close() {
        try {
            reset();
        } catch (SQLException e) {
            // It carries our marker, so the next review will empty it before its first statement.
            System.getLogger(DeclaredDatabase.class.getName())
                    .log(System.Logger.Level.DEBUG, "could not empty the declared database", e);
        } finally {
            kept.close();
            sessions.close();
            closeQuietly(guard);
        }
    }

    private static void closeQuietly(Connection connection) {
        try {
            connection.close();
        } catch (SQLException e) {
            System.getLogger(DeclaredDatabase.class.getName())
                    .log(System.Logger.Level.DEBUG, "could not close a connection", e);
        }
    }
}
