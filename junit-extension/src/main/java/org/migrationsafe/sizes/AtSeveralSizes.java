package org.migrationsafe.sizes;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

import org.migrationsafe.recording.Growth;
import org.migrationsafe.recording.Growth.Sample;
import org.migrationsafe.recording.Growth.Work;
import org.migrationsafe.recording.MigrationRun;
import org.migrationsafe.recording.RelationKind;
import org.migrationsafe.recording.RelationName;
import org.migrationsafe.recording.RowChange;
import org.migrationsafe.recording.StatementRun;
import org.migrationsafe.sizes.SizeComparison.Measured;
import org.migrationsafe.source.Place;

/**
 * One migration's statements, found again in its runs at other sizes: a loop over batches runs the same statement more often
 * the more rows there are, so the first batch is compared with the first batch.
 *
 * @param sizes from the smallest, without the rehearsal's own
 * @param again the statements of each size, by what identifies them
 */
record AtSeveralSizes(MigrationRun run, List<Measured> sizes, List<Map<Occurrence, StatementRun>> again) {

    /** A table is as large as it was to be when it has at least so many of its rows. */
    private static final double ENOUGH = 0.9;

    /** The so-manieth time that one place sends one text. */
    private record Occurrence(Place place, String sql, int number) {}

    static AtSeveralSizes of(MigrationRun run, List<Measured> sizes) {
        return new AtSeveralSizes(
                run, sizes, sizes.stream().map(size -> byOccurrence(size.run())).toList());
    }

    private static Map<Occurrence, StatementRun> byOccurrence(MigrationRun run) {
        Map<Occurrence, StatementRun> found = new HashMap<>();
        occurrences(run)
                .forEach(occurrence -> found.put(occurrence, run.statements().get(found.size())));
        return found;
    }

    private static List<Occurrence> occurrences(MigrationRun run) {
        Map<Occurrence, Integer> seen = new HashMap<>();
        return run.statements().stream()
                .map(statement -> {
                    Occurrence any = new Occurrence(statement.place(), statement.sql(), 0);
                    return new Occurrence(any.place(), any.sql(), seen.merge(any, 1, Integer::sum));
                })
                .toList();
    }

    /** The migration, each of its statements with what the sizes gave. */
    MigrationRun grown() {
        List<Occurrence> occurrences = occurrences(run);
        List<StatementRun> grown = new ArrayList<>();
        for (int i = 0; i < occurrences.size(); i++) {
            Occurrence occurrence = occurrences.get(i);
            StatementRun statement = run.statements().get(i);
            List<StatementRun> others = again.stream()
                    .flatMap(size -> Optional.ofNullable(size.get(occurrence)).stream())
                    .toList();
            if (others.size() == sizes.size()) {
                grown.add(grown(statement, others));
            } else if (occurrence.number() == 1 && statement.mayWorkMore()) {
                grown.add(statement.butUnseen(
                        "how its work grows with the rows",
                        "it was not executed when tables had other numbers of rows"));
            } else {
                grown.add(statement);
            }
        }
        return run.withStatements(grown);
    }

    private StatementRun grown(StatementRun statement, List<StatementRun> others) {
        List<Growth> all = growths(statement, others);
        StatementRun grown = statement.growing(
                all.stream().filter(this::isCompared).toList(),
                others.get(others.size() - 1).observed());
        if (statement.mayWorkMore()) {
            for (RelationName table :
                    all.stream().map(Growth::relation).distinct().toList()) {
                if (!isCompared(table) && !isQuery(statement, table)) {
                    grown = grown.butUnseen("how its work on " + table + " grows with the rows", whyNot(table));
                }
            }
        }
        return grown;
    }

    /** A materialized view has as many rows as its query gives, however many its tables have. */
    private static boolean isQuery(StatementRun statement, RelationName relation) {
        return statement.locks().stream()
                .anyMatch(lock -> lock.relation().equals(relation) && lock.kind() == RelationKind.MATERIALIZED_VIEW);
    }

    private List<Growth> growths(StatementRun statement, List<StatementRun> others) {
        return Stream.concat(
                        statement.scans().stream()
                                .map(scan -> growth(others, statement, scan.relation(), Work.ROWS_READ)),
                        statement.changes().stream()
                                .map(change -> growth(others, statement, change.relation(), Work.ROWS_CHANGED)))
                .toList();
    }

    /** Samples at other ratios than the others' are no evidence of how anything grows. */
    private boolean isCompared(Growth growth) {
        return isCompared(growth.relation());
    }

    private boolean isCompared(RelationName table) {
        return sizes.stream()
                .allMatch(size -> size.counts().getOrDefault(table, 0)
                        >= ENOUGH * size.factor() * size.before().getOrDefault(table, 0));
    }

    private String whyNot(RelationName table) {
        return sizes.stream()
                .flatMap(size -> Optional.ofNullable(size.refused().get(table)).stream())
                .findFirst()
                .orElse("it could not be given more rows");
    }

    private Growth growth(List<StatementRun> others, StatementRun own, RelationName table, Work work) {
        List<Sample> samples = new ArrayList<>();
        samples.add(new Sample(sizes.get(0).before().getOrDefault(table, 0), amount(own, table, work)));
        for (int i = 0; i < sizes.size(); i++) {
            samples.add(new Sample(sizes.get(i).counts().getOrDefault(table, 0), amount(others.get(i), table, work)));
        }
        return new Growth(table, work, samples);
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
