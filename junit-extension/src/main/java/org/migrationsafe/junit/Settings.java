package org.migrationsafe.junit;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import org.jspecify.annotations.Nullable;
import org.migrationsafe.ReviewRefused;
import org.migrationsafe.database.DatabaseSettings;
import org.migrationsafe.flyway.FlywayProject;
import org.migrationsafe.policy.DesignPolicy;
import org.migrationsafe.policy.ReviewPolicy;
import org.migrationsafe.policy.Workload;
import org.migrationsafe.publish.ReportFiles;
import org.migrationsafe.rehearse.Extent;
import org.migrationsafe.released.Released;
import org.migrationsafe.released.Store;
import org.migrationsafe.review.DesignSettings;
import org.migrationsafe.review.Order;
import org.migrationsafe.rule.Severity;
import org.migrationsafe.seed.SeedScripts;

/** Every setting by its name, read and checked before anything starts. */
record Settings(Map<String, String> values) {

    static final String PREFIX = "migrationsafe.";
    static final String FLYWAY = PREFIX + "flyway.";
    static final int ROWS = 300;

    private static final Pattern TABLE_AND_ROWS = Pattern.compile("\\s*([^=]+?)\\s*=\\s*(\\d[\\d_]{0,17})\\s*");

    static final String POSTGRES = PREFIX + "postgres";
    static final String BINARIES = PREFIX + "postgres.binaries";
    static final String DATABASE = PREFIX + "database";
    static final String URL = PREFIX + "url";
    static final String USER = PREFIX + "user";
    static final String PASSWORD = PREFIX + "password";
    static final String DISPOSABLE = PREFIX + "disposable";
    static final String LOCATIONS = PREFIX + "locations";
    static final String RELEASED = PREFIX + "released";
    static final String STORE = PREFIX + "store";
    static final String RELEASE = PREFIX + "release";
    static final String BASELINE = PREFIX + "baseline";
    static final String FAIL_ON = PREFIX + "failOn";
    static final String NOT_SEEN = PREFIX + "notSeen";
    static final String LONGEST_LOCK_TIMEOUT = PREFIX + "longestLockTimeoutMillis";
    static final String GROWTH = PREFIX + "growth";
    static final String QUEUE = PREFIX + "queue";
    static final String SEED_ROWS = PREFIX + "rows";
    static final String TABLE_ROWS = PREFIX + "tableRows";
    static final String SEED = PREFIX + "seed";
    static final String REPORT = PREFIX + "report";
    static final String PRINT = PREFIX + "print";
    static final String DESIGN = PREFIX + "design";

    /** Those of the design's policy, by the names that the processor's options have. */
    static final List<String> OF_DESIGN = List.of(
            DesignPolicy.TENANT_COLUMN,
            DesignPolicy.SHARED_TABLES,
            DesignPolicy.DISABLE,
            DesignPolicy.SEVERITY,
            DesignPolicy.TEXTS,
            DesignPolicy.ENUMS);

    static final Set<String> NAMES = new TreeSet<>(Set.of(
            POSTGRES,
            BINARIES,
            DATABASE,
            URL,
            USER,
            PASSWORD,
            DISPOSABLE,
            LOCATIONS,
            RELEASED,
            STORE,
            RELEASE,
            BASELINE,
            FAIL_ON,
            NOT_SEEN,
            LONGEST_LOCK_TIMEOUT,
            GROWTH,
            QUEUE,
            SEED_ROWS,
            TABLE_ROWS,
            SEED,
            REPORT,
            PRINT,
            DESIGN));

    static {
        OF_DESIGN.forEach(name -> NAMES.add(PREFIX + name));
    }

    Settings {
        values = new TreeMap<>(values);
        values.keySet().forEach(Settings::refuseUnknown);
    }

    private static void refuseUnknown(String name) {
        if (name.startsWith(PREFIX) && !name.startsWith(FLYWAY) && !NAMES.contains(name)) {
            throw new ReviewRefused("There is no setting " + name + ". The settings are " + String.join(", ", NAMES)
                    + " and " + FLYWAY + "*.");
        }
    }

    /** The system properties that are settings. */
    static Map<String, String> ofSystem() {
        Map<String, String> found = new TreeMap<>();
        System.getProperties().stringPropertyNames().stream()
                .filter(name -> name.startsWith(PREFIX))
                .forEach(name -> found.put(name, System.getProperty(name)));
        return found;
    }

    Optional<String> get(String name) {
        return Optional.ofNullable(values.get(name)).filter(value -> !value.isBlank());
    }

    DatabaseSettings database() {
        return new DatabaseSettings(
                get(DATABASE)
                        .map(value -> choice(DATABASE, value, DatabaseSettings.Source.class))
                        .orElse(DatabaseSettings.Source.AUTO),
                get(POSTGRES).map(value -> number(POSTGRES, value)).orElse(null),
                orNull(URL),
                orNull(USER),
                orNull(PASSWORD),
                get(DISPOSABLE).map(value -> truth(DISPOSABLE, value)).orElse(false),
                get(BINARIES).map(Path::of).orElse(null));
    }

    ReviewPolicy policy() {
        return new ReviewPolicy(
                get(FAIL_ON)
                        .map(value -> choice(FAIL_ON, value, Severity.class))
                        .orElse(ReviewPolicy.DEFAULT.failOn()),
                get(NOT_SEEN)
                        .map(value -> choice(NOT_SEEN, value, NotSeenPolicy.class) == NotSeenPolicy.FAIL)
                        .orElse(ReviewPolicy.DEFAULT.failOnNotSeen()),
                get(LONGEST_LOCK_TIMEOUT)
                        .map(value -> Duration.ofMillis(number(LONGEST_LOCK_TIMEOUT, value)))
                        .orElse(ReviewPolicy.DEFAULT.longestLockTimeout()),
                new Workload(tableRows()));
    }

