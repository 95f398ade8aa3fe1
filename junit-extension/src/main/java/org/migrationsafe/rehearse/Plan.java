package org.migrationsafe.rehearse;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

import javax.sql.DataSource;

import org.flywaydb.core.api.FlywayException;
import org.flywaydb.core.api.MigrationInfo;
import org.flywaydb.core.api.MigrationVersion;
import org.flywaydb.core.api.configuration.FluentConfiguration;
import org.jspecify.annotations.Nullable;
import org.migrationsafe.report.ReviewRefused;
import org.migrationsafe.source.Redaction;

/**
 * What is applied without review, and what is reviewed, in order.
 *
 * @param released the version that the user calls released; null for none
 * @param baseline the step that applies what is released; empty where no file is
 * @param steps each version under review, then the repeatable migrations
 */
record Plan(@Nullable String released, Optional<Step> baseline, List<Step> steps) {

    /**
     * Asks Flyway what it would run on an empty database.
     *
     * @throws ReviewRefused if Flyway refuses the history, or there is nothing to review
     */
    static Plan of(FlywayProject project, DataSource empty, @Nullable String released, Redaction redaction) {
        MigrationVersion boundary = released == null ? null : version(released);
        FluentConfiguration configuration = project.configure(empty);
        List<MigrationInfo> pending = pending(configuration, redaction);
        MigrationVersion newestReleased = null;
        List<Step> steps = new ArrayList<>();
        List<MigrationFile> repeatable = new ArrayList<>();
        for (MigrationInfo info : pending) {
            MigrationFile file = new MigrationFile(info, configuration);
            MigrationVersion version = info.getVersion();
            if (version == null) {
                repeatable.add(file);
            } else if (boundary == null || version.compareTo(boundary) > 0) {
                steps.add(new Step(version, List.of(file)));
            } else {
                newestReleased = version;
            }
        }
        if (!repeatable.isEmpty()) {
            steps.add(new Step(null, repeatable));
        }
        if (steps.isEmpty()) {
            throw new ReviewRefused("No migration is newer than the released version " + released
                    + ", so there is nothing to review. migrationsafe.released says what is released.");
        }
        return new Plan(
                boundary == null ? null : boundary.getVersion(),
                Optional.ofNullable(newestReleased).map(version -> new Step(version, List.of())),
                List.copyOf(steps));
    }

    private static MigrationVersion version(String released) {
        try {
            return MigrationVersion.fromVersion(released);
        } catch (FlywayException e) {
            throw new ReviewRefused("migrationsafe.released is '" + released
                    + "', which is no version of a migration; it takes one like 8 or 2.1.");
        }
    }

    private static List<MigrationInfo> pending(FluentConfiguration configuration, Redaction redaction) {
        List<MigrationInfo> pending;
        try {
            pending = Arrays.asList(configuration.load().info().pending());
        } catch (FlywayException e) {
            throw new ReviewRefused("Flyway refuses this history before it runs anything: "
                    + redaction.apply(String.valueOf(e.getMessage()).strip())
                    + "\nMend the files that it names (give one of two equal versions another number) and run the review "
                    + "again.");
        }
        if (pending.isEmpty()) {
            throw new ReviewRefused("No migrations were found in " + Arrays.toString(configuration.getLocations())
                    + ", so there is nothing to review. Set migrationsafe.locations to where they are, "
                    + "classpath:db/migration or filesystem:path/to/them.");
        }
        return pending;
    }
}
