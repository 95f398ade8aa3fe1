package org.migrationsafe.sizes;

import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.IntStream;
import java.util.stream.Stream;

import org.migrationsafe.database.DisposableDatabase.Purpose;
import org.migrationsafe.flyway.Step;
import org.migrationsafe.recording.Migration;
import org.migrationsafe.recording.Migration.Kind;
import org.migrationsafe.recording.MigrationRun;
import org.migrationsafe.recording.RelationLock;
import org.migrationsafe.recording.RelationName;
import org.migrationsafe.recording.RowChange;
import org.migrationsafe.recording.Scan;
import org.migrationsafe.recording.StatementRun;
import org.migrationsafe.rehearse.FurtherRun;
import org.migrationsafe.rule.Grouped;
import org.migrationsafe.seed.TopUp;
import org.migrationsafe.stage.Outcome;
import org.migrationsafe.stage.Player;
import org.migrationsafe.stage.Stage;

/**
 * Observes migrations with work in them at two further sizes: twice and four times the rows; and where one changes rows, at more
 * rows than the largest batch that anybody sensible makes, so that a batch's limit shows. All tables that its statements read, change
 * or join grow by the same factor.
 */
public final class SizeComparison implements FurtherRun {

    private static final String WHAT = "how its work grows with the rows";
    private static final int MANY_ROWS = 120_000;

    /** Tables that migrations themselves filled need not grow so far. */
    private static final int TOO_MANY_ROWS = 1_000_000;

    /** Work that grows with the square of the rows, which is to be known by the smaller sizes, would take hours with so many. */
    private static final Duration LIMIT = Duration.ofSeconds(10);

    private final Player player;
    private final Map<Migration, Map<Size, Measured>> measured = new ConcurrentHashMap<>();
    private final Map<Migration, Map<Size, String>> uncompared = new ConcurrentHashMap<>();
    private final Map<Migration, Map<Size, RefusedAtSize>> refusals = new ConcurrentHashMap<>();

    public SizeComparison(Player player) {
        this.player = player;
    }

    /** What a migration is observed at beside the rehearsal's own rows. */
    enum Size {
        TWICE("at twice the rows"),
        FOUR_TIMES("at four times the rows"),
        BEYOND_ANY_BATCH("with more rows than any batch has");

        private final String words;

        Size(String words) {
            this.words = words;
        }
    }

    /**
     * One migration at one size.
     *
     * @param before rows of each table that it works on, as the rehearsal had them
     * @param counts the same at this size
     * @param factor by which they were to grow
     * @param refused why one did not
     * @param whole whether it ran to its end
     */
    record Measured(
            MigrationRun run,
            Map<RelationName, Integer> before,
            Map<RelationName, Integer> counts,
            int factor,
            Map<RelationName, String> refused,
            boolean whole) {

        /** Whether a statement of the rehearsal's was run at this size, and ended well. */
        boolean reached(int statement) {
            return whole
                    || run.migration().kind() == Kind.SQL
                            && statement < run.statements().size() - 1;
        }
    }

    @Override
    public List<Attempt> attempts(Step step, List<MigrationRun> recorded) {
        List<MigrationRun> working =
                recorded.stream().filter(SizeComparison::isCompared).toList();
        if (working.isEmpty()) {
            return List.of();
        }
        Set<RelationName> tables = new TreeSet<>();
        working.forEach(run -> tables.addAll(workedOn(run)));
        return Stream.of(Size.values())
                .filter(size ->
                        size != Size.BEYOND_ANY_BATCH || working.stream().anyMatch(SizeComparison::changesRows))
                .<Attempt>map(size -> new AtOneSize(step, working, tables, size))
                .toList();
    }

    private static boolean isCompared(MigrationRun run) {
        return run.migration().kind() != Kind.CALLBACK
                && !run.endedEarly()
                && run.statements().stream().anyMatch(StatementRun::mayWorkMore);
    }

    /** Tables that statements with work in them read, change or join. */
    private static Set<RelationName> workedOn(MigrationRun run) {
        Set<RelationName> tables = new TreeSet<>();
        run.statements().stream().filter(StatementRun::mayWorkMore).forEach(statement -> {
            statement.taken().stream().map(RelationLock::table).forEach(tables::add);
            statement.scans().stream().map(Scan::relation).forEach(tables::add);
            statement.changes().stream().map(RowChange::relation).forEach(tables::add);
        });
        return tables;
    }

    /** One in Java loops over its batches by itself, and would do so a thousand times. */
    private static boolean changesRows(MigrationRun run) {
        return run.migration().kind() == Kind.SQL
                && run.statements().stream()
                        .flatMap(statement -> statement.changes().stream())
                        .anyMatch(change -> change.total() > 1 || change.updated() + change.deleted() > 0);
    }

    /** A step's migrations once more, with more rows. */
    private final class AtOneSize implements Attempt {
        private final Step step;
        private final List<MigrationRun> working;
        private final Set<RelationName> tables;
        private final Size size;

