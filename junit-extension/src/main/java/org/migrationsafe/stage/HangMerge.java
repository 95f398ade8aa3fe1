package org.migrationsafe.stage;

import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

import org.migrationsafe.recording.MigrationRun;
import org.migrationsafe.recording.StatementRun;
import org.migrationsafe.recording.Wait;
import org.migrationsafe.source.Place;

/** A migration that hung, and was run again without Flyway's transaction: the second run, with the waits of the first. */
public final class HangMerge {

    private HangMerge() {}

    public static Outcome of(Outcome hung, Outcome again) {
        Map<Place, Wait> waits = hung.runs().stream()
                .flatMap(run -> run.statements().stream())
                .filter(statement -> statement.endlessWait() != null)
                .collect(Collectors.toMap(
                        StatementRun::place,
                        statement -> java.util.Objects.requireNonNull(statement.endlessWait()),
                        // A migration that catches the cut-off and tries again waits twice at one place.
                        (first, second) -> first));
        List<MigrationRun> runs =
                again.runs().stream().map(run -> withWaits(run, waits)).toList();
        return again.with(runs);
    }

    private static MigrationRun withWaits(MigrationRun run, Map<Place, Wait> waits) {
        return run.withStatements(run.statements().stream()
                .map(statement -> waits.containsKey(statement.place())
                        ? statement.waitingFor(waits.get(statement.place()))
                        : statement)
                .toList());
    }
}
