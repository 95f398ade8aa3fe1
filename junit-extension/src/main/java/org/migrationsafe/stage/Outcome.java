package org.migrationsafe.stage;

import java.util.List;

import org.jspecify.annotations.Nullable;
import org.migrationsafe.recording.MigrationRun;

/**
 * How one call of Flyway ended.
 *
 * @param refusal why it did not come to its end; null where it did
 * @param cutOff whether a statement had to be cut off an endless wait
 * @param tookTooLong whether one had to be cut off since it took longer than it was given
 * @param lostLocks whether a statement let go of locks before they could be read
 */
public record Outcome(
        List<MigrationRun> runs, @Nullable Refusal refusal, boolean cutOff, boolean tookTooLong, boolean lostLocks) {

    public boolean failed() {
        return refusal != null;
    }

    /** The same with the runs told otherwise. */
    public Outcome with(List<MigrationRun> others) {
        return new Outcome(others, refusal, cutOff, tookTooLong, lostLocks);
    }

    /** What kept it from going on, in a clause. */
    public String failure() {
        return refusal == null
                ? "it fails"
                : refusal.file().migration().fileName() + " fails: "
                        + refusal.problem().says();
    }
}
