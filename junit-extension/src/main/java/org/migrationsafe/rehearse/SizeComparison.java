package org.migrationsafe.rehearse;

import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

import org.migrationsafe.recording.Migration;
import org.migrationsafe.recording.Migration.Kind;
import org.migrationsafe.recording.MigrationRun;
import org.migrationsafe.recording.RelationName;
import org.migrationsafe.recording.RowChange;
import org.migrationsafe.recording.StatementRun;

/**
 * Observes statements with work in them at two further sizes: twice and four times the rows; and where a migration does nothing
 * but change rows, more rows than the largest batch that anybody sensible makes, so that a batch's limit shows.
 */
final class SizeComparison {

    private static final int BEYOND_ANY_BATCH = 120_000;

    private final Stage first;
    private final Player player;
    private final Plan plan;
    private final List<Map<RelationName, Integer>> firstCounts;
    private final Map<Migration, List<Measured>> measured = new HashMap<>();
    private final Map<Migration, String> uncompared = new HashMap<>();

    /** @param firstCounts rows of each table before each step of the first rehearsal, as far as it came */
    SizeComparison(Stage first, Player player, Plan plan, List<Map<RelationName, Integer>> firstCounts) {
        this.first = first;
        this.player = player;
        this.plan = plan;
        this.firstCounts = firstCounts;
    }

    /** One migration at one size, and how many rows each table had before it. */
    record Measured(MigrationRun run, Map<RelationName, Integer> counts) {}

    SizeComparison of(List<MigrationRun> recorded) throws SQLException {
        List<Migration> working = recorded.stream()
                .filter(run -> run.migration().kind() != Kind.CALLBACK)
                .filter(run ->
                        run.problem() == null && run.statements().stream().anyMatch(StatementRun::works))
                .map(MigrationRun::migration)
                .toList();
        if (working.isEmpty()) {
            return this;
        }
        Map<RelationName, Integer> many = recorded.stream()
                // One in Java loops over its batches by itself, and would do so a thousand times.
                .filter(run -> run.migration().kind() == Kind.SQL)
                .filter(run -> run.statements().stream()
                        .allMatch(statement -> statement.catalogChanges().isEmpty()))
                .flatMap(run -> run.statements().stream())
                .flatMap(statement -> statement.changes().stream())
                .filter(change -> change.total() > 1)
                .map(RowChange::relation)
                .distinct()
                .collect(Collectors.toMap(table -> table, table -> BEYOND_ANY_BATCH));
        for (int i = 0; i < firstCounts.size(); i++) {
            keep(recorded.stream().filter(plan.steps().get(i)::ran).toList(), firstCounts.get(i));
        }
        play("at twice the rows", first.anew(2 * first.rows(), Map.of()), working);
        play("at four times the rows", first.anew(4 * first.rows(), many), working);
        return this;
    }

    private void play(String size, Stage stage, List<Migration> working) throws SQLException {
        for (int i = 0; i < firstCounts.size(); i++) {
            Step step = plan.steps().get(i);
            stage.prepare(step);
            if (step.files().stream().noneMatch(file -> working.contains(file.migration()))) {
                stage.apply(step);
                continue;
            }
            Map<RelationName, Integer> counts = stage.countAll();
            Outcome outcome = player.observe(step, true, false);
            if (outcome.failed()) {
                String failed = size + ", " + outcome.failure();
                plan.steps().subList(i, firstCounts.size()).forEach(rest -> rest.files()
                        .forEach(file -> uncompared.putIfAbsent(file.migration(), failed)));
                return;
            }
            keep(outcome.runs(), counts);
        }
    }

    private void keep(List<MigrationRun> runs, Map<RelationName, Integer> counts) {
        runs.forEach(run -> measured.computeIfAbsent(run.migration(), file -> new ArrayList<>())
                .add(new Measured(run, counts)));
    }

    /** The same migration, each of its statements with what the sizes gave. */
    MigrationRun growing(MigrationRun run) {
        if (run.problem() != null
                || run.migration().kind() == Kind.CALLBACK
                || run.statements().stream().noneMatch(StatementRun::works)) {
            return run;
        }
        String failed = uncompared.get(run.migration());
        List<Measured> sizes = measured.getOrDefault(run.migration(), List.of());
        return failed != null || sizes.size() < 3
                ? run.butUnseen(
                        "how its work grows with the rows",
                        failed == null ? "it did not run again at other sizes" : failed)
                : AtSeveralSizes.of(run, sizes).grown();
    }
}
