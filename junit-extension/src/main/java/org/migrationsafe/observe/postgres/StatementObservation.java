package org.migrationsafe.observe.postgres;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;

import javax.sql.DataSource;

import org.jspecify.annotations.Nullable;
import org.migrationsafe.engine.LockMode;
import org.migrationsafe.recording.NotSeen;
import org.migrationsafe.recording.Observed;
import org.migrationsafe.recording.StatementRun;
import org.migrationsafe.source.Place;

/** One statement on its way through the server. */
final class StatementObservation {

    private static final String NOT_REPEATED =
            "it could not be run once more with the values that were bound to it, or failed for another reason than the rows";
    private final DataSource source;
    private final Connection watcher;
    private final Watchdog watchdog;
    private final Transcript transcript;
    private final Connection connection;
    private final String sql;
    private final Place place;
    private final boolean gated;

    /**
     * @param source connections of our own, unobserved
     * @param watcher one of them, in autocommit
     * @param gated whether it is to be stopped at its locks, though they will still be there when it returns
     */
    StatementObservation(
            DataSource source,
            Connection watcher,
            Watchdog watchdog,
            Transcript transcript,
            Connection connection,
            String sql,
            Place place,
            boolean gated) {
        this.source = source;
        this.watcher = watcher;
        this.watchdog = watchdog;
        this.transcript = transcript;
        this.connection = connection;
        this.sql = sql;
        this.place = place;
        this.gated = gated;
    }

