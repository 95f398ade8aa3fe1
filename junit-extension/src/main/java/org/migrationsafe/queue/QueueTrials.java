package org.migrationsafe.queue;

import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;

import org.migrationsafe.engine.LockMode;
import org.migrationsafe.flyway.Step;
import org.migrationsafe.recording.Migration;
import org.migrationsafe.recording.MigrationRun;
import org.migrationsafe.recording.RelationKind;
import org.migrationsafe.recording.RelationLock;
import org.migrationsafe.recording.RelationName;
import org.migrationsafe.recording.StatementRun;
import org.migrationsafe.recording.Trial;
import org.migrationsafe.rehearse.FurtherRun;
import org.migrationsafe.stage.Stage;

/** Runs each migration that blocks traffic, or builds concurrently, once more with a session in its way. */
public final class QueueTrials implements FurtherRun {

    private final Map<Migration, Map<Integer, List<Trial>>> trials = new ConcurrentHashMap<>();
    private final Map<Migration, Map<Integer, String>> untried = new ConcurrentHashMap<>();

    @Override
    public List<Attempt> attempts(Step step, List<MigrationRun> recorded) {
        return recorded.stream()
                .filter(run -> !run.endedEarly())
                .flatMap(run -> targets(run).stream())
                .<Attempt>map(target -> new WithASessionInTheWay(step, target))
                .toList();
    }

    /**
     * The statement that would wait, the table it would wait for, and its lock there.
     *
     * @param number counts the targets of its migration
     */
    record Target(Migration migration, int number, StatementRun statement, RelationName table, LockMode mode) {}

    /**
     * The first statement of each transaction of a migration that would wait. What runs in one transaction is undone as a whole,
     * wherever it is interrupted; outside of one, each further statement leaves another state behind.
     */
    private static List<Target> targets(MigrationRun run) {
        List<Target> all = new ArrayList<>();
        for (StatementRun statement : run.statements()) {
            lock(statement)
                    .filter(lock -> all.isEmpty()
                            || run.migration().kind() == Migration.Kind.SQL
                                    && (!statement.transactional()
                                            || all.stream()
                                                    .noneMatch(target ->
                                                            target.statement().transaction()
                                                                    == statement.transaction())))
                    .ifPresent(lock ->
                            all.add(new Target(run.migration(), all.size(), statement, lock.relation(), lock.mode())));
        }
        return all;
    }

    private static Optional<RelationLock> lock(StatementRun statement) {
        return statement.taken().stream()
                .filter(lock -> lock.kind() == RelationKind.TABLE || lock.kind() == RelationKind.PARTITIONED_TABLE)
                .filter(lock -> lock.mode().blocksTraffic()
                        || statement.commitsOnItsWay() && lock.mode() == LockMode.SHARE_UPDATE_EXCLUSIVE)
                .sorted()
                .findFirst();
    }

    /** One statement with a session in its way. */
    private final class WithASessionInTheWay implements Attempt {
        private final Step step;
        private final Target target;

        private WithASessionInTheWay(Step step, Target target) {
            this.step = step;
            this.target = target;
        }

        @Override
        public void on(Stage stage) throws SQLException {
            List<Trial> shown = new Interruption(stage, step).at(target);
            if (shown.isEmpty()) {
                impossible("with a session in the way of " + target.mode().sqlName() + " on " + target.table()
                        + ", it did not come to wait");
            } else {
                trials.computeIfAbsent(target.migration(), migration -> new ConcurrentHashMap<>())
                        .put(target.number(), shown);
            }
        }

        @Override
        public void impossible(String reason) {
            untried.computeIfAbsent(target.migration(), migration -> new ConcurrentHashMap<>())
                    .put(target.number(), reason);
        }
    }

    /** The same migration with what its trials showed. */
    @Override
    public MigrationRun with(MigrationRun run) {
        Map<Integer, List<Trial>> seen = new TreeMap<>(trials.getOrDefault(run.migration(), Map.of()));
        MigrationRun tried = run.withTrials(
                Stream.concat(run.trials().stream(), seen.values().stream().flatMap(List::stream))
                        .toList());
        Map<Integer, String> not = new TreeMap<>(untried.getOrDefault(run.migration(), Map.of()));
        for (String reason : not.values().stream().distinct().toList()) {
            tried = tried.butUnseen("what waits when it waits", reason);
        }
        return tried;
    }
}
