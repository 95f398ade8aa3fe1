package org.migrationsafe.observe.postgres;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import java.util.Objects;

import org.migrationsafe.engine.LockMode;
import org.migrationsafe.observe.postgres.Observation.Thrown;
import org.migrationsafe.recording.NotSeen;
import org.migrationsafe.recording.Observed;
import org.migrationsafe.recording.SecondRun;

/** As the server demands it of a statement that ends transactions itself: stopped at its locks by a {@link Gate}. */
record OutsideTransactions(Equipment equipment) implements Way {

    @Override
    public Observation run(AtHand statement, Transcript transcript) throws SQLException {
        Note note = new Note(equipment, statement, false);
        Connection connection = statement.connection();
        Reading then;
        int before;
        try {
            then = Look.before(connection, null);
            before = Session.localTransaction(connection);
        } catch (SQLException e) {
            return new Observation(
                    note.unseen(transcript, "the session could not be read before it", e),
                    Observation.answerOf(statement.execution()));
        }
        Transcript found = transcript.found(then);
        Gate gate = equipment.gate();
        int pid = Session.pid(connection);
        Observation.Answer answer = Observation.answerOf(
                () -> equipment.watchdog().watch(pid, () -> gate.around(pid, statement.execution())));
        if (answer instanceof Thrown thrown) {
            return new Observation(note.failed(found, thrown.failure()), answer);
        }
        try {
            int transactions = Session.localTransaction(connection) - before - 1;
            return new Observation(read(note, found, then, gate, transactions), answer);
        } catch (SQLException e) {
            return new Observation(note.unseen(found, "its effects could not be read", e), answer);
        }
    }

    private Transcript read(Note note, Transcript transcript, Reading then, Gate gate, int transactions)
            throws SQLException {
        Connection connection = note.statement().connection();
        CatalogState state = Look.everything(connection);
        Map<Long, LockMode> seen = gate.seen();
        if (seen == null) {
            SQLException failure = Objects.requireNonNull(gate.failure());
            return note.unseen(transcript, "it could not be watched from a second session", failure)
                    .at(state);
        }
        Reading now = new Reading(
                seen,
                RowsSince.counters(connection, then, state),
                then.settings(),
                Look.since(connection, then).atMost(transactions),
                state);
        Observed observed = new Effects(
                        transcript.existing(),
                        transcript.current(),
                        then.withoutCounters(),
                        now,
                        Map.of(),
                        equipment.historyTable(),
                        List.of())
                .observed(new SecondRun.NotMade());
        // Rows of committed transactions count as updated, whether they were inserted or not.
        List<NotSeen> notSeen = transcript.comesAgain() && !observed.changes().isEmpty()
                ? List.of(note.unseen(
                        Repetition.WHAT, "it ends transactions itself, so a second run could not have been taken back"))
                : List.of();
        return note.seen(transcript, gate.paused() ? observed.inBatches(observed.commits(), true) : observed, notSeen)
                .at(state);
    }
}
