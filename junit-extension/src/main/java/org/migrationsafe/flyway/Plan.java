package org.migrationsafe.flyway;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;

import javax.sql.DataSource;

import org.flywaydb.core.api.FlywayException;
import org.flywaydb.core.api.MigrationInfo;
import org.flywaydb.core.api.configuration.FluentConfiguration;
import org.jspecify.annotations.Nullable;
import org.migrationsafe.ReviewRefused;
import org.migrationsafe.database.HistoryRows;
import org.migrationsafe.recording.MigrationRun;
import org.migrationsafe.recording.RelationName;
import org.migrationsafe.released.Released;
import org.migrationsafe.released.ReleasedRecord;
import org.migrationsafe.source.Redaction;
import org.migrationsafe.sql.Comparison;
import org.migrationsafe.sql.Comparisons;

/**
 * What is applied without review, and what is reviewed, in order.
 *
 * @param released the newest version that production has; null for none
 * @param baseline the step that applies what is released; empty where no file is
 * @param repeatable repeatable migrations that production has, in their present text or an earlier one
 * @param steps each version under review, then the repeatable migrations
 * @param files every file that Flyway knows
 * @param hidden files that Flyway would run with what comes before them
 * @param refused files for which Flyway refuses the whole history; nothing can be rehearsed then
 */
public record Plan(
        FlywayProject project,
        Traits traits,
        @Nullable String released,
        Optional<Step> baseline,
        List<MigrationFile> repeatable,
        List<Step> steps,
        List<MigrationFile> files,
        List<MigrationFile> hidden,
        List<MigrationRun> refused) {

    /**
     * What of the project's configuration decides how it is rehearsed.
     *
     * @param historyTable Flyway's own table
     * @param callbacks the project's own
     * @param startsSessions whether each new session begins with statements of the project's
     * @param outOfOrder whether the project lets Flyway run versions below released ones
     * @param group whether one deployment is one transaction
     */
    public record Traits(
            RelationName historyTable,
            CallbackPlaces callbacks,
            boolean startsSessions,
            boolean outOfOrder,
            boolean group) {

        private static Traits of(FluentConfiguration configuration) {
            return new Traits(
                    new RelationName(schema(configuration), configuration.getTable()),
                    new CallbackPlaces(configuration),
                    configuration.getInitSql() != null,
                    configuration.isOutOfOrder(),
                    configuration.isGroup());
        }

        /** As Flyway finds it, whose own answer is not to be asked for. */
        private static String schema(FluentConfiguration configuration) {
            if (configuration.getDefaultSchema() != null) {
                return configuration.getDefaultSchema();
            }
            if (configuration.getSchemas().length > 0) {
                return configuration.getSchemas()[0];
            }
            return HistoryRows.schemaOf(configuration.getDataSource(), configuration.getInitSql());
        }
    }

    /**
     * Asks Flyway what it would run on an empty database.
     *
     * @throws ReviewRefused if Flyway refuses the history, or there is none
     */
    public static Plan of(FlywayProject project, DataSource empty, Released released, Redaction redaction) {
        FluentConfiguration configuration = project.configure(empty);
        Traits traits = Traits.of(configuration);
        List<MigrationFile> files;
        try {
            files = files(configuration);
        } catch (FlywayException e) {
            List<MigrationRun> refused = DuplicateVersions.in(e, configuration, redaction);
            if (refused.isEmpty()) {
                throw new ReviewRefused("Flyway refuses this history before it runs anything: "
                        + redaction.apply(String.valueOf(e.getMessage()).strip())
                        + "\nFix the files that it names and run the review again.");
            }
            return new Plan(
                    project, traits, null, Optional.empty(), List.of(), List.of(), List.of(), List.of(), refused);
        }
        return new Division(project, traits, files, released).plan();
    }

    private static List<MigrationFile> files(FluentConfiguration configuration) {
        MigrationInfo[] pending = configuration.load().info().pending();
        if (pending.length == 0) {
            throw new ReviewRefused("No migrations were found in " + Arrays.toString(configuration.getLocations())
                    + ", so there is nothing to review. Set migrationsafe.locations to where they are, "
                    + "classpath:db/migration or filesystem:path/to/them.");
        }
        List<MigrationFile> files = Arrays.stream(pending)
                .map(info -> new MigrationFile(info, configuration))
                .toList();
        OtherDatabase.refuse(files);
        return files;
    }

    /** What the scripts compare columns with. */
    public List<Comparison> comparisons() {
        return files.stream()
                .filter(file -> !file.isJava())
                .flatMap(file -> Comparisons.in(file.text()).stream())
                .toList();
    }

    /** Repeatable migrations that production does not have. */
    public List<MigrationFile> newRepeatable() {
        return files.stream()
                .filter(file -> file.isRepeatable()
                        && repeatable.stream().noneMatch(there -> there.script().equals(file.script())))
                .toList();
    }

    /** Repeatable migrations that are run again in their turn, since production may have another text of them. */
    public List<MigrationFile> repeatableUnderReview() {
        return steps.stream()
                .flatMap(step -> step.files().stream())
                .filter(MigrationFile::isRepeatable)
                .toList();
    }

    /** Flyway's own table. */
    public RelationName historyTable() {
        return traits.historyTable();
    }

    /**
     * The steps from one on that one call of Flyway may run: versions in their order, kept apart by their sessions. A project with
     * callbacks, or with statements at the beginning of each session, gets a call for each.
     */
    public List<Step> inOneCall(int from) {
        int to = from + 1;
        if (separable(steps.get(from))) {
            while (to < steps.size() && separable(steps.get(to))) {
                to++;
            }
        }
        return steps.subList(from, to);
    }

    private boolean separable(Step step) {
        return step.target() != null
                && !traits.startsSessions()
                && !traits.callbacks().any()
                && step.files().stream().noneMatch(hidden::contains);
    }

    /** What production has once all of this is deployed. */
    public ReleasedRecord everything() {
        return new ReleasedRecord(files.stream()
                .map(file -> new ReleasedRecord.Entry(
                        file.versionOrNull(),
                        file.checksum(),
                        file.script(),
                        file.isRepeatable() && !file.isJava() ? file.text() : null))
                .toList());
    }

    /** The file that Flyway means by a version, or by a repeatable migration's description. */
    Optional<MigrationFile> file(@Nullable String version, String description) {
        return files.stream()
                .filter(file -> version == null || version.isEmpty()
                        ? file.versionOrNull() == null && file.description().equals(description)
                        : version.equals(file.versionOrNull()))
                .findFirst();
    }

    /** Whether a version below released ones is run all the same. */
    boolean runsOutOfOrder(String version) {
        return traits.outOfOrder() && file(version, "").isPresent();
    }
}
