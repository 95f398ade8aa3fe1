package org.migrationsafe.junit;

import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Collectors;

import org.jspecify.annotations.Nullable;
import org.migrationsafe.ReviewRefused;
import org.migrationsafe.database.DatabaseSettings;
import org.migrationsafe.flyway.FlywayProject;
import org.migrationsafe.junit.Setting.NotSeenPolicy;
import org.migrationsafe.policy.ReviewPolicy;
import org.migrationsafe.policy.Workload;
import org.migrationsafe.publish.ReportFiles;
import org.migrationsafe.released.Released;
import org.migrationsafe.released.Store;
import org.migrationsafe.review.DesignSettings;
import org.migrationsafe.review.Order;
import org.migrationsafe.seed.SeedScripts;
import org.migrationsafe.stage.Extent;

/** What was set, read and checked before anything starts. */
record Settings(Map<String, String> values) {

    static final String FLYWAY = Setting.PREFIX + "flyway.";

    Settings {
        values = new TreeMap<>(values);
        values.keySet().forEach(Settings::refuseUnknown);
    }

    private static void refuseUnknown(String name) {
        if (name.startsWith(Setting.PREFIX)
                && !name.startsWith(FLYWAY)
                && Setting.all().stream().noneMatch(setting -> setting.name().equals(name))) {
            throw new ReviewRefused("There is no setting " + name + ". The settings are "
                    + Setting.all().stream().map(Setting::name).sorted().collect(Collectors.joining(", ")) + " and "
                    + FLYWAY + "*.");
        }
    }

    /** The system properties that are settings. */
    static Map<String, String> ofSystem() {
        Map<String, String> found = new TreeMap<>();
        System.getProperties().stringPropertyNames().stream()
                .filter(name -> name.startsWith(Setting.PREFIX))
                .forEach(name -> found.put(name, System.getProperty(name)));
        return found;
    }

    /** The value that is set, or the standard one; empty where there is neither. */
    <T> Optional<T> find(Setting<T> setting) {
        return Optional.ofNullable(values.get(setting.name()))
                .filter(value -> !value.isBlank())
                .map(value -> setting.parser().parse(setting.name(), value))
                .or(() -> Optional.ofNullable(setting.standard()));
    }

    /** The same of a setting that has a standard value. */
    <T> T get(Setting<T> setting) {
        return find(setting).orElseThrow();
    }

    private <T> @Nullable T orNull(Setting<T> setting) {
        return find(setting).orElse(null);
    }

    /** All of them together. */
    Order order(FlywayProject project, String reportName) {
        Store store = new Store(find(Setting.STORE).orElseGet(Store::defaultFolder));
        return new Order(
                database(),
                project,
                new Released(find(Setting.RELEASED), store.released()),
                new Extent(get(Setting.ROWS), seedScripts(store), get(Setting.PARALLEL)),
                new Order.Tries(get(Setting.GROWTH), get(Setting.QUEUE)),
                new DesignSettings(get(Setting.DESIGN), ofDesign()),
                policy(),
                store,
                new Order.Writes(writes(Setting.RELEASE), writes(Setting.BASELINE)),
                new ReportFiles(find(Setting.REPORT).orElseGet(ReportFiles::defaultFolder), reportName),
                get(Setting.PRINT));
    }

    DatabaseSettings database() {
        return new DatabaseSettings(
                get(Setting.DATABASE),
                orNull(Setting.POSTGRES),
                orNull(Setting.IMAGE),
                orNull(Setting.URL),
                orNull(Setting.USER),
                orNull(Setting.PASSWORD),
                get(Setting.DISPOSABLE),
                orNull(Setting.BINARIES));
    }

    ReviewPolicy policy() {
        return new ReviewPolicy(
                get(Setting.FAIL_ON),
                get(Setting.NOT_SEEN) == NotSeenPolicy.FAIL,
                get(Setting.LONGEST_LOCK_TIMEOUT),
                new Workload(get(Setting.TABLE_ROWS)));
    }

    /** The user's scripts that fill certain tables, in the store by default. */
    private SeedScripts seedScripts(Store store) {
        return new SeedScripts(find(Setting.SEED).orElseGet(() -> store.folder().resolve("seed")));
    }

    private boolean writes(Setting<Boolean> flag) {
        boolean asked = get(flag);
        if (asked) {
            Store.refuseOnBuildServer(flag.name(), System.getenv("CI"));
        }
        return asked;
    }

    private Map<String, String> ofDesign() {
        Map<String, String> set = new TreeMap<>();
        Setting.OF_DESIGN.forEach(setting ->
                find(setting).ifPresent(value -> set.put(setting.name().substring(Setting.PREFIX.length()), value)));
        return set;
    }

    /** Flyway's settings by Flyway's names. */
    Map<String, String> flyway() {
        Map<String, String> flyway = new TreeMap<>();
        values.forEach((name, value) -> {
            if (name.startsWith(FLYWAY)) {
                flyway.put(name.substring(Setting.PREFIX.length()), value);
            }
        });
        find(Setting.LOCATIONS).ifPresent(locations -> flyway.put("flyway.locations", locations));
        return flyway;
    }
}
