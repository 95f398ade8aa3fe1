package org.migrationsafe.observe.postgres;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

import javax.sql.DataSource;

import org.jspecify.annotations.Nullable;
import org.migrationsafe.engine.LockMode;
import org.migrationsafe.recording.NotSeen;
import org.migrationsafe.recording.SessionSettings;
import org.migrationsafe.recording.StatementRun;
import org.migrationsafe.source.Place;
import org.migrationsafe.source.Redaction;

/**
 * Records each statement of a migration: reads the session before and after it, on the migrating connection and before
 * the commit, when its locks are still there to be read.
 */
public final class StatementRecorder implements AutoCloseable {

    /** What the driver sends through its copy manager; only says when to look, the server says what was done. */
    private static final Pattern COPY = Pattern.compile("(?is)\\bcopy\\b.*\\bstdin\\b");

    private final DataSource source;
    private final Connection watcher;
    private final Watchdog watchdog;
    private final String historyTable;
    private final Redaction redaction;
    private final List<StatementRun> runs = new ArrayList<>();

    private @Nullable PlaceFinder places;
    private CatalogState existing = CatalogState.empty();
    private CatalogState current = CatalogState.empty();
    private @Nullable Announcement announcement;
    private int transaction;
    private SessionSettings settings = new SessionSettings(Duration.ZERO, Duration.ZERO, Duration.ZERO, "");

    /**
     * @param source connections of our own, unobserved
     * @param historyTable Flyway's own table, which is left out
     */
    public StatementRecorder(DataSource source, String historyTable, Redaction redaction) throws SQLException {
        this.source = source;
        // In autocommit, so that nothing ever waits for it.
        this.watcher = source.getConnection();
        this.watchdog = new Watchdog(watcher);
        this.historyTable = historyTable;
        this.redaction = redaction;
    }

    void opened(Connection connection) throws SQLException {
        watchdog.own(Session.pid(connection));
    }

    /** From here on, what the migration executes is recorded. */
    public void begin(Connection connection, PlaceFinder migrationPlaces) throws SQLException {
        existing = Reading.everything(Session.real(connection));
        current = existing.copy();
        places = migrationPlaces;
        transaction = 1;
        runs.clear();
    }

    /** A statement that is about to be executed, by whatever way. */
    public void announced(Connection observed, String sql, Place place) throws SQLException {
        Connection connection = Session.real(observed);
        boolean goesAnotherWay = COPY.matcher(sql).find() && Session.inTransaction(connection);
        announcement = new Announcement(sql, place, goesAnotherWay ? Reading.before(connection) : null);
    }

    /** The announced statement is done; one that was not executed as a JDBC statement is looked at now, if at all. */
    public void executed(Connection observed) throws SQLException {
        Announcement past = announcement;
        announcement = null;
        if (past != null) {
            new Recording(Session.real(observed), past.sql(), past.place()).afterwards(past.then());
        }
    }

    /** A statement that Flyway is about to execute, and the session before it where that is needed. */
    private record Announcement(
            String sql, Place place, @Nullable Reading then) {}

    /** Ends the recording and gives what was recorded. */
    public List<StatementRun> end() {
        places = null;
        announcement = null;
        return List.copyOf(runs);
    }

    /** Whether the last migration had to be cut off a wait that had no end. */
    public boolean cutOff() {
        return runs.stream().anyMatch(run -> run.endlessWait() != null);
    }

    @Nullable
    Object execute(Connection connection, String sql, Execution execution) throws Throwable {
        Optional<Place> place = places == null ? Optional.empty() : places.find(sql);
        if (place.isEmpty()) {
            return execution.run();
        }
        announcement = null;
        return new Recording(connection, sql, place.get()).run(execution);
    }

    @Override
    public void close() throws SQLException {
        watchdog.close();
        watcher.close();
    }

    /** One statement on its way through the server. */
    private final class Recording {
        private final Connection connection;
        private final String sql;
        private final String shownSql;
        private final Place place;

        private Recording(Connection connection, String sql, Place place) {
            this.connection = connection;
            this.sql = sql;
            this.shownSql = redaction.apply(sql);
            this.place = place;
        }

        private @Nullable Object run(Execution execution) throws Throwable {
            if (Session.inTransaction(connection) || !connection.getAutoCommit()) {
                if (!Session.inTransaction(connection) && !runs.isEmpty()) {
                    transaction++;
                }
                return observe(execution, true);
            }
            if (!runs.isEmpty()) {
                transaction++;
            }
            if (Session.commandsTransactions(sql)) {
                return asItBringsIt(execution);
            }
            return inTransactionOfItsOwn(execution);
        }

        /** A transaction of ours around BEGIN or COMMIT would change what they mean. */
        private @Nullable Object asItBringsIt(Execution execution) throws Throwable {
            if (!Session.onlyCommandsTransactions(sql)) {
                addUnseen("it begins or ends a transaction itself, and its locks were gone when it returned", false);
            }
            return execution.run();
        }

