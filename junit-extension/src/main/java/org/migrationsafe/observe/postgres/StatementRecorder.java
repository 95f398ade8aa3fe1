package org.migrationsafe.observe.postgres;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

import javax.sql.DataSource;

import org.jspecify.annotations.Nullable;
import org.migrationsafe.recording.RelationName;
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

    private final Equipment equipment;
    private final List<StatementRun> runs = new ArrayList<>();
    private Transcript transcript = Transcript.EMPTY;
    private @Nullable PlaceFinder places;
    private @Nullable Connection migrating;
    private @Nullable SessionSettings left;
    private boolean flywayAlone;
    private boolean outdated;
    private boolean handedOut;
    private boolean updatesRows;
    private @Nullable String unreadSequences;
    private final Savepoints savepoints = new Savepoints();
    private @Nullable Announcement announcement;

    /**
     * @param source connections of our own, unobserved
     * @param watcher one of them, in autocommit, so that nothing ever waits for it
     * @param historyTable Flyway's own table, which is left out
     * @param gated whether each statement is stopped at its locks, to see those too that it lets go of before it ends
     * @param limit how long a statement may take before it is cut off; null for as long as it likes
     */
    public StatementRecorder(
            DataSource source,
            Connection watcher,
            RelationName historyTable,
            Redaction redaction,
            boolean gated,
            @Nullable Duration limit) {
        this.equipment = new Equipment(source, watcher, new Watchdog(watcher, limit), historyTable, redaction, gated);
    }

    void opened(Connection connection) throws SQLException {
        equipment.watchdog().own(Session.pid(connection));
    }

    /**
     * From here on, what the migration executes is recorded.
     *
     * @param anew whether what is there now counts as existing; otherwise it goes on after another migration of the same
     *     transaction
     * @param byFlywayAlone whether only Flyway uses the session, as it does for a script: code has ways past a recorder
     */
    public void begin(Connection connection, PlaceFinder migrationPlaces, boolean anew, boolean byFlywayAlone)
            throws SQLException {
        flywayAlone = byFlywayAlone;
        outdated = false;
        handedOut = false;
        updatesRows = false;
        unreadSequences = null;
        savepoints.clear();
        Connection real = Session.real(connection);
        migrating = real;
        left = null;
        equipment.watchdog().own(Session.pid(real));
        // Nothing of the migration is there yet, so any session sees the same, and one that has looked before is
        // faster.
        CatalogState before = Session.inTransaction(real) || !anew ? Look.everything(real) : watched();
        transcript = transcript.begin(before, Look.begun(real), anew);
        runs.clear();
        places = migrationPlaces;
    }

    /** Whether the migration that has just begun is run again whenever its text changes. */
    public void comesAgain(boolean again) {
        transcript = transcript.comingAgain(again);
    }

    private CatalogState watched() throws SQLException {
        synchronized (equipment.watcher()) {
            return Look.everything(equipment.watcher());
        }
    }

    /** Whether the last migration is over, and its session has not yet shown what it leaves behind. */
    boolean hasEnded() {
        return places == null && migrating != null && left == null;
    }

    /** A connection is used for something else; what the one that migrated leaves behind is worth telling. */
    void leaving(Connection connection) throws SQLException {
        if (Session.real(connection).equals(migrating) && !Session.inTransaction(connection)) {
            left = Look.settings(connection);
        }
    }

    /** The settings that the last migration's session ended with; null where it did not end by itself. */
    public @Nullable SessionSettings left() {
        return left;
    }

    /** Whether locks of the last migration were let go of inside a statement, unseen. */
    public boolean lostLocks() {
        return transcript.lostLocks();
    }

    /** A statement that is about to be executed, by whatever way. */
    public void announced(Connection observed, String sql, Place place) throws SQLException {
        Connection connection = Session.real(observed);
        boolean goesAnotherWay = COPY.matcher(sql).find() && Session.inTransaction(connection);
        announcement = new Announcement(sql, place, goesAnotherWay ? Look.before(connection, null) : null);
    }

    /** The announced statement is done; one that was not executed as a JDBC statement is looked at now, if at all. */
    public void executed(Connection observed) throws SQLException {
        Announcement past = announcement;
        announcement = null;
        if (past != null) {
            AtHand statement = new AtHand(Session.real(observed), past.sql(), past.place(), Execution.ELSEWHERE);
            note(new InTransaction(equipment, true).afterwards(statement, transcript, past.then()));
        }
    }

    /** A statement that Flyway is about to execute, and the session before it where that is needed. */
    private record Announcement(
            String sql, Place place, @Nullable Reading then) {}

    private boolean changedUnseen() {
        Connection connection = migrating;
        if (connection == null) {
            return false;
        }
        try {
            boolean begins = !Session.inTransaction(connection) && !connection.getAutoCommit();
            CatalogState now = Look.everything(connection);
            if (begins) {
                connection.rollback();
            }
            return new CatalogDifference(transcript.current(), transcript.existing(), Reading.of(now)).differs();
        } catch (SQLException e) {
            // It failed, which is told.
            return false;
        }
    }

    /** Looks, before the migration is committed, for sequences that it leaves behind the rows whose numbers they give. */
    public void lookAtSequences() throws SQLException {
        if (migrating != null) {
            try {
                new SequencesBehind(runs).addTo(migrating);
            } catch (SQLException e) {
                if (Errors.serverGone(e)) {
                    throw e;
                }
                // The role that the migration ends as may not read them.
                unreadSequences = Errors.of(e, transcript.current(), equipment.redaction())
                        .message();
            }
            passedBy();
        }
    }

    /** Why sequences and their rows could not be compared; empty where they were, or where there was no need. */
    public Optional<String> sequencesUnread() {
        return Optional.ofNullable(unreadSequences)
                .map(why ->
                        "whether its sequences are beyond the rows whose numbers they give could not be read: " + why);
    }

    /** Ends the recording and gives what was recorded. */
    public List<StatementRun> end() {
        places = null;
        announcement = null;
        return List.copyOf(runs);
    }

    /** Whether a statement was cut off since it took longer than the limit. */
    public boolean tookTooLong() {
        return equipment.watchdog().tookTooLong();
    }

    /** Whether the last migration had to be cut off a wait that had no end. */
    public boolean cutOff() {
        return runs.stream().anyMatch(run -> run.endlessWait() != null);
    }

    @Nullable
    Object execute(Connection connection, String sql, Execution execution) throws Throwable {
        Optional<Place> place = places == null ? Optional.empty() : places.find(sql);
        if (place.isEmpty()) {
            passedBy();
            return execution.run();
        }
        if (announcement != null && announcement.then() != null) {
            // It only looked as if it went another way, and the session already tells us more than it was asked to.
            transcript = transcript.leaving(announcement.then());
        }
        announcement = null;
        if (outdated) {
            readAnew(connection);
        }
        boolean open = Session.inTransaction(connection);
        Observation observed = Way.observe(equipment, new AtHand(connection, sql, place.get(), execution), transcript);
        note(flywayAlone ? observed.transcript() : observed.transcript().leaving(null));
        if (Session.commandsTransactions(sql)) {
            outdated = true;
            if (open && observed.answer() instanceof Observation.Returned) {
                savepoints.executed(sql, runs, transcript.transaction());
            }
        }
        return observed.answer().give();
    }

    private void note(Transcript seen) {
        runs.addAll(seen.told());
        transcript = seen.noted();
    }

    private void readAnew(Connection connection) {
        try {
            boolean begins = !Session.inTransaction(connection) && !connection.getAutoCommit();
            transcript = transcript.at(Look.everything(connection));
            outdated = handedOut;
            if (begins) {
                connection.rollback(); // the next transaction is the statement's
            }
        } catch (SQLException e) {
            // In a transaction that has failed nothing can be asked, and no statement runs either.
        }
    }

    /** The driver has set a savepoint. */
    void savepointSet(Object savepoint) {
        savepoints.set(savepoint, runs.size());
    }

    /** What the transaction did since a savepoint was taken back, or all of it. */
    void takenBack(Connection connection, @Nullable Object savepoint) throws SQLException {
        outdated = true;
        if (Session.inTransaction(connection)) {
            savepoints.takenBack(savepoint, runs, transcript.transaction());
        }
    }

    /** Code can change rows through what it reads, without a statement. */
    void updatesRows() {
        updatesRows = true;
    }

    /** What the last migration did, or could do, without a statement that passes by here; empty where it could not. */
    public Optional<String> waysPast() {
        if (!flywayAlone && !outdated && changedUnseen()) {
            return Optional.of("the catalogue after it is not what its statements left, so it changed something in"
                    + " another way, which cannot be seen");
        }
        if (handedOut) {
            return Optional.of("it took the driver's own connection, and what it did with that cannot be seen");
        }
        return updatesRows
                ? Optional.of("it may change rows through a result set, which cannot be seen")
                : Optional.empty();
    }

    /** The driver's own connection is given away, by which code can do anything from now on. Flyway only copies rows by it. */
    void handedOut() {
        handedOut = !flywayAlone;
        outdated |= handedOut;
    }

    /** The session is used for something that is not observed, so the next statement finds it changed. */
    void passedBy() {
        transcript = transcript.leaving(null);
    }

    @Override
    public void close() {
        equipment.watchdog().close();
    }
}
