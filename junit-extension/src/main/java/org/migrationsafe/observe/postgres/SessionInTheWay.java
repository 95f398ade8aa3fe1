package org.migrationsafe.observe.postgres;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;

import org.jspecify.annotations.Nullable;
import org.migrationsafe.database.DisposableDatabase;
import org.migrationsafe.database.Quoted;
import org.migrationsafe.engine.LockMode;
import org.migrationsafe.recording.RelationName;

/**
 * A session that has looked around in a transaction that goes on, and has read or written the table that a statement needs, as
 * a report or a slow request does.
 */
public final class SessionInTheWay implements AutoCloseable {

    private final DisposableDatabase database;
    private final RelationName table;
    private final LockMode needed;
    private @Nullable Connection connection;
    private boolean closed;
    private volatile int pid;

    /** @param needed the lock that the statement takes on the table */
    public SessionInTheWay(DisposableDatabase database, RelationName table, LockMode needed) {
        this.database = database;
        this.table = table;
        this.needed = needed;
    }

    /** Its process; 0 as long as it has not come. */
    int pid() {
        return pid;
    }

    /** Begins the transaction, which lasts until this is closed; behind that nobody comes any more. */
    public synchronized void come() throws SQLException {
        if (closed) {
            return;
        }
        Connection opened = database.connect();
        connection = opened;
        opened.setTransactionIsolation(Connection.TRANSACTION_REPEATABLE_READ);
        opened.setAutoCommit(false);
        try (Statement statement = opened.createStatement()) {
            String kind = needed.conflictsWith(LockMode.ACCESS_SHARE) || !needed.blocksTraffic()
                    ? "ACCESS SHARE"
                    : "ROW EXCLUSIVE";
            statement.execute("SELECT 1; LOCK TABLE " + Quoted.name(table) + " IN " + kind + " MODE");
        }
        pid = Session.pid(opened);
    }

    @Override
    public synchronized void close() throws SQLException {
        closed = true;
        if (connection != null) {
            connection.close();
        }
    }
}
