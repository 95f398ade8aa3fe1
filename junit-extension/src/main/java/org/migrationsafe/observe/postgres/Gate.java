package org.migrationsafe.observe.postgres;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.HashMap;
import java.util.Map;

import javax.sql.DataSource;

import org.jspecify.annotations.Nullable;
import org.migrationsafe.database.OfTheUser;
import org.migrationsafe.database.Quoted;
import org.migrationsafe.engine.LockMode;
import org.migrationsafe.recording.RelationName;

/**
 * Parks a command that runs outside any transaction, so that its locks can be read while it holds them.
 *
 * <p>A session of ours holds ROW EXCLUSIVE on every table, as a writer in an open transaction would, and SHARE UPDATE
 * EXCLUSIVE where it can be had, as a VACUUM would. Whatever conflicts with these waits for it, and so does every step of
 * a CONCURRENTLY command, which lets older lock holders end first. At each such stop the locks are read, the next gate is
 * closed, and this one is opened. A command that never stops has taken no lock that conflicts with them.
 *
 * @see <a href="https://www.postgresql.org/docs/current/sql-createindex.html#SQL-CREATEINDEX-CONCURRENTLY">Building
 *     indexes concurrently</a>
 */
final class Gate {

    private static final long LOOK_EVERY_MILLISECONDS = 10;

    private static final String CLOSE = """
            DO $$
            DECLARE t regclass;
            BEGIN
              FOR t IN SELECT c.oid FROM pg_catalog.pg_class c JOIN pg_catalog.pg_namespace n ON n.oid = c.relnamespace
                       WHERE c.relkind IN ('r', 'p') AND %s AND c.oid <> coalesce(to_regclass(%s), 0) LOOP
                BEGIN
                  EXECUTE format('LOCK TABLE ONLY %%s IN ROW EXCLUSIVE MODE NOWAIT', t);
                EXCEPTION WHEN lock_not_available OR undefined_table THEN NULL; -- the parked command has it, or dropped it
                END;
                BEGIN
                  EXECUTE format('LOCK TABLE ONLY %%s IN SHARE UPDATE EXCLUSIVE MODE NOWAIT', t);
                EXCEPTION WHEN lock_not_available OR undefined_table THEN NULL;
                END;
              END LOOP;
              FOR t IN SELECT c.oid FROM pg_catalog.pg_class c JOIN pg_catalog.pg_namespace n ON n.oid = c.relnamespace
                       WHERE c.relkind = 'm' AND c.relispopulated AND %s LOOP
                BEGIN
                  SET LOCAL lock_timeout = '1ms'; -- LOCK TABLE takes no materialized view
                  EXECUTE format('SELECT FROM %%s LIMIT 0', t);
                  EXECUTE format('COMMENT ON MATERIALIZED VIEW %%s IS %%L', t, pg_catalog.obj_description(t, 'pg_class'));
                EXCEPTION WHEN lock_not_available OR undefined_table THEN NULL;
                END;
              END LOOP;
            END $$""";

    private final DataSource source;
    private final Connection watcher;
    private final RelationName historyTable;
    private final Map<Long, LockMode> seen = new HashMap<>();
    private volatile boolean paused;
    private volatile boolean done;
    private @Nullable SQLException failure;

    Gate(DataSource source, Connection watcher, RelationName historyTable) {
        this.source = source;
        this.watcher = watcher;
        this.historyTable = historyTable;
    }

    /** The strongest mode per relation that was held or waited for at any stop; null if the stops could not be read. */
    @Nullable
    Map<Long, LockMode> seen() {
        return failure == null ? seen : null;
    }

    /** Whether it was ever found sleeping, as a backfill that spares the server does between its batches. */
    boolean paused() {
        return paused;
    }

    /** Why the stops could not be read; null if they could. */
    @Nullable
    SQLException failure() {
        return failure;
    }

    @Nullable
    Object around(int pid, Execution execution) throws Throwable {
        Connection first;
        try {
            first = source.getConnection();
            close(first);
        } catch (SQLException e) {
            failure = e;
            return execution.run();
        }
        Thread keeper = new Thread(() -> keep(pid, first), "migration-safe-gate");
        keeper.setDaemon(true);
        keeper.start();
        try {
            return execution.run();
        } finally {
            done = true;
            keeper.join();
        }
    }

    private void close(Connection gate) throws SQLException {
        gate.setAutoCommit(false);
        try (Statement statement = gate.createStatement()) {
            statement.execute(CLOSE.formatted(OfTheUser.RELATION, Quoted.literal(historyTable), OfTheUser.RELATION));
        } catch (SQLException e) {
            gate.close();
            throw e;
        }
    }

    private void keep(int pid, Connection first) {
        Connection gate = first;
        try {
            while (!done) {
                if (waitsFor(pid, Session.pid(gate))) {
                    look(pid);
                    Connection next = source.getConnection();
                    close(next);
                    gate.close();
                    gate = next;
                } else {
                    Thread.sleep(LOOK_EVERY_MILLISECONDS);
                }
            }
        } catch (SQLException e) {
            failure = e;
        } catch (RuntimeException e) {
            failure = new SQLException(e);
        } catch (InterruptedException e) {
            failure = new SQLException(e);
            Thread.currentThread().interrupt();
        } finally {
            open(gate);
        }
    }

    private void open(Connection gate) {
        try {
            gate.close();
        } catch (SQLException e) {
            failure = e;
        }
    }

    private boolean waitsFor(int pid, int gatePid) throws SQLException {
        synchronized (watcher) {
            try (PreparedStatement statement = watcher.prepareStatement("""
                    SELECT ? = ANY (pg_catalog.pg_blocking_pids(?)),
                           EXISTS (SELECT FROM pg_catalog.pg_stat_get_activity(?) a WHERE a.wait_event = 'PgSleep')""")) {
                statement.setInt(1, gatePid);
                statement.setInt(2, pid);
                statement.setInt(3, pid);
                try (ResultSet row = statement.executeQuery()) {
                    row.next();
                    paused |= row.getBoolean(2);
                    return row.getBoolean(1);
                }
            }
        }
    }

    private void look(int pid) throws SQLException {
        synchronized (watcher) {
            try (PreparedStatement statement = watcher.prepareStatement("""
                    SELECT l.relation, l.mode FROM pg_catalog.pg_locks l
                    WHERE l.pid = ? AND l.locktype = 'relation' AND l.relation >= 16384
                      AND l.mode <> 'SIReadLock'""")) {
                statement.setInt(1, pid);
                try (ResultSet row = statement.executeQuery()) {
                    while (row.next()) {
                        seen.merge(row.getLong(1), LockMode.ofCatalogName(row.getString(2)), LockMode::stronger);
                    }
                }
            }
        }
    }
}
