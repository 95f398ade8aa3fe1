package org.migrationsafe.corpus;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.migrationsafe.Scripts;
import org.migrationsafe.database.DatabaseSettings;
import org.migrationsafe.database.Databases;
import org.migrationsafe.database.DisposableDatabase;
import org.migrationsafe.engine.LockMode;
import org.migrationsafe.recording.RelationLock;
import org.migrationsafe.recording.StatementRun;
import org.migrationsafe.report.Report;
import org.migrationsafe.rule.Severity;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Statement by statement: what the manual says, what plain JDBC measures, and what the product reports are one. A slice of the
 * corpus each time, the whole of it with {@code -Dcorpus.every=1}.
 */
class CorpusTest {

    private static final int EVERY = Integer.getInteger("corpus.every", 12);

    @Test
    void has_two_hundred_statements() {
        assertThat(Expected.all()).hasSizeGreaterThanOrEqualTo(200);
    }

    @ParameterizedTest
    @MethodSource("org.migrationsafe.Majors#tested")
    void manual_measurement_and_product_agree(int major, @TempDir Path folder) throws SQLException {
        List<String> differences = new ArrayList<>();
        List<Expected> all = Expected.all();
        int compared = 0;
        for (int i = major % EVERY; i < all.size(); i += EVERY) {
            Expected expected = all.get(i);
            if (major >= expected.from()) {
                compared++;
                product(expected, major, folder.resolve("s" + i), differences);
            }
        }
        measure(all, major, differences);
        System.out.println(
                "PostgreSQL " + major + ": " + compared + " statements reviewed, " + all.size() + " in the corpus");
        assertThat(compared).isPositive();
        assertThat(differences).isEmpty();
    }

    /** All of them, since they are fast. Those that run outside transactions only are the product's and the manual's alone. */
    private static void measure(List<Expected> all, int major, List<String> differences) throws SQLException {
        DatabaseSettings settings = new DatabaseSettings(
                DatabaseSettings.Source.EMBEDDED,
                major,
                null,
                null,
                null,
                null,
                false,
                Path.of(System.getProperty("migrationsafe.postgres.binaries")));
        try (DisposableDatabase database = Databases.open(settings);
                Connection connection = database.connect()) {
            try (Statement statement = connection.createStatement()) {
                statement.execute(Expected.text("corpus/base.sql"));
                statement.execute(Expected.text("corpus/rows.sql"));
            }
            Measurement measurement = new Measurement(connection);
            for (Expected expected : all) {
                if (major >= expected.from() && !expected.outside() && !expected.lost()) {
                    try {
                        compare("measured", expected, measurement.of(expected.sql()), differences);
                    } catch (SQLException e) {
                        differences.add(expected.sql() + ": " + e.getMessage());
                    }
                }
            }
        }
    }

    private static void product(Expected expected, int major, Path folder, List<String> differences) {
        Report report = Scripts.in(folder)
                .file("V1__base.sql", Expected.text("corpus/base.sql"))
                .file("V2__it.sql", expected.sql() + ";\n")
                .file("V2__it.sql.conf", "executeInTransaction=" + !expected.outside() + "\n")
                .reviewer()
                .set("migrationsafe.growth", "false")
                .set("migrationsafe.queue", "false")
                .released("1")
                .postgres(major)
                .review();
        if (!report.problems().isEmpty() || !report.notSeen().isEmpty()) {
            differences.add(expected.sql() + ": " + report.problems() + report.notSeen());
            return;
        }
        StatementRun run = Scripts.lastStatements(report).get(0);
        compare("reported", expected, does(run, expected), differences);
        if (expected.harmless()) {
            report.findings().stream()
                    .filter(finding -> finding.severity().atLeast(Severity.MEDIUM))
                    .filter(finding -> !finding.rule().id().contains("timeout"))
                    // The corpus is about locks; what its rows meet is theirs.
                    .filter(finding -> !finding.rule().id().equals("condition-met-no-row"))
                    .forEach(finding -> differences.add(
                            expected.sql() + ": false alarm " + finding.rule().id()));
        }
    }

    private static void compare(String by, Expected expected, String actual, List<String> differences) {
        if (!actual.equals(expected.does())) {
            differences.add(expected.sql() + "\n  expected " + expected.does() + "\n  " + by + " " + actual);
        }
    }

    private static String does(StatementRun run, Expected expected) {
        Map<String, String> locks = new TreeMap<>();
        run.taken().stream()
                .filter(lock -> !lock.kind().isIndex() && lock.mode().compareTo(LockMode.SHARE_UPDATE_EXCLUSIVE) >= 0)
                .forEach(lock -> locks.put(lock.relation().toString(), shortName(lock)));
        TreeSet<String> reads = new TreeSet<>();
        if (!expected.outside()) {
            run.scans().forEach(scan -> reads.add(scan.relation().toString()));
        }
        TreeSet<String> copies = new TreeSet<>();
        run.rewritten().forEach(table -> copies.add(table.toString()));
        TreeSet<String> builds = new TreeSet<>();
        run.rebuilt().forEach(rebuild -> builds.add(rebuild.index().toString()));
        return "locks " + locks + ", copies " + copies + ", reads " + reads + ", builds " + builds;
    }

    private static String shortName(RelationLock lock) {
        return switch (lock.mode()) {
            case SHARE_UPDATE_EXCLUSIVE -> "SUX";
            case SHARE -> "S";
            case SHARE_ROW_EXCLUSIVE -> "SRX";
            case EXCLUSIVE -> "X";
            default -> "AX";
        };
    }
}