        /**
         * An autocommitted statement's locks are gone when it returns, so it is given a transaction that ends after the
         * reading; one that the server refuses in a transaction has done nothing yet and is run again as it was meant.
         */
        private @Nullable Object inTransactionOfItsOwn(Execution execution) throws Throwable {
            connection.setAutoCommit(false);
            int recorded = runs.size();
            try {
                Object result = observe(execution, false);
                connection.commit();
                connection.setAutoCommit(true);
                return result;
            } catch (SQLException e) {
                connection.rollback();
                connection.setAutoCommit(true);
                if (Errors.refusesTransaction(e)) {
                    runs.subList(recorded, runs.size()).clear();
                    return outsideAnyTransaction(execution);
                }
                throw e;
            }
        }

        private @Nullable Object observe(Execution execution, boolean transactional) throws Throwable {
            Reading then;
            try {
                then = Reading.before(connection);
            } catch (SQLException e) {
                addUnseen(because("the session could not be read before it", e), transactional);
                return execution.run();
            }
            settings = then.settings();
            Object result;
            try {
                result = watchdog.watch(Session.pid(connection), execution);
            } catch (SQLException e) {
                addFailed(e, transactional);
                throw e;
            }
            try {
                record(then, transactional);
            } catch (SQLException e) {
                // The migration went on; only our look at it failed, and that must never read as "no lock".
                addUnseen(because("its effects could not be read", e), transactional);
            }
            return result;
        }

        private void afterwards(@Nullable Reading then) throws SQLException {
            if (then == null || !Session.usable(connection)) {
                addUnseen("it was not sent as a JDBC statement", true);
                return;
            }
            settings = then.settings();
            try {
                record(then, true);
            } catch (SQLException e) {
                addUnseen(because("its effects could not be read", e), true);
            }
        }

        private String because(String what, SQLException failure) {
            return what + ": " + redaction.apply(String.valueOf(failure.getMessage()));
        }

        private void record(Reading then, boolean transactional) throws SQLException {
            if (!Session.usable(connection)) {
                if (!Session.onlyCommandsTransactions(sql)) {
                    addUnseen(
                            "it ends its transaction itself, and its locks with it, before they could be read",
                            transactional);
                }
                current = Reading.everything(connection);
                return;
            }
            Reading now = Reading.after(connection);
            add(seen(then, now, transactional));
            current = new CatalogDifference(current, existing, now).next();
        }

        private StatementRun seen(Reading then, Reading now, boolean transactional) {
            Effects effects = new Effects(existing, current, then, now, historyTable);
            return new StatementRun(
                    shownSql,
                    place,
                    transactional,
                    transaction,
                    then.settings(),
                    effects.locks(),
                    effects.rewritten(),
                    effects.rebuilt(),
                    effects.scans(),
                    effects.changes(),
                    new CatalogDifference(current, existing, now).changes(),
                    null,
                    null,
                    List.of());
        }

        private @Nullable Object outsideAnyTransaction(Execution execution) throws Throwable {
            Reading then;
            try {
                then = Reading.before(connection);
            } catch (SQLException e) {
                addUnseen(because("the session could not be read before it", e), false);
                return execution.run();
            }
            settings = then.settings();
            Gate gate = new Gate(source, watcher, historyTable);
            int pid = Session.pid(connection);
            Object result;
            try {
                result = watchdog.watch(pid, () -> gate.around(pid, execution));
            } catch (SQLException e) {
                addFailed(e, false);
                throw e;
            }
            try {
                recordGated(then, gate);
            } catch (SQLException e) {
                addUnseen(because("its effects could not be read", e), false);
            }
            return result;
        }

        private void recordGated(Reading then, Gate gate) throws SQLException {
            CatalogState state = Reading.everything(connection);
            Map<Long, LockMode> seen = gate.seen();
            if (seen == null) {
                SQLException failure = gate.failure();
                addUnseen(
                        failure == null
                                ? "the server runs it outside a transaction only, it waited for nobody, and its locks "
                                        + "were gone when it returned"
                                : because("it could not be watched from a second session", failure),
                        false);
            } else {
                add(seen(then, new Reading(seen, Map.of(), then.settings(), state), false));
            }
            current = state;
        }

        private void addFailed(SQLException error, boolean transactional) {
            add(StatementRuns.failed(
                    shownSql,
                    place,
                    transactional,
                    transaction,
                    settings,
                    Errors.of(error, current, redaction),
                    watchdog.endlessWait()));
        }

        private void addUnseen(String reason, boolean transactional) {
            NotSeen unseen = new NotSeen(place, "statement", reason);
            add(StatementRuns.unseen(shownSql, place, transactional, transaction, settings, unseen));
        }

        private void add(StatementRun run) {
            runs.add(run);
        }
    }
}
