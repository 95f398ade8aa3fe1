package org.migrationsafe.sizes;

import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
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
import org.migrationsafe.seed.TopUp;
import org.migrationsafe.stage.Outcome;
import org.migrationsafe.stage.Player;
import org.migrationsafe.stage.Stage;

/**
 * Observes migrations with work in them at two further sizes: twice and four times the rows; and where one does nothing but
 * change rows, at more rows than the largest batch that anybody sensible makes, so that a batch's limit shows. All tables that
 * its statements read, change or join grow by the same factor.
 */
public final class SizeComparison implements FurtherRun {

    private static final String WHAT = "how its work grows with the rows";
    private static final int MANY_ROWS = 120_000;

    /** Work that grows with the square of the rows, which is to be known by the smaller sizes, would take hours with so many. */
    private static final Duration LIMIT = Duration.ofSeconds(10);

    private final Player player;
    private final Map<Migration, Map<Size, Measured>> measured = new ConcurrentHashMap<>();
    private final Map<Migration, Map<Size, String>> uncompared = new ConcurrentHashMap<>();

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
     */
    record Measured(
            MigrationRun run,
            Map<RelationName, Integer> before,
            Map<RelationName, Integer> counts,
            int factor,
            Map<RelationName, String> refused) {}

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
                        size != Size.BEYOND_ANY_BATCH || working.stream().anyMatch(SizeComparison::onlyChangesRows))
                .<Attempt>map(size -> new AtOneSize(step, working, tables, size))
                .toList();
    }

    private static boolean isCompared(MigrationRun run) {
        return run.migration().kind() != Kind.CALLBACK
                && !run.endedEarly()
                && run.statements().stream().anyMatch(StatementRun::works);
    }

    /** Tables that statements with work in them read, change or join. */
    private static Set<RelationName> workedOn(MigrationRun run) {
        Set<RelationName> tables = new TreeSet<>();
        run.statements().stream().filter(StatementRun::works).forEach(statement -> {
            statement.taken().stream().map(RelationLock::table).forEach(tables::add);
            statement.scans().stream().map(Scan::relation).forEach(tables::add);
            statement.changes().stream().map(RowChange::relation).forEach(tables::add);
        });
        return tables;
    }

    /** One in Java loops over its batches by itself, and would do so a thousand times. */
    private static boolean onlyChangesRows(MigrationRun run) {
        return run.migration().kind() == Kind.SQL
                && run.statements().stream()
                        .allMatch(statement -> statement.catalogChanges().isEmpty())
                && run.statements().stream()
                        .flatMap(statement -> statement.changes().stream())
                        .anyMatch(change -> change.total() > 1);
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
            TopUp rows = new TopUp(
                    stage.database().kept(Purpose.STAGING), stage.seeder().rows());
            Map<RelationName, Integer> before = rows.counts(tables);
            int factor = factor(stage.seeder().rows());
            Map<RelationName, String> refused = rows.multiply(before.keySet(), factor);
            Map<RelationName, Integer> counts = rows.counts(before.keySet());
            Outcome outcome = player.observeUnhindered(stage, step, LIMIT);
            if (outcome.failed()) {
                impossible(outcome.tookTooLong() ? tooLong(counts) : outcome.failure());
                return;
            }
            outcome.runs().forEach(run -> measured.computeIfAbsent(run.migration(), file -> new ConcurrentHashMap<>())
                    .put(size, new Measured(run, before, counts, factor, refused)));
        }

        private int factor(int rows) {
            return switch (size) {
                case TWICE -> 2;
                case FOUR_TIMES -> 4;
                case BEYOND_ANY_BATCH -> Math.max(4, (MANY_ROWS + rows - 1) / rows);
            };
        }

        private String tooLong(Map<RelationName, Integer> counts) {
            int most =
                    counts.values().stream().mapToInt(Integer::intValue).max().orElse(0);
            return "a statement did not end within " + LIMIT.toSeconds() + " seconds with "
                    + String.format(Locale.ROOT, "%,d", most) + " rows, and was cut off";
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
        if (sizes.containsKey(Size.BEYOND_ANY_BATCH)) {
            sizes.remove(Size.FOUR_TIMES);
        }
        MigrationRun grown = AtSeveralSizes.of(run, List.copyOf(sizes.values())).grown();
        return beyond.map(reason -> grown.butUnseen(WHAT, reason)).orElse(grown);
    }
}
