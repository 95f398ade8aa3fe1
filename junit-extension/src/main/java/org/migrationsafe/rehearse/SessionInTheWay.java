package org.migrationsafe.rehearse;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;

import org.flywaydb.core.api.FlywayException;
import org.flywaydb.core.api.callback.Callback;
import org.flywaydb.core.api.callback.Context;
import org.flywaydb.core.api.callback.Event;
import org.jspecify.annotations.Nullable;
import org.migrationsafe.database.DisposableDatabase;
import org.migrationsafe.engine.LockMode;
import org.migrationsafe.recording.RelationName;
import org.migrationsafe.rehearse.QueueTrials.Target;
import org.postgresql.core.BaseConnection;

/**
 * A session that has looked around in a transaction that goes on, and has read or written the table that a statement needs. It
 * comes just before that statement, so that those before it pass; before the whole migration where Flyway announces none.
 */
final class SessionInTheWay implements Callback, AutoCloseable {

    private final DisposableDatabase database;
    private final Target target;
    private @Nullable SqlPlaces places;
    private @Nullable Connection connection;
    private volatile int pid;

    SessionInTheWay(DisposableDatabase database, Target target) throws SQLException {
        this.database = database;
        this.target = target;
        if (target.statement().place().line() == 0 || !target.migration().file().endsWith(".sql")) {
            come();
        }
    }

    /** Its process; 0 as long as it has not come. */
    int pid() {
        return pid;
    }

    @Override
    public boolean supports(Event event, Context context) {
        return event == Event.BEFORE_EACH_MIGRATE || event == Event.BEFORE_EACH_MIGRATE_STATEMENT;
    }

    @Override
    public boolean canHandleInTransaction(Event event, Context context) {
        return true;
    }

    @Override
    public String getCallbackName() {
        return "! Migration Safe";
    }

    @Override
    public void handle(Event event, Context context) {
        if (event == Event.BEFORE_EACH_MIGRATE) {
            MigrationFile file = new MigrationFile(context.getMigrationInfo(), context.getConfiguration());
            places = file.migration().equals(target.migration())
                    ? new SqlPlaces(file.migration().file(), file.text())
                    : null;
        } else if (places != null && context.getStatement() != null && pid == 0) {
            String sql = context.getStatement().getSql();
            if (places.announce(sql).equals(target.statement().place())) {
                try {
                    come();
                } catch (SQLException e) {
                    throw new FlywayException("Migration Safe cannot open a session: " + e.getMessage(), e);
                }
            }
        }
    }

    private void come() throws SQLException {
        Connection opened = database.connect();
        connection = opened;
        opened.setTransactionIsolation(Connection.TRANSACTION_REPEATABLE_READ);
        opened.setAutoCommit(false);
        try (Statement statement = opened.createStatement()) {
            LockMode mode = target.mode();
            String kind = mode.conflictsWith(LockMode.ACCESS_SHARE) || !mode.blocksTraffic()
                    ? "ACCESS SHARE"
                    : "ROW EXCLUSIVE";
            statement.execute("SELECT 1; LOCK TABLE " + quoted(target.table()) + " IN " + kind + " MODE");
        }
        pid = opened.unwrap(BaseConnection.class).getBackendPID();
    }

    static String quoted(RelationName table) {
        return '"' + table.schema().replace("\"", "\"\"") + "\".\""
                + table.name().replace("\"", "\"\"") + '"';
    }

    @Override
    public void close() throws SQLException {
        if (connection != null) {
            connection.close();
        }
    }
}
