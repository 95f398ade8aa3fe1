package org.migrationsafe.observe.postgres;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

import org.jspecify.annotations.Nullable;
import org.migrationsafe.recording.SessionSettings;
import org.migrationsafe.recording.SessionSettings.Source;
import org.migrationsafe.recording.StatementRun;
import org.migrationsafe.source.Redaction;

/** What has been recorded of the migration that is running, and where its last statement left the session. */
final class Transcript {

    final String historyTable;
    final Redaction redaction;
    final List<StatementRun> runs = new ArrayList<>();

    /** The catalogue before the migration, and after its last statement. */
    CatalogState existing = CatalogState.empty();

    CatalogState current = CatalogState.empty();

    /** Counts the migration's transactions from 1. */
    int transaction;

    SessionSettings settings =
            new SessionSettings(Duration.ZERO, Duration.ZERO, Duration.ZERO, "", Source.SERVER, Source.SERVER);

    /** What the session began with. */
    SessionSettings begun = settings;

    Transcript(String historyTable, Redaction redaction) {
        this.historyTable = historyTable;
        this.redaction = redaction;
    }

    /** Whether a statement's part was rolled back within it, and its locks with that, in this migration. */
    boolean lostLocks;

    /** Whether the migration is run again whenever its text changes. */
    boolean comesAgain;

    /** What the session was left with; null as long as it is open. */
    @Nullable
    SessionSettings left;

    /** @param anew whether what is there now counts as existing from here on */
    void begin(CatalogState before, SessionSettings session, boolean anew) {
        begun = session;
        lostLocks = false;
        left = null;
        existing = anew ? before : existing;
        current = before.copy();
        transaction = 1;
        runs.clear();
    }
}
