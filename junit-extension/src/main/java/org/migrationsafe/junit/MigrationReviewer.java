package org.migrationsafe.junit;

import java.nio.file.Path;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.function.Consumer;

import org.flywaydb.core.api.configuration.FluentConfiguration;
import org.migrationsafe.ReviewRefused;
import org.migrationsafe.flyway.FlywayProject;
import org.migrationsafe.report.Report;
import org.migrationsafe.review.Review;

/**
 * A review without JUnit: settings in, {@link Report} out.
 *
 * <pre>{@code
 * Report report = MigrationReviewer.create()
 *         .locations("filesystem:db/migration")
 *         .postgres(16)
 *         .released("41")
 *         .review();
 * }</pre>
 *
 * <p>What is not set here is taken from the system properties {@code migrationsafe.*}, then from Spring Boot's
 * application.yml or application.properties on the class path, then from the defaults. No entities are needed.
 *
 * <p>Not safe for use by several threads; several reviewers at a time are.
 */
public final class MigrationReviewer {

    private final Map<String, String> explicit = new TreeMap<>();
    private Consumer<FluentConfiguration> customizer = configuration -> {};
    private ClassLoader classLoader = Objects.requireNonNullElseGet(
            Thread.currentThread().getContextClassLoader(), MigrationReviewer.class::getClassLoader);
    private String name = "migrations";

    private MigrationReviewer() {}

    public static MigrationReviewer create() {
        return new MigrationReviewer();
    }

    /** Sets any setting by its full name, {@code migrationsafe.failOn}. */
    public MigrationReviewer set(String setting, String value) {
        explicit.put(setting, value);
        return this;
    }

    private MigrationReviewer set(Setting<?> setting, String value) {
        return set(setting.name(), value);
    }

    /** Where the migrations are, in Flyway's form: {@code classpath:db/migration}, {@code filesystem:path}. */
    public MigrationReviewer locations(String... locations) {
        return set(Setting.LOCATIONS, String.join(",", locations));
    }

    /** Production's major version, 14 to 18. */
    public MigrationReviewer postgres(int major) {
        return set(Setting.POSTGRES, Integer.toString(major));
    }

    /** The newest version that production has; newer ones are under review. */
    public MigrationReviewer released(String version) {
        return set(Setting.RELEASED, version);
    }

    /** How many further runs go side by side, 2 by default. */
    public MigrationReviewer parallel(int runs) {
        return set(Setting.PARALLEL, Integer.toString(runs));
    }

    /** A database of the user's own, which the review empties. */
    public MigrationReviewer disposableDatabase(String url, String user, String password) {
        return set(Setting.URL, url)
                .set(Setting.USER, user)
                .set(Setting.PASSWORD, password)
                .set(Setting.DISPOSABLE, "true");
    }

    /** A setting of Flyway's by its full name, {@code flyway.placeholders.region}. */
    public MigrationReviewer flyway(String setting, String value) {
        return set(Setting.PREFIX + setting, value);
    }

    /** Configures Flyway in Java, after all other settings. */
    public MigrationReviewer flyway(Consumer<FluentConfiguration> configure) {
        customizer = customizer.andThen(configure);
        return this;
    }

    /** Where class path locations and Java migrations are looked up; the thread's context loader by default. */
    public MigrationReviewer classLoader(ClassLoader loader) {
        classLoader = loader;
        return this;
    }

    /** What the report's files are called, without an ending; {@code migrations} by default. */
    public MigrationReviewer named(String reportName) {
        name = reportName.replaceAll("[^\\w.-]", "_");
        return this;
    }

    /** The folder for the report's files; {@code target/migrationsafe} or {@code build/migrationsafe} by default. */
    public MigrationReviewer reportTo(Path folder) {
        return set(Setting.REPORT, folder.toString());
    }

    /**
     * Rehearses the migrations, judges what happened, writes the report's files.
     *
     * @throws ReviewRefused if the review cannot begin or end for a reason that its user can fix
     */
    public Report review() {
        Settings settings = settings();
        return new Review(settings.order(new FlywayProject(settings.flyway(), customizer, classLoader), name)).run();
    }

    private Settings settings() {
        Map<String, String> all = new TreeMap<>(Settings.ofSystem());
        all.putAll(explicit);
        if (!all.containsKey(Setting.LOCATIONS.name())) {
            SpringSettings.read(classLoader).forEach((flyway, value) -> {
                if (!SpringSettings.ofSpringOnly(flyway)) {
                    all.putIfAbsent(Setting.PREFIX + flyway, value);
                }
            });
        }
        return new Settings(all);
    }
}
