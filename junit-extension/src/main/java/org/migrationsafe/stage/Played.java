package org.migrationsafe.stage;

import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

import org.migrationsafe.flyway.Failure;
import org.migrationsafe.flyway.MigrationCallback;
import org.migrationsafe.flyway.MigrationFile;
import org.migrationsafe.flyway.Step;
import org.migrationsafe.observe.postgres.StatementRecorder;
import org.migrationsafe.recording.MigrationRun;
import org.migrationsafe.recording.NotSeen;
import org.migrationsafe.recording.Problem;
import org.migrationsafe.recording.RelationName;
import org.migrationsafe.recording.StatementRun;

/** The steps of one call as far as it came. */
final class Played {
    private final Stage stage;
    private final MigrationCallback callback;
    private final List<Step> steps;
    private final List<Step> begun = new ArrayList<>();
    private final Map<Step, Map<RelationName, NotSeen>> empty = new HashMap<>();

    Played(Stage stage, MigrationCallback callback, List<Step> steps) {
        this.stage = stage;
        this.callback = callback;
        this.steps = steps;
    }

    boolean begins(Step step) throws SQLException {
        if (!callback.lostLocks().isEmpty()) {
            return false;
        }
        stage.prepare(step);
        begun(step);
        return true;
    }

    void begun(Step step) {
        begun.add(step);
        empty.put(step, new TreeMap<>(stage.leftEmpty()));
    }

    List<Outcome> outcomes(Optional<Failure> failure, StatementRecorder recorder) {
        Refusal refusal = null;
        if (failure.isPresent()) {
            callback.end();
            refusal = refusal(failure.get());
        } else {
            callback.addWhatIsLeft();
        }
        callback.endBetween();
        List<Outcome> outcomes = new ArrayList<>();
        for (Step step : begun.isEmpty() ? steps.subList(0, 1) : begun) {
            boolean last = step == begun.get(begun.size() - 1);
            List<MigrationRun> runs =
                    new ArrayList<>(callback.runs().stream().filter(step::ran).toList());
            if (steps.size() == 1) {
                runs.addAll(callback.callbackRuns());
            }
            boolean failed = last && failure.isPresent();
            outcomes.add(new Outcome(
                    runs.stream().map(run -> withEmptyTables(step, run)).toList(),
                    failed ? refusal : null,
                    failed && recorder.cutOff(),
                    failed && recorder.tookTooLong(),
                    runs.stream().anyMatch(run -> callback.lostLocks().contains(run.migration()))));
        }
        return outcomes;
    }

    private Refusal refusal(Failure failure) {
        List<MigrationRun> runs = callback.runs();
        MigrationFile file = failing(failure);
        boolean began = !runs.isEmpty() && runs.get(runs.size() - 1).migration().equals(file.migration());
        MigrationRun run = began ? runs.remove(runs.size() - 1) : MigrationRun.of(file.migration(), List.of());
        failure.refuseIfServerGone(file.migration().file(), run.statements());
        Problem problem = failure.problem(file.migration().file(), file.text(), run.statements());
        runs.add(run.withProblem(problem));
        Refusal refusal = Refusal.of(file, run, problem, failure);
        steps.stream()
                .filter(step -> step.files().contains(file) && !begun.contains(step))
                .forEach(this::begun);
        return refusal;
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
