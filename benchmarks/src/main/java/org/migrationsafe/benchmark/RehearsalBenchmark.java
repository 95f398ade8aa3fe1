package org.migrationsafe.benchmark;

import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Locale;

import org.flywaydb.core.Flyway;
import org.migrationsafe.database.DatabaseSettings;
import org.migrationsafe.database.Databases;
import org.migrationsafe.database.DisposableDatabase;
import org.migrationsafe.junit.MigrationReviewer;
import org.migrationsafe.report.Report;

/** Times a review against Flyway alone, on the same server and in the same run, and prints ratios. */
public final class RehearsalBenchmark {

    private static final int[] SIZES = {50, 100, 200};
    private static final int ROUNDS = 3;

    private RehearsalBenchmark() {}

    public static void main(String[] arguments) throws IOException {
        Path folder = Files.createTempDirectory("migration-safe-benchmark");
        Path first = History.write(folder.resolve("first"), 1);
        review(first, false, false);
        System.out.printf(
                Locale.ROOT,
                "JVM start to the first whole review (1 migration): %.1f s%n",
                ManagementFactory.getRuntimeMXBean().getUptime() / 1000.0);
        for (int size : SIZES) {
            Path scripts = History.write(folder.resolve("h" + size), size);
            double plain = median(() -> plain(scripts));
            double observed = median(() -> review(scripts, false, false));
            double whole = once(() -> review(scripts, true, true));
            System.out.printf(
                    Locale.ROOT,
                    "%d migrations, %d tables: Flyway alone %.2f s; observed %.2f s = %.1f x, %.0f ms a migration;"
                            + " with sizes and queue %.2f s = %.1f x; heap in use %d MiB%n",
                    size,
                    (size + 2) / 3,
                    plain,
                    observed,
                    observed / plain,
                    1000 * observed / size,
                    whole,
                    whole / plain,
                    heap());
        }
        System.exit(0);
    }

    private interface Work {
        void run();
    }

    private static double once(Work work) {
        long start = System.nanoTime();
        work.run();
        return (System.nanoTime() - start) / 1e9;
    }

    private static double median(Work work) {
        double[] seconds = new double[ROUNDS];
        for (int i = 0; i < ROUNDS; i++) {
            seconds[i] = once(work);
        }
        Arrays.sort(seconds);
        return seconds[ROUNDS / 2];
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

    private static void review(Path scripts, boolean growth, boolean queue) {
        Report report = MigrationReviewer.create()
                .locations("filesystem:" + scripts)
                .set("migrationsafe.database", "embedded")
                .set("migrationsafe.growth", Boolean.toString(growth))
                .set("migrationsafe.queue", Boolean.toString(queue))
                .reportTo(scripts.resolve("report"))
                .review();
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
