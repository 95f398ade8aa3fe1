package org.migrationsafe.observe.postgres;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;

import org.jspecify.annotations.Nullable;
import org.migrationsafe.recording.Wait;

/**
 * Cancels a statement that waits for another session of the same migration: that one waits for the statement in turn,
 * in Java where the server sees no deadlock, so neither would ever end. Where there is a limit, it cancels what takes longer too.
 *
 * @see <a href="https://www.postgresql.org/docs/current/functions-info.html">pg_blocking_pids</a>
 */
final class Watchdog implements AutoCloseable {

    private static final long LOOK_EVERY_MILLISECONDS = 250;

    /** Looks in a row that must agree: two seconds, since a wait for a commit about to happen ends by itself. */
    private static final int LOOKS = 8;

    /** Of the limit: what one that sleeps may take. */
    private static final int SLEEPERS_TIMES = 6;

    /** How often a statement was found waiting, the last times in a row, and sleeping. */
    private static final class Looks {
        private int waiting;
        private int asleep;
        private boolean over;
    }

    private final Connection watcher;
    private final Set<Integer> ownPids = ConcurrentHashMap.newKeySet();
    private final ScheduledExecutorService clock = Executors.newSingleThreadScheduledExecutor(work -> {
        Thread thread = new Thread(work, "migration-safe-watchdog");
        thread.setDaemon(true);
        return thread;
    });
    private final @Nullable Duration limit;
    private volatile @Nullable Wait endlessWait;
    private volatile boolean tookTooLong;

    Watchdog(Connection watcher, @Nullable Duration limit) {
        this.watcher = watcher;
        this.limit = limit;
    }

    void own(int pid) {
        ownPids.add(pid);
    }

    /** The wait that the statement watched last was cut off from; null where there was none. */
    @Nullable
    Wait endlessWait() {
        return endlessWait;
    }

    /** Whether a statement had to be cut off since it took longer than the limit. */
    boolean tookTooLong() {
        return tookTooLong;
    }

    @Nullable
    Object watch(int pid, Execution execution) throws Throwable {
        endlessWait = null;
        Looks looks = new Looks();
        long begun = System.nanoTime();
        ScheduledFuture<?> watching = clock.scheduleWithFixedDelay(
                () -> look(pid, looks, begun), LOOK_EVERY_MILLISECONDS, LOOK_EVERY_MILLISECONDS, TimeUnit.MILLISECONDS);
        try {
            return execution.run();
        } finally {
            watching.cancel(false);
            synchronized (looks) {
                looks.over = true;
            }
        }
    }

    private void look(int pid, Looks looks, long begun) {
        try {
            if (limit != null && isOver(limit, pid, looks, begun)) {
                if (cancel(pid, looks)) {
                    tookTooLong = true;
                }
                return;
            }
            Wait wait;
            synchronized (watcher) {
                wait = waitForOwn(pid);
            }
            looks.waiting = wait == null ? 0 : looks.waiting + 1;
            if (looks.waiting == LOOKS && wait != null) {
                endlessWait = wait;
                cancel(pid, looks);
            }
        } catch (SQLException e) {
            // Without a watcher a hang is not recognised; the statement itself goes on, and tells its own story.
            System.getLogger(Watchdog.class.getName()).log(System.Logger.Level.WARNING, "cannot watch for hangs", e);
            throw new IllegalStateException(e);
        }
    }

    /** A statement that sleeps between its batches spares the server, and gets the time for it, though not for ever. */
    private boolean isOver(Duration most, int pid, Looks looks, long begun) throws SQLException {
        long took = System.nanoTime() - begun;
        synchronized (watcher) {
            looks.asleep += sleeps(pid) ? 1 : 0;
        }
        long slept = TimeUnit.MILLISECONDS.toNanos(looks.asleep * LOOK_EVERY_MILLISECONDS);
        return took - slept > most.toNanos() || took > SLEEPERS_TIMES * most.toNanos();
    }

    private boolean sleeps(int pid) throws SQLException {
        try (PreparedStatement statement = watcher.prepareStatement(
                "SELECT FROM pg_catalog.pg_stat_activity WHERE pid = ? AND wait_event = 'PgSleep'")) {
            statement.setInt(1, pid);
            try (ResultSet row = statement.executeQuery()) {
                return row.next();
            }
        }
    }

    private @Nullable Wait waitForOwn(int pid) throws SQLException {
        try (PreparedStatement statement = watcher.prepareStatement("""
                SELECT b.pid, (SELECT min(w.locktype) FROM pg_catalog.pg_locks w WHERE w.pid = ? AND NOT w.granted),
                       EXISTS (SELECT FROM pg_catalog.pg_locks a WHERE a.pid = b.pid AND a.locktype = 'advisory')
                FROM unnest(pg_catalog.pg_blocking_pids(?)) AS b (pid)""")) {
            statement.setInt(1, pid);
            statement.setInt(2, pid);
            try (ResultSet row = statement.executeQuery()) {
                while (row.next()) {
                    if (ownPids.contains(row.getInt(1)) && row.getInt(1) != pid) {
                        Wait.Blocker blocker =
                                row.getBoolean(3) ? Wait.Blocker.FLYWAY_LOCK : Wait.Blocker.OWN_CONNECTION;
                        return new Wait(blocker, String.valueOf(row.getString(2)));
                    }
                }
                return null;
            }
        }
    }

    /** Cancels the statement that is watched, never one that its session has come to since; false if it is over. */
    private boolean cancel(int pid, Looks looks) throws SQLException {
        synchronized (looks) {
            if (looks.over) {
                return false;
            }
            synchronized (watcher) {
                try (PreparedStatement statement = watcher.prepareStatement("SELECT pg_catalog.pg_cancel_backend(?)")) {
                    statement.setInt(1, pid);
                    statement.execute();
                }
            }
            return true;
        }
    }

    @Override
    public void close() {
        clock.shutdownNow();
    }
}
