package org.migrationsafe.observe.postgres;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.function.BooleanSupplier;

import org.migrationsafe.database.Ask;
import org.migrationsafe.database.DisposableDatabase;
import org.migrationsafe.database.OfTheUser;
import org.migrationsafe.database.Quoted;
import org.migrationsafe.recording.RelationName;

/**
 * What one session can see and end of the others of its database.
 *
 * @param watcher in autocommit
 */
public record OtherSessions(Connection watcher) {

    private static final long LOOK_EVERY_MILLISECONDS = 5;

    /** The server's time. */
    public String now() throws SQLException {
        return ask("SELECT pg_catalog.clock_timestamp()::text").get(0);
    }

    /** The session that waits for another one; 0 if what it belongs to ended before. */
    public int waitingFor(SessionInTheWay inTheWay, BooleanSupplier over) throws SQLException {
        while (!over.getAsBoolean()) {
            List<String> pids = inTheWay.pid() == 0
                    ? List.of()
                    : ask("SELECT a.pid FROM pg_catalog.pg_stat_activity a WHERE a.datname = current_database()"
                            + " AND " + inTheWay.pid() + " = ANY (pg_catalog.pg_blocking_pids(a.pid))");
            if (!pids.isEmpty()) {
                return Integer.parseInt(pids.get(0));
            }
            try {
                Thread.sleep(LOOK_EVERY_MILLISECONDS);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                return 0;
            }
        }
        return 0;
    }

    /** Ends what a session is executing. */
    public void cancel(int pid) throws SQLException {
        ask("SELECT pg_catalog.pg_cancel_backend(" + pid + ")");
    }

    /** Ends all that began since a time, as the end of their process would. */
    public void endThoseSince(String time) throws SQLException {
        ask("SELECT pg_catalog.pg_terminate_backend(a.pid)::text FROM pg_catalog.pg_stat_activity a"
                + " WHERE a.datname = current_database() AND a.pid <> pg_catalog.pg_backend_pid()"
                + " AND a.backend_type = 'client backend' AND a.backend_start >= '" + time + "'");
    }

    /** Whether a plain SELECT that is sent now has to wait. */
    public static boolean selectWaits(DisposableDatabase database, RelationName table) throws SQLException {
        try (Connection reader = database.sessions().getConnection();
                Statement statement = reader.createStatement()) {
            statement.execute("SET lock_timeout = '10ms'");
            statement.execute("SELECT 1 FROM " + Quoted.name(table) + " LIMIT 1");
            return false;
        } catch (SQLException e) {
            if ("55P03".equals(e.getSQLState())) {
                return true;
            }
            throw e;
        }
    }

    /** Indexes that the server maintains and does not use. */
    public List<RelationName> invalidIndexes() throws SQLException {
        return Ask.all(
                watcher,
                """
                SELECT n.nspname, c.relname FROM pg_catalog.pg_index i
                JOIN pg_catalog.pg_class c ON c.oid = i.indexrelid JOIN pg_catalog.pg_namespace n ON n.oid = c.relnamespace
                WHERE NOT i.indisvalid AND c.relkind = 'i' AND %s ORDER BY 1, 2""".formatted(OfTheUser.relation("i.indrelid")),
                row -> new RelationName(row.getString(1), row.getString(2)));
    }

    private List<String> ask(String question) throws SQLException {
        return Ask.all(watcher, question, row -> row.getString(1));
    }
}
