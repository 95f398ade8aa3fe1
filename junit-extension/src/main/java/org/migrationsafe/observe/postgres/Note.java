package org.migrationsafe.observe.postgres;

import java.sql.SQLException;
import java.util.List;

import org.jspecify.annotations.Nullable;
import org.migrationsafe.recording.NotSeen;
import org.migrationsafe.recording.Observed;
import org.migrationsafe.recording.ServerError;
import org.migrationsafe.recording.StatementRun;
import org.migrationsafe.recording.Wait;

/**
 * Writes down what was seen of a statement.
 *
 * @param transactional whether it ran in a transaction of the migration's
 */
record Note(Equipment equipment, AtHand statement, boolean transactional) {

    Transcript seen(Transcript transcript, Observed observed, List<NotSeen> notSeen) {
        return transcript.and(run(transcript, observed, null, null, notSeen));
    }

    /** @param failure what its caller gets; anything but the server's own is told as what the driver says */
    Transcript failed(Transcript transcript, Throwable failure) {
        SQLException error = failure instanceof SQLException sql ? sql : new SQLException(failure.toString(), failure);
        return transcript.and(run(
                transcript,
                Observed.NOTHING,
                Errors.of(error, transcript.current(), equipment.redaction()),
                equipment.watchdog().endlessWait(),
                List.of(unseen(
                        "statement", "it failed, and the server let go of its locks before they could be read"))));
    }

    Transcript unseen(Transcript transcript, String why) {
        return transcript.and(run(transcript, Observed.NOTHING, null, null, List.of(unseen("statement", why))));
    }

    /** The migration went on; only our look at the statement failed, and that must never read as "no lock". */
    Transcript unseen(Transcript transcript, String what, SQLException failure) {
        return unseen(transcript, what + ": " + equipment.redaction().apply(String.valueOf(failure.getMessage())));
    }

    NotSeen unseen(String what, String why) {
        return new NotSeen(statement.place(), what, why);
    }

    private StatementRun run(
            Transcript transcript,
            Observed observed,
            @Nullable ServerError error,
            @Nullable Wait endlessWait,
            List<NotSeen> notSeen) {
        return new StatementRun(
                equipment.redaction().apply(statement.sql()),
                statement.place(),
                transactional,
                transcript.transaction(),
                transcript.settings(),
                observed,
                List.of(),
                error,
                endlessWait,
                notSeen);
    }
}
