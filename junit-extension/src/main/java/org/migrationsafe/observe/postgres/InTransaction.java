package org.migrationsafe.observe.postgres;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;

import org.jspecify.annotations.Nullable;
import org.migrationsafe.engine.LockMode;
import org.migrationsafe.observe.postgres.Observation.Thrown;
import org.migrationsafe.recording.NotSeen;
import org.migrationsafe.recording.Observed;
import org.migrationsafe.recording.RelationName;
import org.migrationsafe.recording.SecondRun;

/**
 * In a transaction that stays open, whose locks are still there to be read when the statement returns.
 *
 * @param transactional whether the transaction is the migration's own
 */
record InTransaction(Equipment equipment, boolean transactional) implements Way {

    /**
     * What was caught had no number of its own unless it wrote or took ACCESS EXCLUSIVE. The word only says that it is worth
     * looking again, at the gate.
     */
    private static final Pattern CATCHES = Pattern.compile("(?i)\\bexception\\s+when\\b");

    private static final String NOT_READ = "its effects could not be read";

    @Override
    public Observation run(AtHand statement, Transcript transcript) throws SQLException {
        Note note = new Note(equipment, statement, transactional);
        Reading then;
        try {
            then = Look.before(statement.connection(), transcript.last());
        } catch (SQLException e) {
            return new Observation(
                    note.unseen(transcript, "the session could not be read before it", e),
                    Observation.answerOf(statement.execution()));
        }
        Transcript found = transcript.found(then);
        Gate gate = equipment.gated() ? equipment.gate() : null;
        int pid = Session.pid(statement.connection());
        Execution execution = gate == null ? statement.execution() : () -> gate.around(pid, statement.execution());
        Observation.Answer answer =
                Observation.answerOf(() -> equipment.watchdog().watch(pid, execution));
        if (answer instanceof Thrown thrown) {
            return new Observation(note.failed(found, thrown.failure()), answer);
        }
        return new Observation(behind(note, found, then, gate), answer);
    }

    /**
     * Looks at a statement that went another way than through a JDBC statement, and is over.
     *
     * @param then the session before it; null where it was not read
     */
    Transcript afterwards(AtHand statement, Transcript transcript, @Nullable Reading then) throws SQLException {
        Note note = new Note(equipment, statement, true);
        return then == null || !Session.usable(statement.connection())
                ? note.unseen(transcript, "it was not sent as a JDBC statement")
                : behind(note, transcript.found(then), then, null);
    }

    private Transcript behind(Note note, Transcript transcript, Reading then, @Nullable Gate gate) throws SQLException {
        Connection connection = note.statement().connection();
        try {
            boolean open = Session.usable(connection);
            String sql = note.statement().sql();
            if (open && Session.onlyCommandsTransactions(sql)) {
                // What a savepoint takes back it does not drop.
                return note.seen(transcript, Observed.NOTHING, List.of()).leaving(null);
            }
            return open && !Session.commandsTransactions(sql)
                    ? read(note, transcript, then, gate)
                    : ended(note, transcript);
        } catch (SQLException e) {
            return note.unseen(transcript, NOT_READ, e);
        }
    }

    private static Transcript ended(Note note, Transcript transcript) {
        return Session.onlyCommandsTransactions(note.statement().sql())
                ? transcript.leaving(null)
                : note.unseen(
                        transcript, "it ends its transaction itself, and its locks with it, before they could be read");
    }

    private Transcript read(Note note, Transcript transcript, Reading then, @Nullable Gate gate) throws SQLException {
        Connection connection = note.statement().connection();
        boolean catches = CATCHES.matcher(note.statement().sql()).find();
        Reading now = Look.after(connection, then, catches);
        Map<Long, LockMode> alsoSeen = gate == null ? Map.of() : gate.seen();
        boolean lost = (now.marks().lost() > 0 || catches) && (gate == null || alsoSeen == null);
        Effects effects = new Effects(
                transcript.existing(),
                transcript.current(),
                then,
                now,
                alsoSeen == null ? Map.of() : alsoSeen,
                equipment.historyTable(),
                note.statement().execution().reasons());
        SecondRun again = Repetition.of(note.statement(), transcript.comesAgain(), effects);
        List<NotSeen> notSeen = new ArrayList<>();
        if (lost) {
            notSeen.add(note.unseen(
                    "statement",
                    "a part of it was rolled back within it, and that part's locks were let go of with it"));
        }
        if (again instanceof SecondRun.Unknown) {
            notSeen.add(note.unseen(Repetition.WHAT, Repetition.NOT_REPEATED));
        }
        Observed observed = effects.observed(again);
        List<RelationName> unmet =
                new Unmet(note.statement(), effects, !observed.catalogChanges().isEmpty()).tables();
        new RowSecurity(connection, transcript.existing())
                .passedBy(observed.changes(), unmet)
                .forEach(table -> notSeen.add(note.unseen(RowSecurity.WHAT + table, RowSecurity.WHY)));
        boolean untouched = again instanceof SecondRun.NotMade && gate == null;
        CatalogDifference difference = new CatalogDifference(transcript.current(), transcript.existing(), now);
        return note.seen(transcript, observed.meetingNone(unmet), notSeen)
                .losingLocks(lost)
                .at(difference.renamesASchema() ? Look.everything(connection) : difference.next())
                .leaving(untouched ? now.behind(then) : null);
    }
}
