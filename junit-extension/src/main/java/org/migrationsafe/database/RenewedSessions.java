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

    /** DISCARD ALL without giving back advisory locks: Flyway may hold its own in the session in which it migrates. */
    private static final String RENEW_BUT_FLYWAYS_LOCK =
            "CLOSE ALL; SET SESSION AUTHORIZATION DEFAULT; RESET ALL; DEALLOCATE ALL; UNLISTEN *; DISCARD PLANS; DISCARD TEMP;"
                    + " DISCARD SEQUENCES";

    /**
     * Advisory locks that are not Flyway's, whose numbers begin with the letters "Fl".
     *
     * @see <a
     *     href="https://github.com/flyway/flyway/blob/main/flyway-database/flyway-database-postgresql/src/main/java/org/flywaydb/database/postgresql/PostgreSQLAdvisoryLockTemplate.java">Flyway's
     *     lock</a>
     */
    private static final String OTHER_LOCKS =
            "SELECT EXISTS (SELECT FROM pg_catalog.pg_locks l WHERE l.locktype = 'advisory'"
                    + " AND l.pid = pg_catalog.pg_backend_pid() AND abs(l.classid::bigint - x'466c'::int) > 1)";

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

    /** Takes away all that a session holds. */
    private static void renew(Connection session) throws SQLException {
        session.setReadOnly(false);
        execute(session, "DISCARD ALL");
        session.clearWarnings();
    }

    private synchronized void takeBack(Idle back) {
        Connection session = back.session();
        try {
            if (session.unwrap(BaseConnection.class).getTransactionState() != TransactionState.IDLE) {
                execute(session, "ROLLBACK");
            }
            session.setAutoCommit(true);
            renew(session);
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
    private final class Lent implements InvocationHandler, RenewableSession {
        private final Idle session;
        private boolean over;
        private boolean due;
        private boolean outdated;

        private Lent(Idle session) {
            this.session = session;
        }

        private Connection connection() {
            return (Connection) Proxy.newProxyInstance(
                    RenewedSessions.class.getClassLoader(), new Class<?>[] {Connection.class}, this);
        }

        @Override
        public void renewBeforeNextUse() {
            due = true;
        }

        @Override
        public boolean isOutdated() {
            return outdated;
        }

        private void renewIfDue() throws SQLException {
            Connection real = session.session();
            if (due
                    && real.getAutoCommit()
                    && real.unwrap(BaseConnection.class).getTransactionState() == TransactionState.IDLE) {
                due = false;
                execute(real, RENEW_BUT_FLYWAYS_LOCK);
                real.setReadOnly(false);
                real.clearWarnings();
                outdated |= holdsLocks(real) || !session.settings().equals(settings(real));
            }
        }

        private static boolean holdsLocks(Connection session) throws SQLException {
            try (Statement statement = session.createStatement();
                    ResultSet row = statement.executeQuery(OTHER_LOCKS)) {
                row.next();
                return row.getBoolean(1);
            }
        }

        private static boolean isForThis(@Nullable Object @Nullable [] arguments) {
            return arguments != null && arguments.length > 0 && arguments[0] == RenewableSession.class;
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
                    if (isForThis(arguments)) {
                        return method.getName().equals("unwrap") ? this : (Object) true;
                    }
                    if (over && !method.getDeclaringClass().equals(Object.class)) {
                        throw new SQLException("This connection has been closed.", "08003");
                    }
                    try {
                        renewIfDue();
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
