package org.migrationsafe.observe.postgres;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.regex.Pattern;

import org.migrationsafe.database.Ask;
import org.migrationsafe.sql.SqlScript;
import org.migrationsafe.sql.SqlStatement;
import org.postgresql.core.BaseConnection;
import org.postgresql.core.TransactionState;

/** What the driver knows of a connection. */
final class Session {

    /** Statements that begin or end a transaction; a transaction of ours around them would change what they mean. */
    private static final Pattern TRANSACTION_COMMAND = Pattern.compile(
            "(?is)(begin|start\\s+transaction|commit|end|rollback|abort|savepoint|release|prepare\\s+transaction)\\b.*");

    private Session() {}

    /** The driver's own connection, past which nothing of ours listens. */
    static Connection real(Connection connection) throws SQLException {
        return driver(connection);
    }

    private static BaseConnection driver(Connection connection) throws SQLException {
        Connection real = connection instanceof ObservedConnection.Behind ours ? ours.behind() : connection;
        return real.unwrap(BaseConnection.class);
    }

    static int pid(Connection connection) throws SQLException {
        return driver(connection).getBackendPID();
    }

    /**
     * The number that the session gives to the transaction in which it is asked: each of its transactions has the next one,
     * whatever else the server is doing.
     *
     * @see <a href="https://www.postgresql.org/docs/current/transaction-id.html">Virtual transaction ids</a>
     */
    static int localTransaction(Connection connection) throws SQLException {
        return Ask.one(
                connection,
                "SELECT split_part(l.virtualtransaction, '/', 2)::int FROM pg_catalog.pg_locks l"
                        + " WHERE l.pid = pg_catalog.pg_backend_pid() AND l.locktype = 'virtualxid' LIMIT 1",
                row -> row.getInt(1));
    }

    static boolean inTransaction(Connection connection) throws SQLException {
        return driver(connection).getTransactionState() != TransactionState.IDLE;
    }

    static boolean usable(Connection connection) throws SQLException {
        return driver(connection).getTransactionState() == TransactionState.OPEN;
    }

    /** Whether one of the statements in a string begins or ends a transaction. */
    static boolean commandsTransactions(String sql) {
        return SqlScript.split(sql).stream().anyMatch(Session::isTransactionCommand);
    }

    /** Whether the string does nothing else, so that there is nothing in it to observe. */
    static boolean onlyCommandsTransactions(String sql) {
        return SqlScript.split(sql).stream().allMatch(Session::isTransactionCommand);
    }

    private static boolean isTransactionCommand(SqlStatement statement) {
        return TRANSACTION_COMMAND.matcher(statement.text()).matches();
    }
}
