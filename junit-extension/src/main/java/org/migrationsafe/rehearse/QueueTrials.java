package org.migrationsafe.rehearse;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

import org.migrationsafe.database.DisposableDatabase;
import org.migrationsafe.database.DisposableDatabase.Purpose;
import org.migrationsafe.engine.LockMode;
import org.migrationsafe.recording.Migration;
import org.migrationsafe.recording.MigrationRun;
import org.migrationsafe.recording.QueueTrial;
import org.migrationsafe.recording.RelationKind;
import org.migrationsafe.recording.RelationLock;
import org.migrationsafe.recording.RelationName;
import org.migrationsafe.recording.StatementRun;
import org.migrationsafe.source.Redaction;

/** Runs each migration that blocks traffic, or builds concurrently, once more with a session in its way. */
final class QueueTrials {

    private static final String FAILED_AGAIN = "the migrations before it failed when they were applied once more";

    private final Stage first;
    private final DisposableDatabase database;
    private final Plan plan;
    private final Redaction redaction;
    private final Map<Migration, List<QueueTrial>> trials = new HashMap<>();
    private final Map<Migration, String> untried = new HashMap<>();

    QueueTrials(Stage first, DisposableDatabase database, Plan plan, Redaction redaction) {
        this.first = first;
        this.database = database;
        this.plan = plan;
        this.redaction = redaction;
    }

    QueueTrials of(List<MigrationRun> recorded) throws SQLException {
        int last = lastWorthTrying(recorded);
        if (last < 0) {
            return this;
        }
        Stage stage = first.anew(first.rows(), Map.of());
        for (int i = 0; i <= last; i++) {
            Step step = plan.steps().get(i);
            stage.prepare(step);
            List<Target> targets = targets(recorded, step).toList();
            if (targets.isEmpty()) {
                stage.apply(step);
                continue;
            }
            for (int n = 0; n < targets.size(); n++) {
                if (n > 0) {
                    if (!stage.restore(plan.steps().subList(0, i))) {
                        untried.put(targets.get(n).migration(), FAILED_AGAIN);
                        break;
                    }
                    stage.prepare(step);
                }
                attempt(stage, step, targets.get(n));
            }
            if (!stage.restoreIfBehind(step, plan.steps().subList(0, i + 1))) {
                plan.steps().subList(i + 1, last + 1).stream()
                        .flatMap(later -> targets(recorded, later))
                        .forEach(later -> untried.put(later.migration(), FAILED_AGAIN));
                return this;
            }
        }
        return this;
    }

    private void attempt(Stage stage, Step step, Target target) throws SQLException {
        Connection watcher = database.kept(Purpose.WATCHING);
        Interruption interruption = new Interruption(database, watcher, stage, step, redaction);
        QueueTrial trial = interruption.at(target);
        if (trial != null) {
            trials.computeIfAbsent(target.migration(), migration -> new ArrayList<>())
                    .add(trial);
        } else {
            untried.put(
                    target.migration(),
                    "with a session in the way of " + target.mode().sqlName() + " on " + target.table()
                            + ", it did not come to wait");
        }
    }

    private int lastWorthTrying(List<MigrationRun> recorded) {
        int last = -1;
        for (int i = 0; i < plan.steps().size(); i++) {
            if (targets(recorded, plan.steps().get(i)).findAny().isPresent()) {
                last = i;
            }
        }
        return last;
    }

    /** The statement that would wait, the table it would wait for, and its lock there. */
    record Target(Migration migration, StatementRun statement, RelationName table, LockMode mode) {}

    /**
     * The first statement of each migration that would wait. What runs in one transaction is undone as a whole, wherever it is
     * interrupted; outside of one, each further statement leaves another state behind.
     */
    private static Stream<Target> targets(List<MigrationRun> recorded, Step step) {
        return recorded.stream()
                .filter(run -> run.problem() == null && step.ran(run))
                .flatMap(run -> {
                    List<Target> all = run.statements().stream()
                            .flatMap(statement -> target(run.migration(), statement))
                            .toList();
                    return all.stream()
                            .filter(target -> target.equals(all.get(0))
                                    || !target.statement().transactional()
                                            && run.migration().kind() == Migration.Kind.SQL);
                });
    }

    private static Stream<Target> target(Migration migration, StatementRun statement) {
        return statement.taken().stream()
                .filter(lock -> lock.kind() == RelationKind.TABLE || lock.kind() == RelationKind.PARTITIONED_TABLE)
                .filter(lock -> lock.mode().blocksTraffic()
                        || statement.commitsOnItsWay() && lock.mode() == LockMode.SHARE_UPDATE_EXCLUSIVE)
                .sorted(RelationLock::compareTo)
                .limit(1)
                .map(lock -> new Target(migration, statement, lock.relation(), lock.mode()));
    }

    /** The same migration with what its trial showed. */
    MigrationRun tried(MigrationRun run) {
        MigrationRun seen = run.withTrials(trials.getOrDefault(run.migration(), List.of()));
        String untriedSince = untried.get(run.migration());
        return untriedSince == null ? seen : seen.butUnseen("what waits when it waits", untriedSince);
    }
}
