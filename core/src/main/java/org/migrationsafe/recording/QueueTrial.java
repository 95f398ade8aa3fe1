package org.migrationsafe.recording;

import java.time.Duration;
import java.util.List;

import org.jspecify.annotations.Nullable;
import org.migrationsafe.source.Place;

/**
 * The same migration once more, with a session in the way that has read a table and not yet committed.
 *
 * @param statement which of its statements came to wait
 * @param table what it waited for
 * @param selectQueues whether a plain SELECT on the table, sent meanwhile, waited behind it
 * @param lockTimeout in force at the statement; zero waits for ever
 * @param fired whether that timeout ended the wait; otherwise the wait was cancelled by us
 * @param invalidIndexes what the catalogue held of them afterwards
 * @param again what became of a second run, with the reader gone
 * @param refusal what the server said to the second run; null where it took it
 */
public record QueueTrial(
        Place statement,
        RelationName table,
        boolean selectQueues,
        Duration lockTimeout,
        boolean fired,
        List<RelationName> invalidIndexes,
        Again again,
        @Nullable String refusal) {

    /** How the second run ended. */
    public enum Again {
        /** Nothing is missing, nothing invalid is left. */
        CONVERGED,
        /** It was refused. */
        REFUSED,
        /** It passed, and an index is still invalid. */
        LEFT_INVALID
    }
}
