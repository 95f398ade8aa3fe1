package org.migrationsafe.stage;

import java.util.List;
import java.util.Objects;

import org.jspecify.annotations.Nullable;
import org.migrationsafe.recording.MigrationRun;
import org.migrationsafe.recording.RelationName;
import org.migrationsafe.recording.StatementRun;

/**
 * How one call of Flyway ended.
 *
 * @param cutOff whether a statement had to be cut off an endless wait
 * @param tookTooLong whether one had to be cut off since it took longer than it was given
 * @param byRows whether it failed on the rows that were there
 * @param lostLocks whether a statement let go of locks before they could be read
 */
public record Outcome(
        List<MigrationRun> runs,
        boolean failed,
        boolean cutOff,
        boolean tookTooLong,
        boolean byRows,
        boolean lostLocks) {

    /** What kept it from going on, in a clause. */
    public String failure() {
        return runs.stream()
                .filter(run -> run.problem() != null)
                .map(run -> run.migration().fileName() + " fails: "
                        + Objects.requireNonNull(run.problem()).says())
                .findFirst()
                .orElse("it fails");
    }

    /** The table whose rows were in the way, as the server names it. */
    @Nullable
    public RelationName refusedTable() {
        return runs.stream()
                .flatMap(run -> run.statements().stream())
                .map(statement -> statement.error())
                .filter(Objects::nonNull)
                .map(error -> error.relation())
                .filter(Objects::nonNull)
                .reduce((first, second) -> second)
                .orElse(null);
    }

    /** Whether it failed because a new column would have had no value: whatever the rows hold, they are in the way. */
    public boolean newColumnRefused() {
        return runs.stream()
                .flatMap(run -> run.statements().stream())
                .map(StatementRun::error)
                .anyMatch(error -> error != null && error.columnIsNew());
    }
}
