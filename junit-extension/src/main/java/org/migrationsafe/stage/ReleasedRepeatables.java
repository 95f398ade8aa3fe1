package org.migrationsafe.stage;

import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

import org.jspecify.annotations.Nullable;
import org.migrationsafe.flyway.Failure;
import org.migrationsafe.flyway.HistoryTable;
import org.migrationsafe.flyway.MigrationFile;
import org.migrationsafe.flyway.Plan;
import org.migrationsafe.flyway.Step;
import org.migrationsafe.recording.NotSeen;
import org.migrationsafe.source.Place;

/**
 * Repeatable migrations as production has them: Flyway ran them after the last release's versions, so that what comes next meets
 * their views and functions.
 *
 * @see <a href="https://documentation.red-gate.com/fd/repeatable-migrations-273973335.html">Repeatable migrations</a>
 */
record ReleasedRepeatables(Plan plan, HistoryTable history) {

    /** Runs a step on the stage; gives why it did not come to its end, where it did not. */
    interface Run {
        Optional<Failure> of(Step step) throws SQLException;
    }

    /**
     * Applies them after the released versions, and has Flyway forget those that are under review.
     *
     * @return those that are not there, since only their present text is known
     */
    List<NotSeen> apply(Run run) throws SQLException {
        List<MigrationFile> files = plan.repeatable();
        List<NotSeen> missing = new ArrayList<>();
        if (!files.isEmpty()) {
            for (MigrationFile file : plan.newRepeatable()) {
                history.pass(file);
            }
            history.reveal(files);
            if (run.of(step(files)).isPresent()) {
                missing.addAll(oneByOne(run, files));
            }
            history.forget(plan.repeatableUnderReview());
        }
        return missing;
    }

    /** Each that can be applied, also after one that cannot. */
    private List<NotSeen> oneByOne(Run run, List<MigrationFile> files) throws SQLException {
        List<NotSeen> missing = new ArrayList<>();
        for (MigrationFile file : files) {
            Optional<Failure> failure = run.of(step(List.of(file)));
            if (failure.isPresent()) {
                history.forget(List.of(file));
                history.pass(file);
                missing.add(missing(file, failure.get()));
            }
        }
        return missing;
    }

    private Step step(List<MigrationFile> files) {
        return new Step(plan.baseline().orElseThrow().target(), files);
    }

    private NotSeen missing(MigrationFile file, Failure failure) {
        @Nullable String released = plan.released();
        return new NotSeen(
                new Place(file.migration().file(), 0),
                file.migration().fileName(),
                "its present text cannot be applied after version " + released + " (" + failure.says()
                        + "), so production has an earlier one or none, and the migrations under review were rehearsed without it."
                        + " Record what production has by a review of the released commit with -Dmigrationsafe.release=true");
    }
}
