package org.migrationsafe.stage;

import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

import org.jspecify.annotations.Nullable;
import org.migrationsafe.database.DisposableDatabase;
import org.migrationsafe.database.DisposableDatabase.Purpose;
import org.migrationsafe.flyway.Deployment;
import org.migrationsafe.flyway.Failure;
import org.migrationsafe.flyway.MigrationCallback;
import org.migrationsafe.flyway.Plan;
import org.migrationsafe.flyway.Step;
import org.migrationsafe.observe.postgres.ObservedDataSource;
import org.migrationsafe.observe.postgres.StatementRecorder;

/** Runs steps through Flyway, observed. */
public final class Player {

    private final Plan plan;

    public Player(Plan plan) {
        this.plan = plan;
    }

    /**
     * How a step is played.
     *
     * @param withoutFlywayLock whether Flyway holds its lock without a transaction, since concurrent builds hang on that
     * @param gated whether each statement is stopped at its locks
     * @param limit how long each statement may take; null for as long as it likes
     */
    private record Manner(
            boolean withoutFlywayLock,
            boolean gated,
            @Nullable Duration limit) {}

    /** Runs a step for which the stage is prepared, as a deployment would. */
    public Outcome observe(Stage stage, Step step) throws SQLException {
        return one(stage, step, new Manner(false, false, null));
    }

    /** The same with a lock of Flyway's that no concurrent build hangs on. */
    public Outcome observeUnhindered(Stage stage, Step step) throws SQLException {
        return one(stage, step, new Manner(true, false, null));
    }

    /** The same, each statement cut off where it takes longer than that. */
    public Outcome observeUnhindered(Stage stage, Step step, Duration limit) throws SQLException {
        return one(stage, step, new Manner(true, false, limit));
    }

    /** The same with each statement stopped at its locks, to see those that it lets go of before it ends. */
    public Outcome observeGated(Stage stage, Step step) throws SQLException {
        return one(stage, step, new Manner(true, true, null));
    }

    private Outcome one(Stage stage, Step step, Manner manner) throws SQLException {
        return play(stage, List.of(step), manner).get(0);
    }

    /**
     * Runs several steps in one call, each in a session as new as one of its own, and prepares the stage for each. Ends early after
     * a step that has to be played in another way.
     *
     * @return one outcome for each step that ran; all but the last ended well, with everything seen
     */
    public List<Outcome> observeAll(Stage stage, List<Step> steps) throws SQLException {
        if (steps.size() == 1) {
            stage.prepare(steps.get(0));
        }
        return play(stage, steps, new Manner(false, false, null));
    }

    private List<Outcome> play(Stage stage, List<Step> steps, Manner manner) throws SQLException {
        DisposableDatabase database = stage.database();
        try (StatementRecorder recorder = new StatementRecorder(
                database.dataSource(),
                database.kept(Purpose.WATCHING),
                plan.historyTable(),
                stage.redaction(),
                manner.gated(),
                manner.limit())) {
            MigrationCallback callback =
                    new MigrationCallback(recorder, plan.traits().callbacks());
            Deployment deployment = Deployment.of(
                            plan.project(),
                            steps,
                            new ObservedDataSource(stage.sessions(steps), recorder),
                            stage.redaction())
                    .recordedBy(callback);
            if (manner.withoutFlywayLock()) {
                deployment.withoutTransactionalLock().withoutLookingForFiles(plan);
            }
            Played played = new Played(stage, callback, steps);
            if (steps.size() > 1) {
                deployment.before(played::begins);
            } else {
                played.begun(steps.get(0));
            }
            Optional<Failure> failure = deployment.run();
            return played.outcomes(failure, recorder);
        }
    }
}
