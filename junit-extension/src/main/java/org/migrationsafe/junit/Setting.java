package org.migrationsafe.junit;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

import org.jspecify.annotations.Nullable;
import org.migrationsafe.database.DatabaseSettings;
import org.migrationsafe.policy.DesignPolicy;
import org.migrationsafe.policy.ReviewPolicy;
import org.migrationsafe.rule.Severity;

/**
 * A setting. The README's table is made of these, in this order.
 *
 * @param name in full
 * @param parser makes the value of what is written
 * @param standard the value where nothing is written; null where that is found out elsewhere
 * @param otherwise the same, for a reader
 * @param meaning for a reader
 */
record Setting<T>(String name, Parser<T> parser, @Nullable T standard, String otherwise, String meaning) {

    static final String PREFIX = "migrationsafe.";

    private static final List<Setting<?>> TABLE = new ArrayList<>();

    static final Setting<Integer> POSTGRES =
            of("postgres", Parser.number(), null, "the one that is there", "production's major version, 14 to 18");
    static final Setting<String> IMAGE = of(
            "image",
            Parser.text(),
            null,
            "`postgres:N-alpine`",
            "the container's image, where production has extensions that the standard one has not");
    static final Setting<String> LOCATIONS = of(
            "locations",
            Parser.text(),
            null,
            "Spring Boot's `spring.flyway.locations`, else `classpath:db/migration`",
            "where the migrations are");
    static final Setting<String> RELEASED = of(
            "released",
            Parser.text(),
            null,
            "what the record says; without one, all are under review",
            "the newest version that production has");
    static final Setting<Path> STORE = of(
            "store",
            Parser.path(),
            null,
            "`src/test/migrationsafe`",
            "folder of the record, the baseline and the seed scripts");
    static final Setting<Boolean> RELEASE = of(
            "release",
            Parser.truth(),
            false,
            "`false`",
            "`true` writes the record; no attribute, and refused on a build server");
    static final Setting<Boolean> BASELINE = of(
            "baseline",
            Parser.truth(),
            false,
            "`false`",
            "`true` writes the baseline, or shrinks it; no attribute, and refused on a build server");
    static final Setting<Severity> FAIL_ON = of(
            "failOn",
            Parser.choice(Severity.class),
            ReviewPolicy.DEFAULT.failOn(),
            "`medium`",
            "mildest severity that fails: `nit`, `low`, `medium`, `high`, `critical`");
    static final Setting<NotSeenPolicy> NOT_SEEN = of(
            "notSeen",
            Parser.choice(NotSeenPolicy.class),
            NotSeenPolicy.FAIL,
            "`fail`",
            "`fail` or `report` what could not be observed");
    static final Setting<DatabaseSettings.Source> DATABASE = of(
            "database",
            Parser.choice(DatabaseSettings.Source.class),
            DatabaseSettings.Source.AUTO,
            "`auto`",
            "where the database comes from: `auto`, `declared`, `container`, `embedded`");
    static final Setting<String> URL =
            of("url", Parser.text(), null, "", "JDBC URL of a database of your own, which every review empties");
    static final Setting<String> USER = of("user", Parser.text(), null, "", "the role for that database");
    static final Setting<String> PASSWORD = of("password", Parser.text(), null, "", "its password");
    static final Setting<Boolean> DISPOSABLE = of(
            "disposable",
            Parser.truth(),
            false,
            "`false`",
            "`true` declares that the database at the URL may lose all that is in it");
    static final Setting<Integer> ROWS =
            of("rows", Parser.atLeastOne("a rehearsal needs rows"), 300, "300", "rows that an existing table gets");
    static final Setting<Path> SEED = of(
            "seed",
            Parser.folder(),
            null,
            "`seed` in the store",
            "folder of scripts that fill tables, each named after its table");
    static final Setting<Map<String, Long>> TABLE_ROWS = of(
            "tableRows",
            Parser.rowsOfTables(),
            Map.of(),
            "unknown: nothing is estimated",
            "rows in production, `orders=120_000_000, customer=2_000_000`");
    static final Setting<Boolean> GROWTH =
            of("growth", Parser.truth(), true, "`true`", "observe statements with work in them at further sizes");
    static final Setting<Boolean> QUEUE = of(
            "queue",
            Parser.truth(),
            true,
            "`true`",
            "run migrations that block traffic once more with a session in their way");
    static final Setting<Integer> PARALLEL = of(
            "parallel",
            Parser.atLeastOne("a further run needs its turn"),
            2,
            "2",
            "how many of these further runs go side by side, where databases can be copied");
    static final Setting<Duration> LONGEST_LOCK_TIMEOUT = of(
            "longestLockTimeoutMillis",
            Parser.milliseconds(),
            ReviewPolicy.DEFAULT.longestLockTimeout(),
            "10000",
            "how long traffic may queue behind a waiting migration");
    static final Setting<Boolean> DESIGN = of(
            "design",
            Parser.truth(),
            true,
            "`true`",
            "review the schema that the migrations make, and compare it with the entities");
    static final Setting<String> TENANT_COLUMN = ofDesign(DesignPolicy.TENANT_COLUMN);
    static final Setting<String> SHARED_TABLES = ofDesign(DesignPolicy.SHARED_TABLES);
    static final Setting<String> DISABLE = ofDesign(DesignPolicy.DISABLE);
    static final Setting<String> SEVERITY = ofDesign(DesignPolicy.SEVERITY);
    static final Setting<String> TEXTS = ofDesign(DesignPolicy.TEXTS);
    static final Setting<String> ENUMS = ofDesign(DesignPolicy.ENUMS);
    static final Setting<Path> REPORT = of(
            "report", Parser.path(), null, "`target/migrationsafe` or `build/migrationsafe`", "folder of the report");
    static final Setting<Boolean> PRINT = of("print", Parser.truth(), false, "`false`", "print the whole review");
    static final Setting<Path> BINARIES =
            of("postgres.binaries", Parser.path(), null, "", "folder with embedded binaries of further majors");

    /** Those of the design's policy, which has its own parser. */
    static final List<Setting<String>> OF_DESIGN =
            List.of(TENANT_COLUMN, SHARED_TABLES, DISABLE, SEVERITY, TEXTS, ENUMS);

    /** What happens to what could not be observed. */
    enum NotSeenPolicy {
        FAIL,
        REPORT
    }

    private static <T> Setting<T> of(
            String name, Parser<T> parser, @Nullable T standard, String otherwise, String meaning) {
        Setting<T> setting = new Setting<>(PREFIX + name, parser, standard, otherwise, meaning);
        TABLE.add(setting);
        return setting;
    }

    private static Setting<String> ofDesign(String name) {
        return of(
                name, Parser.text(), null, "what that says", "as the processor's `-Amigrationsafe." + name + "` below");
    }

    /** All of them. */
    static List<Setting<?>> all() {
        return List.copyOf(TABLE);
    }
}
