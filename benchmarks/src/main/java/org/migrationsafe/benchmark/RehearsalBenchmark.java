package org.migrationsafe.benchmark;

import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;

import org.flywaydb.core.Flyway;
import org.migrationsafe.database.DatabaseSettings;
import org.migrationsafe.database.Databases;
import org.migrationsafe.database.DisposableDatabase;
import org.migrationsafe.junit.MigrationReviewer;
import org.migrationsafe.report.Report;

/**
 * Times reviews beside Flyway alone, on the same server and in the same run, in turns, and prints medians and their ratios. Arguments
 * name the cases; without any, all of them are measured.
 */
public final class RehearsalBenchmark {

    private static final int HISTORY = 200;
    private static final int PENDING = 3;
    private static final int LARGE_FILES = 400;
    private static final int LARGE_STATEMENTS = 5000;

    private final Path folder;

    private RehearsalBenchmark(Path folder) {
        this.folder = folder;
    }

    public static void main(String[] arguments) throws IOException {
        RehearsalBenchmark benchmark = new RehearsalBenchmark(Files.createTempDirectory("migration-safe-benchmark"));
        List<String> cases =
                arguments.length == 0 ? List.of("start", "usual", "whole", "large") : Arrays.asList(arguments);
        for (String each : cases) {
            switch (each) {
                case "start" -> benchmark.start();
                case "usual" -> benchmark.usual();
                case "whole" -> benchmark.whole();
                case "large" -> benchmark.large();
                default -> throw new IllegalArgumentException("no case " + each);
            }
        }
        System.exit(0);
    }

    private void start() throws IOException {
        Path first = History.write(folder.resolve("first"), 1);
        review(first, "", false);
        print(
                "JVM start to the first whole review (1 migration): %.1f s",
                ManagementFactory.getRuntimeMXBean().getUptime() / 1000.0);
    }

    /** What a pull request costs: a few new migrations on what production has. */
    private void usual() throws IOException {
        Path scripts = History.write(folder.resolve("usual"), HISTORY);
        String released = Integer.toString(HISTORY - PENDING);
        compare(
                PENDING + " pending on " + released + " released",
                9,
                () -> plain(scripts),
                () -> review(scripts, released, false),
                () -> review(scripts, released, true));
    }

    /** What a first adoption costs. */
    private void whole() throws IOException {
        Path scripts = History.write(folder.resolve("whole"), HISTORY);
        compare(
                HISTORY + " under review",
                3,
                () -> plain(scripts),
                () -> review(scripts, "", false),
                () -> review(scripts, "", true));
    }

    private void large() throws IOException {
        Path scripts = History.large(folder.resolve("large"), LARGE_FILES, LARGE_STATEMENTS);
        double plain = once(() -> plain(scripts));
        long before = heap();
        double observed = once(() -> review(scripts, "", false));
        double whole = once(() -> review(scripts, "", true));
        print(
                "%d files, %d statements under review: Flyway alone %.1f s; observed %.1f s = %.1f x; with sizes and queue"
                        + " %.1f s = %.1f x; heap in use %d MiB before, %d MiB afterwards",
                LARGE_FILES, LARGE_STATEMENTS, plain, observed, observed / plain, whole, whole / plain, before, heap());
    }

    private static void compare(String what, int rounds, Runnable plain, Runnable observed, Runnable whole) {
        double[][] seconds = new double[3][rounds];
        List<Runnable> all = List.of(plain, observed, whole);
        all.forEach(Runnable::run);
        for (int round = 0; round < rounds; round++) {
            for (int i = 0; i < all.size(); i++) {
                seconds[i][round] = once(all.get(i));
            }
        }
        for (double[] each : seconds) {
            Arrays.sort(each);
        }
        int middle = rounds / 2;
        print(
                "%s: Flyway alone %.2f s; observed %.2f s = %.1f x; with sizes and queue %.2f s = %.1f x; heap in use %d MiB",
                what,
                seconds[0][middle],
                seconds[1][middle],
                seconds[1][middle] / seconds[0][middle],
                seconds[2][middle],
                seconds[2][middle] / seconds[0][middle],
                heap());
    }

    private static void print(String format, Object... values) {
        System.out.printf(Locale.ROOT, format + "%n", values);
    }

    private static double once(Runnable work) {
        long start = System.nanoTime();
        work.run();
        return (System.nanoTime() - start) / 1e9;
    }

    private static void plain(Path scripts) {
        DatabaseSettings settings =
                new DatabaseSettings(DatabaseSettings.Source.EMBEDDED, null, null, null, null, false, null);
        try (DisposableDatabase database = Databases.open(settings)) {
            Flyway.configure()
                    .dataSource(database.dataSource())
                    .locations("filesystem:" + scripts)
                    .load()
                    .migrate();
        }
    }

    /** @param released empty for a production that has nothing */
    private static void review(Path scripts, String released, boolean everything) {
        MigrationReviewer reviewer = MigrationReviewer.create()
                .locations("filesystem:" + scripts)
                .set("migrationsafe.database", "embedded")
                .set("migrationsafe.growth", Boolean.toString(everything))
                .set("migrationsafe.queue", Boolean.toString(everything))
                .reportTo(scripts.resolve("report"));
        Report report = (released.isEmpty() ? reviewer : reviewer.released(released)).review();
        if (!report.problems().isEmpty() || !report.notSeen().isEmpty()) {
            throw new IllegalStateException(
                    "the history is not rehearsed whole: " + report.problems() + report.notSeen());
        }
    }

    private static long heap() {
        System.gc();
        return ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed() >> 20;
    }
}
