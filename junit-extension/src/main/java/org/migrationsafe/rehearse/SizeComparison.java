package org.migrationsafe.rehearse;

import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;

import org.migrationsafe.recording.Growth;
import org.migrationsafe.recording.Growth.Sample;
import org.migrationsafe.recording.Growth.Work;
import org.migrationsafe.recording.Migration.Kind;
import org.migrationsafe.recording.MigrationRun;
import org.migrationsafe.recording.Observed;
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
    private final Map<String, List<Measured>> measured = new HashMap<>();

    /** @param firstCounts rows of each table before each step of the first rehearsal, as far as it came */
    SizeComparison(Stage first, Player player, Plan plan, List<Map<RelationName, Integer>> firstCounts) {
        this.first = first;
        this.player = player;
        this.plan = plan;
        this.firstCounts = firstCounts;
    }

    /** One migration at one size. */
    private record Measured(MigrationRun run, Map<RelationName, Integer> counts) {}

    SizeComparison of(List<MigrationRun> recorded) throws SQLException {
        List<String> working = recorded.stream()
                .filter(run ->
                        run.problem() == null && run.statements().stream().anyMatch(SizeComparison::works))
                .map(run -> run.migration().file())
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
            keep(recorded.stream().filter(isOf(plan.steps().get(i))).toList(), firstCounts.get(i));
        }
        play(first.anew(2 * first.rows(), Map.of()), working);
        play(first.anew(4 * first.rows(), many), working);
        return this;
    }

    private static boolean works(StatementRun run) {
        return !run.scans().isEmpty()
                || !run.rewritten().isEmpty()
                || !run.rebuilt().isEmpty()
                || !run.changes().isEmpty();
    }

    private static java.util.function.Predicate<MigrationRun> isOf(Step step) {
        return run -> step.files().stream()
                .anyMatch(file -> file.migration().file().equals(run.migration().file()));
    }

    private void play(Stage stage, List<String> working) throws SQLException {
        for (Step step : plan.steps().subList(0, firstCounts.size())) {
            stage.seed();
            stage.empty(step);
            if (step.files().stream()
                    .noneMatch(file -> working.contains(file.migration().file()))) {
                stage.apply(step);
                continue;
            }
            Map<RelationName, Integer> counts = stage.countAll();
            Outcome outcome = player.observe(step, true, false);
            if (outcome.failed()) {
                // What passed with few rows and fails with more is left uncompared from here on.
                return;
            }
            keep(outcome.runs(), counts);
        }
    }

    private void keep(List<MigrationRun> runs, Map<RelationName, Integer> counts) {
        runs.forEach(run -> measured.computeIfAbsent(run.migration().file(), file -> new ArrayList<>())
                .add(new Measured(run, counts)));
    }

    /** The same migration, each of its statements with what the sizes gave. */
    MigrationRun growing(MigrationRun run) {
        List<Measured> sizes = measured.getOrDefault(run.migration().file(), List.of());
        boolean alike = sizes.size() == 3
                && sizes.stream()
                        .allMatch(size -> size.run().statements().size()
                                == run.statements().size());
        return !alike
                ? run
                : run.withStatements(IntStream.range(0, run.statements().size())
                        .mapToObj(i -> run.statements().get(i).growing(growths(sizes, i), last(sizes, i)))
                        .toList());
    }

    private static Observed last(List<Measured> sizes, int index) {
        return sizes.get(2).run().statements().get(index).observed();
    }

    private static List<Growth> growths(List<Measured> sizes, int index) {
        StatementRun statement = sizes.get(0).run().statements().get(index);
        return Stream.concat(
                        statement.scans().stream().map(scan -> growth(sizes, index, scan.relation(), Work.ROWS_READ)),
                        statement.changes().stream()
                                .map(change -> growth(sizes, index, change.relation(), Work.ROWS_CHANGED)))
                .filter(growth ->
                        growth.samples().get(2).rows() > growth.samples().get(0).rows())
                .toList();
    }

    private static Growth growth(List<Measured> sizes, int index, RelationName table, Work work) {
        return new Growth(
                table,
                work,
                sizes.stream()
                        .map(size -> new Sample(
                                size.counts().getOrDefault(table, 0),
                                amount(size.run().statements().get(index), table, work)))
                        .toList());
    }

    private static long amount(StatementRun run, RelationName table, Work work) {
        return work == Work.ROWS_READ
                ? run.tuplesScanned(table)
                : run.changes().stream()
                        .filter(change -> change.relation().equals(table))
                        .mapToLong(RowChange::total)
                        .sum();
    }
}