        private AtOneSize(Step step, List<MigrationRun> working, Set<RelationName> tables, Size size) {
            this.step = step;
            this.working = working;
            this.tables = tables;
            this.size = size;
        }

        @Override
        public void on(Stage stage) throws SQLException {
            TopUp rows = stage.seeder().topUp(stage.database().kept(Purpose.STAGING));
            Map<RelationName, Integer> before = rows.counts(tables);
            int factor = factor(stage.seeder().rows(), before.values());
            Map<RelationName, String> refused = rows.multiply(before.keySet(), factor);
            Map<RelationName, Integer> counts = rows.counts(before.keySet());
            Outcome outcome = player.observeUnhindered(stage, step, LIMIT);
            if (outcome.tookTooLong()) {
                impossible(tooLong(counts));
            } else if (outcome.refusal() != null && !RefusedAtSize.tells(outcome.refusal())) {
                impossible(outcome.failure());
            } else {
                outcome.runs()
                        .forEach(run ->
                                measured(new Measured(run, before, counts, factor, refused, whole(outcome, run))));
                if (outcome.refusal() != null) {
                    refused(new RefusedAtSize(outcome.refusal(), most(before), most(counts)));
                }
            }
        }

        private void measured(Measured one) {
            SizeComparison.this
                    .measured
                    .computeIfAbsent(one.run().migration(), file -> new ConcurrentHashMap<>())
                    .put(size, one);
        }

        private void refused(RefusedAtSize refusal) {
            refusals.computeIfAbsent(refusal.migration(), file -> new ConcurrentHashMap<>())
                    .put(size, refusal);
        }

        private static boolean whole(Outcome outcome, MigrationRun run) {
            return outcome.refusal() == null
                    || !outcome.refusal().file().migration().equals(run.migration());
        }

        private int factor(int rows, Collection<Integer> counts) {
            int largest = Math.max(rows, Collections.max(counts, Comparator.naturalOrder()));
            return switch (size) {
                case TWICE -> 2;
                case FOUR_TIMES -> 4;
                case BEYOND_ANY_BATCH -> Math.max(4, Math.min(MANY_ROWS / rows, TOO_MANY_ROWS / largest));
            };
        }

        private static int most(Map<RelationName, Integer> counts) {
            return counts.values().stream().mapToInt(Integer::intValue).max().orElse(0);
        }

        private String tooLong(Map<RelationName, Integer> counts) {
            return "a statement did not end within " + LIMIT.toSeconds() + " seconds with " + Grouped.of(most(counts))
                    + " rows, and was cut off";
        }

        @Override
        public void impossible(String reason) {
            working.forEach(run -> uncompared
                    .computeIfAbsent(run.migration(), file -> new ConcurrentHashMap<>())
                    .put(size, size.words + ", " + reason));
        }
    }

    @Override
    public MigrationRun with(MigrationRun run) {
        if (!isCompared(run)) {
            return run;
        }
        Map<Size, String> failed = new TreeMap<>(uncompared.getOrDefault(run.migration(), Map.of()));
        Map<Size, Measured> sizes = new TreeMap<>(measured.getOrDefault(run.migration(), Map.of()));
        Optional<String> beyond = Optional.ofNullable(failed.remove(Size.BEYOND_ANY_BATCH));
        if (!failed.isEmpty() || !sizes.keySet().containsAll(Set.of(Size.TWICE, Size.FOUR_TIMES))) {
            return run.butUnseen(
                    WHAT, failed.values().stream().findFirst().orElse("it did not run again at other sizes"));
        }
        MigrationRun grown = run.withStatements(grown(run, sizes));
        MigrationRun told = new TreeMap<>(refusals.getOrDefault(run.migration(), Map.of()))
                .values().stream()
                        .findFirst()
                        .map(refusal -> grown.withProblem(refusal.problem()))
                        .orElse(grown);
        return beyond.map(reason -> told.butUnseen(WHAT, reason)).orElse(told);
    }

    /** Each statement compared at twice the rows and at the largest size at which it was run. */
    private static List<StatementRun> grown(MigrationRun run, Map<Size, Measured> sizes) {
        Measured twice = Objects.requireNonNull(sizes.get(Size.TWICE));
        List<Measured> larger = Stream.of(Size.BEYOND_ANY_BATCH, Size.FOUR_TIMES)
                .flatMap(size -> Optional.ofNullable(sizes.get(size)).stream())
                .toList();
        List<MigrationRun> compared = larger.stream()
                .map(size -> AtSeveralSizes.of(run, List.of(twice, size)).grown())
                .toList();
        List<StatementRun> grown = new ArrayList<>();
        for (int i = 0; i < run.statements().size(); i++) {
            int number = i;
            StatementRun statement = run.statements().get(i);
            grown.add(IntStream.range(0, larger.size())
                    .filter(size -> twice.reached(number) && larger.get(size).reached(number))
                    .mapToObj(size -> compared.get(size).statements().get(number))
                    .findFirst()
                    .orElseGet(() -> statement.mayWorkMore()
                            ? statement.butUnseen(WHAT, "with more rows the migration did not come so far")
                            : statement));
        }
        return grown;
    }
}
