package org.migrationsafe.observe.postgres;

import java.util.HashMap;
import java.util.Map;

import org.migrationsafe.engine.LockMode;
import org.migrationsafe.recording.SessionSettings;

/** One look at the migrating connection: the answers to {@link CatalogQueries}. */
record Reading(
        Map<Long, LockMode> locks,
        Map<Long, Counters> counters,
        SessionSettings settings,
        Marks marks,
        CatalogState changed) {

    /** What a session listens to while a statement is observed. */
    private static final String OURS = "debug1";

    /**
     * How far the server had come.
     *
     * @param wal bytes written ahead since the server was made
     * @param transaction the number that no transaction which had ended reached
     * @param messages what the session listened to
     * @param named what the transaction has done to types, functions, schemas and enum values, in rows of the catalogue
     * @param commits transactions that ended well since the reading before; 0 in that one
     * @param lost subtransactions that were rolled back since then, with their locks
     */
    record Marks(long wal, long transaction, String messages, long named, int commits, int lost) {
        static final Marks NONE = new Marks(-1, -1, "", 0, 0, 0);

        /** The server numbers the transactions of all its sessions, of which only so many can be this one's. */
        Marks atMost(int own) {
            return new Marks(wal, transaction, messages, named, Math.min(commits, own), lost);
        }

        Marks with(int committed, int rolledBack) {
            return new Marks(wal, transaction, messages, named, committed, rolledBack);
        }

        /** The same with what the session listened to before it was told to tell more. */
        Marks listening(Marks before) {
            return messages.equals(OURS) ? new Marks(wal, transaction, before.messages, named, commits, lost) : this;
        }
    }

    /** Rows of one table that the session has read and changed and not yet reported. */
    record Counters(long read, long inserted, long updated, long deleted) {
        static final Counters NONE = new Counters(0, 0, 0, 0);

        Counters minus(Counters earlier) {
            return new Counters(
                    read - earlier.read,
                    inserted - earlier.inserted,
                    updated - earlier.updated,
                    deleted - earlier.deleted);
        }

        boolean changedRows() {
            return inserted + updated + deleted > 0;
        }
    }

    /** A look at the catalogue alone. */
    static Reading of(CatalogState state) {
        return new Reading(Map.of(), Map.of(), Transcript.UNREAD, Marks.NONE, state);
    }

    /** The same look, taken after a statement, as the next one finds the session if nothing happens until then. */
    Reading behind(Reading then) {
        Map<Long, Counters> all = new HashMap<>(then.counters);
        all.putAll(counters);
        return new Reading(locks, all, settings, marks.listening(then.marks), CatalogState.empty());
    }

    /** The same look once the server has come so far, in which nothing but that has changed. */
    Reading at(Marks now) {
        return new Reading(locks, counters, settings, now, changed);
    }

    /** The same look, of a session whose counters are not what is compared. */
    Reading withoutCounters() {
        return new Reading(locks, Map.of(), settings, marks, changed);
    }
}