    private Map<String, Long> tableRows() {
        Map<String, Long> rows = new TreeMap<>();
        for (String item : get(TABLE_ROWS).orElse("").split(",")) {
            Matcher entry = TABLE_AND_ROWS.matcher(item);
            if (entry.matches()) {
                rows.put(entry.group(1), Long.valueOf(entry.group(2).replace("_", "")));
            } else if (!item.isBlank()) {
                throw new ReviewRefused(
                        TABLE_ROWS + " has '" + item.strip() + "', which is not of the form orders=120_000_000.");
            }
        }
        return rows;
    }

    private enum NotSeenPolicy {
        FAIL,
        REPORT
    }

    int rows() {
        int rows = get(SEED_ROWS).map(value -> number(SEED_ROWS, value)).orElse(ROWS);
        if (rows < 1) {
            throw new ReviewRefused(SEED_ROWS + " is " + rows + ", but a rehearsal needs rows: set 1 or more.");
        }
        return rows;
    }

    /** The user's scripts that fill certain tables, in the store by default. */
    SeedScripts seedScripts() {
        return new SeedScripts(get(SEED)
                .map(folder -> {
                    if (!Files.isDirectory(Path.of(folder))) {
                        throw new ReviewRefused(SEED + " is '" + folder + "', which is no folder.");
                    }
                    return Path.of(folder);
                })
                .orElseGet(() -> store().folder().resolve("seed")));
    }

    /** What production has, by a setting or by the store's record. */
    Released released() {
        return new Released(get(RELEASED), store().released());
    }

    Store store() {
        return new Store(get(STORE).map(Path::of).orElseGet(Store::defaultFolder));
    }

    /** Whether everything is to be recorded as released. */
    boolean release() {
        return writes(RELEASE);
    }

    /** Whether the baseline is to be written, or to shrink. */
    boolean baseline() {
        return writes(BASELINE);
    }

    private boolean writes(String flag) {
        boolean asked = get(flag).map(value -> truth(flag, value)).orElse(false);
        if (asked) {
            Store.refuseOnBuildServer(flag, System.getenv("CI"));
        }
        return asked;
    }

    /** Whether statements with work in them are observed at further sizes. */
    boolean growth() {
        return get(GROWTH).map(value -> truth(GROWTH, value)).orElse(true);
    }

    /** Whether migrations that block traffic are run again with a session in their way. */
    boolean queue() {
        return get(QUEUE).map(value -> truth(QUEUE, value)).orElse(true);
    }

    /** Whether the schema that the migrations make is reviewed, and held against the entities. */
    boolean design() {
        return get(DESIGN).map(value -> truth(DESIGN, value)).orElse(true);
    }

    boolean print() {
        return get(PRINT).map(value -> truth(PRINT, value)).orElse(false);
    }

    /** All of them together. */
    Order order(FlywayProject project, String reportName) {
        return new Order(
                database(),
                project,
                released(),
                new Extent(rows(), seedScripts(), 2),
                new Order.Tries(growth(), queue()),
                new DesignSettings(design(), ofDesign()),
                policy(),
                store(),
                new Order.Writes(release(), baseline()),
                new ReportFiles(reportFolder(), reportName),
                print());
    }

    private Map<String, String> ofDesign() {
        Map<String, String> set = new TreeMap<>();
        OF_DESIGN.forEach(name -> get(PREFIX + name).ifPresent(value -> set.put(name, value)));
        return set;
    }

    Path reportFolder() {
        return get(REPORT).map(Path::of).orElseGet(ReportFiles::defaultFolder);
    }

    /** Flyway's settings by Flyway's names. */
    Map<String, String> flyway() {
        Map<String, String> flyway = new TreeMap<>();
        values.forEach((name, value) -> {
            if (name.startsWith(FLYWAY)) {
                flyway.put(name.substring(PREFIX.length()), value);
            }
        });
        get(LOCATIONS).ifPresent(locations -> flyway.put("flyway.locations", locations));
        return flyway;
    }

    private @Nullable String orNull(String name) {
        return get(name).orElse(null);
    }

    private static int number(String name, String value) {
        try {
            return Integer.parseInt(value.strip());
        } catch (NumberFormatException e) {
            throw new ReviewRefused(name + " is '" + value + "', which is not a whole number.");
        }
    }

    private static boolean truth(String name, String value) {
        return switch (value.strip().toLowerCase(Locale.ROOT)) {
            case "true" -> true;
            case "false" -> false;
            default -> throw new ReviewRefused(name + " is '" + value + "'; it takes true or false.");
        };
    }

    private static <E extends Enum<E>> E choice(String name, String value, Class<E> type) {
        return Arrays.stream(type.getEnumConstants())
                .filter(constant -> constant.name().equalsIgnoreCase(value.strip()))
                .findFirst()
                .orElseThrow(() -> new ReviewRefused(name + " is '" + value + "'; it takes "
                        + String.join(
                                ", ",
                                Arrays.stream(type.getEnumConstants())
                                        .map(constant -> constant.name().toLowerCase(Locale.ROOT))
                                        .toList())
                        + "."));
    }
}
