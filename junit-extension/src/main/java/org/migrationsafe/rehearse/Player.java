package org.migrationsafe.rehearse;

import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

import org.jspecify.annotations.Nullable;
import org.migrationsafe.database.DisposableDatabase;
import org.migrationsafe.database.DisposableDatabase.Purpose;
import org.migrationsafe.flyway.Deployment;
import org.migrationsafe.flyway.Failure;
import org.migrationsafe.flyway.MigrationCallback;
import org.migrationsafe.flyway.MigrationFile;
import org.migrationsafe.flyway.Plan;
import org.migrationsafe.flyway.Step;
import org.migrationsafe.observe.postgres.ObservedDataSource;
import org.migrationsafe.observe.postgres.StatementRecorder;
import org.migrationsafe.recording.MigrationRun;
import org.migrationsafe.recording.NotSeen;
import org.migrationsafe.recording.Problem;
import org.migrationsafe.recording.RelationName;
import org.migrationsafe.recording.StatementRun;

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
    Outcome observe(Stage stage, Step step) throws SQLException {
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
    Outcome observeGated(Stage stage, Step step) throws SQLException {
        return one(stage, step, new Manner(true, true, null));
    }

    private Outcome one(Stage stage, Step step, Manner manner) throws SQLException {
        return play(stage, List.of(step), manner).get(0);
    }

    /**
     * Runs several steps in one call, each in a session as new as one of its own, and prepares the stage for each. Ends early behind
     * a step that has to be played in another way.
     *
     * @return one outcome for each step that ran; all but the last ended well, with everything seen
     */
    List<Outcome> observeAll(Stage stage, List<Step> steps) throws SQLException {
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
                            new ObservedDataSource(database.sessions(), recorder),
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

    /** The steps of one call as far as it came. */
    private static final class Played {
        private final Stage stage;
        private final MigrationCallback callback;
        private final List<Step> steps;
        private final List<Step> begun = new ArrayList<>();
        private final Map<Step, Map<RelationName, NotSeen>> empty = new HashMap<>();

        private Played(Stage stage, MigrationCallback callback, List<Step> steps) {
            this.stage = stage;
            this.callback = callback;
            this.steps = steps;
        }

        private boolean begins(Step step) throws SQLException {
            if (!callback.lostLocks().isEmpty()) {
                return false;
            }
            stage.prepare(step);
            begun(step);
            return true;
        }

        private void begun(Step step) {
            begun.add(step);
            empty.put(step, new TreeMap<>(stage.leftEmpty()));
        }

        private List<Outcome> outcomes(Optional<Failure> failure, StatementRecorder recorder) {
            if (failure.isPresent()) {
                callback.end();
                addProblem(failure.get());
            } else {
                callback.addWhatIsLeft();
            }
            callback.endBetween();
            List<Outcome> outcomes = new ArrayList<>();
            for (Step step : begun.isEmpty() ? steps.subList(0, 1) : begun) {
                boolean last = step == begun.get(begun.size() - 1);
                List<MigrationRun> runs = new ArrayList<>(
                        callback.runs().stream().filter(step::ran).toList());
                if (steps.size() == 1) {
                    runs.addAll(callback.callbackRuns());
                }
                boolean failed = last && failure.isPresent();
                outcomes.add(new Outcome(
                        runs.stream().map(run -> withEmptyTables(step, run)).toList(),
                        failed,
                        failed && recorder.cutOff(),
                        failed && recorder.tookTooLong(),
                        failed && failure.get().byRows(),
                        runs.stream().anyMatch(run -> callback.lostLocks().contains(run.migration()))));
            }
            return outcomes;
        }

        private void addProblem(Failure failure) {
            List<MigrationRun> runs = callback.runs();
            MigrationFile file = failing(failure);
            boolean began =
                    !runs.isEmpty() && runs.get(runs.size() - 1).migration().equals(file.migration());
            MigrationRun run = began ? runs.remove(runs.size() - 1) : MigrationRun.of(file.migration(), List.of());
            failure.refuseIfServerGone(file.migration().file(), run.statements());
            Problem problem = failure.problem(file.migration().file(), file.text(), run.statements());
            runs.add(run.withProblem(problem));
            steps.stream()
                    .filter(step -> step.files().contains(file) && !begun.contains(step))
                    .forEach(this::begun);
        }

        /**
         * Flyway reads a script before it announces it: what it does not understand there is the next one's fault, unless the server
         * refused the commit of the one before.
         */
        private MigrationFile failing(Failure failure) {
            List<MigrationRun> runs = callback.runs();
            List<MigrationFile> files =
                    steps.stream().flatMap(step -> step.files().stream()).toList();
            boolean next = runs.isEmpty() || callback.lastEndedWell() && !failure.byServer();
            return files.stream()
                    .filter(file -> next
                            ? runs.stream().noneMatch(run -> run.migration().equals(file.migration()))
                            : runs.get(runs.size() - 1).migration().equals(file.migration()))
                    .findFirst()
                    .orElse(files.get(0));
        }

        /** What a statement does to the rows of a table that has none was not seen. */
        private MigrationRun withEmptyTables(Step step, MigrationRun run) {
            List<NotSeen> notSeen = new ArrayList<>(run.notSeen());
            empty.getOrDefault(step, Map.of()).forEach((table, unseen) -> {
                if (run.statements().stream().anyMatch(statement -> touches(statement, table))) {
                    notSeen.add(unseen);
                }
            });
            return run.withNotSeen(notSeen);
        }

        private static boolean touches(StatementRun run, RelationName table) {
            return run.locks().stream().anyMatch(lock -> lock.table().equals(table));
        }
    }
}
