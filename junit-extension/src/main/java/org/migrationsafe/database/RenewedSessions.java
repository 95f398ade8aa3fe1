package org.migrationsafe.database;

import java.lang.reflect.InvocationHandler;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayDeque;
import java.util.Deque;

import javax.sql.DataSource;

import org.jspecify.annotations.Nullable;
import org.postgresql.core.BaseConnection;
import org.postgresql.core.TransactionState;

/**
 * Sessions that are as new, though their processes are used again: a new one has to read the whole catalogue before its first
 * answer. {@code DISCARD ALL} takes away all that a session holds; one that began before a role's or the database's settings
 * were changed is not used again.
 *
 * <p>Not a pool from a library: those keep what a session was told, and a review has to know that nothing is kept.
 *
 * @see <a href="https://www.postgresql.org/docs/current/sql-discard.html">DISCARD</a>
 */
final class RenewedSessions extends ForwardingDataSource {

    private static final String SETTINGS = "SELECT coalesce(pg_catalog.md5(string_agg("
            + "s.setdatabase || ' ' || s.setrole || ' ' || s.setconfig::text, ',' ORDER BY s.setdatabase, s.setrole)), '')"
            + " FROM pg_catalog.pg_db_role_setting s";

    private final Deque<Idle> idle = new ArrayDeque<>();
    private boolean closed;

    RenewedSessions(DataSource real) {
        super(real);
    }

    /** A session that waits to be used again, and the settings that it began with. */
    private record Idle(Connection session, String settings) {}

    @Override
    public synchronized Connection getConnection() throws SQLException {
        for (Idle next = idle.pollFirst(); next != null; next = idle.pollFirst()) {
            if (next.settings().equals(settings(next.session()))) {
                return new Lent(next).connection();
            }
            end(next.session());
        }
        Connection session = real().getConnection();
        return new Lent(new Idle(session, String.valueOf(settings(session)))).connection();
    }

    /** Null if the session does not answer. */
    private static @Nullable String settings(Connection session) {
        try (Statement statement = session.createStatement();
                ResultSet row = statement.executeQuery(SETTINGS)) {
            row.next();
            return row.getString(1);
        } catch (SQLException e) {
            return null;
        }
    }

    private synchronized void takeBack(Idle back) {
        Connection session = back.session();
        try {
            if (session.unwrap(BaseConnection.class).getTransactionState() != TransactionState.IDLE) {
                execute(session, "ROLLBACK");
            }
            session.setAutoCommit(true);
            session.setReadOnly(false);
            execute(session, "DISCARD ALL");
            session.clearWarnings();
            if (!closed) {
                idle.addFirst(back);
                return;
            }
        } catch (SQLException e) {
            // Whoever ended it, it is not used again.
        }
        end(session);
    }

    private static void execute(Connection session, String sql) throws SQLException {
        try (Statement statement = session.createStatement()) {
            statement.execute(sql);
        }
    }

    private static void end(Connection session) {
        try {
            session.close();
        } catch (SQLException e) {
            System.getLogger(RenewedSessions.class.getName())
                    .log(System.Logger.Level.DEBUG, "could not close a connection", e);
        }
    }

    /** Ends those that wait; those that are lent end when they come back. */
    synchronized void close() {
        closed = true;
        idle.forEach(each -> end(each.session()));
        idle.clear();
    }

    /** A session for one user of it, who closes it and gives it back by that. */
    private final class Lent implements InvocationHandler {
        private final Idle session;
        private boolean over;

        private Lent(Idle session) {
            this.session = session;
        }

        private Connection connection() {
            return (Connection) Proxy.newProxyInstance(
                    RenewedSessions.class.getClassLoader(), new Class<?>[] {Connection.class}, this);
        }

        @Override
        public @Nullable Object invoke(Object self, Method method, @Nullable Object @Nullable [] arguments)
                throws Throwable {
            switch (method.getName()) {
                case "close" -> {
                    if (!over) {
                        over = true;
                        takeBack(session);
                    }
                    return null;
                }
                case "isClosed" -> {
                    return over || session.session().isClosed();
                }
                default -> {
                    if (over && !method.getDeclaringClass().equals(Object.class)) {
                        throw new SQLException("This connection has been closed.", "08003");
                    }
                    try {
                        return method.invoke(session.session(), arguments);
                    } catch (InvocationTargetException e) {
                        Throwable cause = e.getCause();
                        throw cause == null ? e : cause;
                    }
                }
            }
        }
    }
}
