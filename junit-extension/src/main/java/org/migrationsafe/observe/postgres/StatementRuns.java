package org.migrationsafe.observe.postgres;

import java.util.List;

import org.jspecify.annotations.Nullable;
import org.migrationsafe.recording.NotSeen;
import org.migrationsafe.recording.Observed;
import org.migrationsafe.recording.ServerError;
import org.migrationsafe.recording.SessionSettings;
import org.migrationsafe.recording.StatementRun;
import org.migrationsafe.recording.Wait;
import org.migrationsafe.source.Place;

/** Statements of which there is less to tell than usual. */
final class StatementRuns {

    private StatementRuns() {}

    static StatementRun failed(
            String sql,
            Place place,
            boolean transactional,
            int transaction,
            SessionSettings settings,
            ServerError error,
            @Nullable Wait endlessWait) {
        return empty(
                sql,
                place,
                transactional,
                transaction,
                settings,
                error,
                endlessWait,
                new NotSeen(
                        place, "statement", "it failed, and the server let go of its locks before they could be read"));
    }

    static StatementRun unseen(
            String sql, Place place, boolean transactional, int transaction, SessionSettings settings, NotSeen unseen) {
        return empty(sql, place, transactional, transaction, settings, null, null, unseen);
    }

    private static StatementRun empty(
            String sql,
            Place place,
            boolean transactional,
            int transaction,
            SessionSettings settings,
            @Nullable ServerError error,
            @Nullable Wait endlessWait,
            NotSeen unseen) {
        return new StatementRun(
                sql,
                place,
                transactional,
                transaction,
                settings,
                Observed.NOTHING,
                List.of(),
                error,
                endlessWait,
                List.of(unseen));
    }
}
