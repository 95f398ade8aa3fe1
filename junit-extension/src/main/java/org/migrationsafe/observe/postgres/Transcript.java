package org.migrationsafe.observe.postgres;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

import org.jspecify.annotations.Nullable;
import org.migrationsafe.recording.SessionSettings;
import org.migrationsafe.recording.SessionSettings.Source;
import org.migrationsafe.recording.StatementRun;

/**
 * Where the migration that is running has come to, and what was recorded of its last statement.
 *
 * @param existing the catalogue before the migration
 * @param current the catalogue after its last statement
 * @param begun the settings that the session began with
 * @param settings those that the last statement found
 * @param transaction the migration's transactions, counted from 1
 * @param first whether none of its statements has been recorded yet
 * @param told what was recorded since {@link #noted}
 * @param lostLocks whether a statement's part was rolled back within it, and its locks with that
 * @param comesAgain whether the migration is run again whenever its text changes
 * @param last the session after the last statement, where the next one finds it just like that; null otherwise
 */
record Transcript(
        CatalogState existing,
        CatalogState current,
        SessionSettings begun,
        SessionSettings settings,
        int transaction,
        boolean first,
        List<StatementRun> told,
        boolean lostLocks,
        boolean comesAgain,
        @Nullable Reading last) {

    static final SessionSettings UNREAD =
            new SessionSettings(Duration.ZERO, Duration.ZERO, Duration.ZERO, "", Source.SERVER, Source.SERVER);

    /** Of nothing yet. */
    static final Transcript EMPTY = new Transcript(
            CatalogState.empty(), CatalogState.empty(), UNREAD, UNREAD, 0, true, List.of(), false, false, null);

    /**
     * Begins with another migration.
     *
     * @param anew whether what is there now counts as existing; otherwise it goes on after another migration of the same
     *     transaction
     */
    Transcript begin(CatalogState before, SessionSettings session, boolean anew) {
        return new Transcript(
                anew ? before : existing, before, session, settings, 1, true, List.of(), false, comesAgain, null);
    }

    Transcript comingAgain(boolean again) {
        return new Transcript(existing, current, begun, settings, transaction, first, told, lostLocks, again, last);
    }

    /** A statement begins a transaction; the migration's first one has been counted. */
    Transcript inNextTransaction() {
        int next = first ? transaction : transaction + 1;
        return new Transcript(existing, current, begun, settings, next, first, told, lostLocks, comesAgain, null);
    }

    /** A statement finds the session like that. */
    Transcript found(Reading then) {
        SessionSettings now = then.settings().since(begun);
        return new Transcript(existing, current, begun, now, transaction, first, told, lostLocks, comesAgain, last);
    }

    Transcript and(StatementRun run) {
        List<StatementRun> all = new ArrayList<>(told);
        all.add(run);
        return new Transcript(existing, current, begun, settings, transaction, false, all, lostLocks, comesAgain, null);
    }

    /** What was recorded is kept elsewhere by now. */
    Transcript noted() {
        return new Transcript(
                existing, current, begun, settings, transaction, first, List.of(), lostLocks, comesAgain, last);
    }

    /** The catalogue is like that now. */
    Transcript at(CatalogState now) {
        return new Transcript(existing, now, begun, settings, transaction, first, told, lostLocks, comesAgain, last);
    }

    Transcript losingLocks(boolean lost) {
        return new Transcript(
                existing, current, begun, settings, transaction, first, told, lostLocks || lost, comesAgain, last);
    }

    /** The session was left like that, and is so until something passes by the recorder. */
    Transcript leaving(@Nullable Reading session) {
        return new Transcript(
                existing, current, begun, settings, transaction, first, told, lostLocks, comesAgain, session);
    }
}