    @Nullable
    Object run(Execution execution) throws Throwable {
        if (Session.inTransaction(connection) || !connection.getAutoCommit()) {
            if (!Session.inTransaction(connection) && !transcript.runs.isEmpty()) {
                transcript.transaction++;
            }
            return observe(execution, true);
        }
        if (!transcript.runs.isEmpty()) {
            transcript.transaction++;
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
        int recorded = transcript.runs.size();
        try {
            Object result = observe(execution, false);
            connection.commit();
            connection.setAutoCommit(true);
            return result;
        } catch (SQLException e) {
            connection.rollback();
            connection.setAutoCommit(true);
            if (Errors.refusesTransaction(e)) {
                transcript.runs.subList(recorded, transcript.runs.size()).clear();
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
        transcript.settings = then.settings().since(transcript.begun);
        Object result;
        Gate gate = gated ? new Gate(source, watcher, transcript.historyTable) : null;
        int pid = Session.pid(connection);
        try {
            result = watchdog.watch(pid, gate == null ? execution : () -> gate.around(pid, execution));
        } catch (SQLException e) {
            addFailed(e, transactional);
            throw e;
        }
        try {
            record(then, transactional, execution, gate);
        } catch (SQLException e) {
            // The migration went on; only our look at it failed, and that must never read as "no lock".
            addUnseen(because("its effects could not be read", e), transactional);
        }
        return result;
    }

    void afterwards(@Nullable Reading then) throws SQLException {
        if (then == null || !Session.usable(connection)) {
            addUnseen("it was not sent as a JDBC statement", true);
            return;
        }
        transcript.settings = then.settings().since(transcript.begun);
        try {
            record(then, true, Execution.ELSEWHERE, null);
        } catch (SQLException e) {
            addUnseen(because("its effects could not be read", e), true);
        }
    }

    private String because(String what, SQLException failure) {
        return what + ": " + transcript.redaction.apply(String.valueOf(failure.getMessage()));
    }

    private void record(Reading then, boolean transactional, Execution execution, @Nullable Gate gate)
            throws SQLException {
        if (!Session.usable(connection)) {
            if (!Session.onlyCommandsTransactions(sql)) {
                addUnseen(
                        "it ends its transaction itself, and its locks with it, before they could be read",
                        transactional);
            }
            transcript.current = Reading.everything(connection);
            return;
        }
        Reading now = Reading.after(connection, then);
        Map<Long, LockMode> alsoSeen = gate == null ? Map.of() : gate.seen();
        boolean lost = now.marks().lost() > 0 && (gate == null || alsoSeen == null);
        transcript.lostLocks |= lost;
        Reading all = alsoSeen == null ? now : now.withLocks(alsoSeen);
        Effects effects = effects(then, all);
        long again = new SecondRun(connection, sql, execution, transcript.comesAgain).changes(effects);
        List<NotSeen> notSeen = Stream.of(
                        Optional.of(lost()).filter(unseen -> lost),
                        Optional.of(repetition(NOT_REPEATED)).filter(unseen -> again == SecondRun.UNKNOWN))
                .flatMap(Optional::stream)
                .toList();
        Observed observed = effects.observed(execution.reasons(), again == SecondRun.UNKNOWN ? SecondRun.NONE : again);
        add(run(then, transactional, observed, notSeen));
        transcript.current = new CatalogDifference(transcript.current, transcript.existing, now).next();
    }

    private NotSeen lost() {
        return new NotSeen(
                place,
                "statement",
                "a part of it was rolled back within it, and that part's locks were let go of with it");
    }

    private NotSeen repetition(String why) {
        return new NotSeen(place, "what a second run of the statement changes", why);
    }

    private Effects effects(Reading then, Reading now) {
        return new Effects(transcript.existing, transcript.current, then, now, transcript.historyTable);
    }

    private StatementRun run(Reading then, boolean transactional, Observed observed, List<NotSeen> notSeen) {
        return new StatementRun(
                shownSql(),
                place,
                transactional,
                transcript.transaction,
                transcript.settings,
                observed,
                List.of(),
                null,
                null,
                notSeen);
    }

    private @Nullable Object outsideAnyTransaction(Execution execution) throws Throwable {
        Reading then;
        int before;
        try {
            then = Reading.before(connection);
            before = Session.localTransaction(connection);
        } catch (SQLException e) {
            addUnseen(because("the session could not be read before it", e), false);
            return execution.run();
        }
        transcript.settings = then.settings().since(transcript.begun);
        Gate gate = new Gate(source, watcher, transcript.historyTable);
        int pid = Session.pid(connection);
        Object result;
        try {
            result = watchdog.watch(pid, () -> gate.around(pid, execution));
        } catch (SQLException e) {
            addFailed(e, false);
            throw e;
        }
        try {
            recordGated(then, gate, Session.localTransaction(connection) - before - 1);
        } catch (SQLException e) {
            addUnseen(because("its effects could not be read", e), false);
        }
        return result;
    }

    private void recordGated(Reading then, Gate gate, int transactions) throws SQLException {
        CatalogState state = Reading.everything(connection);
        Map<Long, LockMode> seen = gate.seen();
        if (seen == null) {
            SQLException failure = Objects.requireNonNull(gate.failure());
            addUnseen(because("it could not be watched from a second session", failure), false);
        } else {
            Reading now = new Reading(
                    seen,
                    RowsSince.counters(connection, then, state),
                    then.settings(),
                    Reading.since(connection, then).atMost(transactions),
                    state);
            Observed observed = effects(then.withoutCounters(), now).observed(List.of(), SecondRun.NONE);
            // Rows of committed transactions count as updated, whether they were inserted or not.
            List<NotSeen> notSeen = transcript.comesAgain && !observed.changes().isEmpty()
                    ? List.of(repetition("it ends transactions itself, so a second run could not have been taken back"))
                    : List.of();
            add(run(then, false, gate.paused() ? observed.inBatches(observed.commits(), true) : observed, notSeen));
        }
        transcript.current = state;
    }

    private void addFailed(SQLException error, boolean transactional) {
        add(StatementRuns.failed(
                shownSql(),
                place,
                transactional,
                transcript.transaction,
                transcript.settings,
                Errors.of(error, transcript.current, transcript.redaction),
                watchdog.endlessWait()));
    }

    private void addUnseen(String reason, boolean transactional) {
        NotSeen unseen = new NotSeen(place, "statement", reason);
        add(StatementRuns.unseen(
                shownSql(), place, transactional, transcript.transaction, transcript.settings, unseen));
    }

    private void add(StatementRun run) {
        transcript.runs.add(run);
    }

    private String shownSql() {
        return transcript.redaction.apply(sql);
    }
}
