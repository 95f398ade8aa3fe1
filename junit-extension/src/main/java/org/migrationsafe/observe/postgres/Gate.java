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
import org.migrationsafe.engine.LockMode;

/**
 * Parks a command that runs outside any transaction, so that its locks can be read while it holds them.
 *
 * <p>A session of ours holds ROW EXCLUSIVE on every table, as a writer in an open transaction would. Whatever conflicts
 * with that waits for it, and so does every step of a CONCURRENTLY command, which lets older lock holders end first. At
 * each such stop the locks are read, the next gate is closed, and this one is opened.
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
                       WHERE c.relkind = 'r' AND c.oid >= 16384 AND c.relpersistence <> 't'
                         AND n.nspname NOT IN ('pg_catalog', 'information_schema') AND c.relname <> '%s' LOOP
                BEGIN
                  EXECUTE format('LOCK TABLE ONLY %%s IN ROW EXCLUSIVE MODE NOWAIT', t);
                EXCEPTION WHEN lock_not_available THEN NULL; -- the parked command is already waiting for this one
                END;
              END LOOP;
            END $$""";

    private final DataSource source;
    private final Connection watcher;
    private final String historyTable;
    private final Map<Long, LockMode> seen = new HashMap<>();
    private boolean parked;
    private volatile boolean done;
    private @Nullable SQLException failure;

    Gate(DataSource source, Connection watcher, String historyTable) {
        this.source = source;
        this.watcher = watcher;
        this.historyTable = historyTable.replace("'", "''");
    }

    /** The strongest mode per relation that was held or waited for at any stop; null if there was no stop. */
    @Nullable
    Map<Long, LockMode> seen() {
        return parked && failure == null ? seen : null;
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
            statement.execute(CLOSE.formatted(historyTable));
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
            try (PreparedStatement statement =
                    watcher.prepareStatement("SELECT ? = ANY (pg_catalog.pg_blocking_pids(?))")) {
                statement.setInt(1, gatePid);
                statement.setInt(2, pid);
                try (ResultSet row = statement.executeQuery()) {
                    return row.next() && row.getBoolean(1);
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
                        seen.merge(
                                row.getLong(1),
                                LockMode.ofCatalogName(row.getString(2)),
                                (one, other) -> one.strongerThan(other) ? one : other);
                    }
                }
            }
        }
        parked = true;
    }
}
