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
import org.migrationsafe.ReviewRefused;
import org.migrationsafe.recording.MigrationRun;
import org.migrationsafe.released.Released;
import org.migrationsafe.released.ReleasedRecord;
import org.migrationsafe.source.Redaction;

/**
 * What is applied without review, and what is reviewed, in order.
 *
 * @param released the newest version that production has; null for none
 * @param baseline the step that applies what is released; empty where no file is
 * @param steps each version under review, then the repeatable migrations
 * @param files every file that Flyway knows
 * @param hidden files that Flyway would run with what comes before them
 * @param refused files for which Flyway refuses the whole history; nothing can be rehearsed then
 * @param outOfOrder whether the project lets Flyway run versions below released ones
 */
record Plan(
        @Nullable String released,
        Optional<Step> baseline,
        List<Step> steps,
        List<MigrationFile> files,
        List<MigrationFile> hidden,
        List<MigrationRun> refused,
        boolean outOfOrder) {

    /**
     * Asks Flyway what it would run on an empty database.
     *
     * @throws ReviewRefused if Flyway refuses the history, or there is none
     */
    static Plan of(FlywayProject project, DataSource empty, Released released, Redaction redaction) {
        FluentConfiguration configuration = project.configure(empty);
        List<MigrationFile> files;
        try {
            files = files(configuration);
        } catch (FlywayException e) {
            List<MigrationRun> refused = DuplicateVersions.in(e, configuration, redaction);
            if (refused.isEmpty()) {
                throw new ReviewRefused("Flyway refuses this history before it runs anything: "
                        + redaction.apply(String.valueOf(e.getMessage()).strip())
                        + "\nMend the files that it names and run the review again.");
            }
            return new Plan(null, Optional.empty(), List.of(), List.of(), List.of(), refused, false);
        }
        return new Builder(files, released, configuration.isOutOfOrder(), configuration.isGroup()).plan();
    }

    private static List<MigrationFile> files(FluentConfiguration configuration) {
        MigrationInfo[] pending = configuration.load().info().pending();
        if (pending.length == 0) {
            throw new ReviewRefused("No migrations were found in " + Arrays.toString(configuration.getLocations())
                    + ", so there is nothing to review. Set migrationsafe.locations to where they are, "
                    + "classpath:db/migration or filesystem:path/to/them.");
        }
        return Arrays.stream(pending)
                .map(info -> new MigrationFile(info, configuration))
                .toList();
    }

    /** What production has once all of this is deployed. */
    ReleasedRecord everything() {
        return new ReleasedRecord(files.stream()
                .map(file -> new ReleasedRecord.Entry(file.versionOrNull(), file.checksum(), file.script()))
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
        return outOfOrder && file(version, "").isPresent();
    }

    /** Divides the files. */
    private record Builder(List<MigrationFile> files, Released released, boolean outOfOrder, boolean group) {

        Plan plan() {
            Optional<MigrationVersion> boundary = boundary();
            List<Step> steps = new ArrayList<>();
            List<MigrationFile> hidden = new ArrayList<>();
            List<MigrationFile> repeatable = new ArrayList<>();
            @Nullable MigrationVersion newest = null;
            for (MigrationFile file : files) {
                MigrationVersion version = file.version();
                if (isReleased(file, boundary)) {
                    newest = version == null ? newest : version;
                } else if (version == null) {
                    repeatable.add(file);
                } else {
                    boolean below =
                            boundary.filter(last -> version.compareTo(last) < 0).isPresent();
                    if (below) {
                        hidden.add(file);
                    }
                    if (!below || outOfOrder) {
                        steps.add(new Step(version, List.of(file)));
                    }
                }
            }
            if (!repeatable.isEmpty()) {
                steps.add(new Step(null, repeatable));
                hidden.addAll(repeatable);
            }
            return new Plan(
                    boundary.map(MigrationVersion::getVersion).orElse(null),
                    Optional.ofNullable(newest).map(version -> new Step(version, List.of())),
                    group ? together(steps) : List.copyOf(steps),
                    files,
                    List.copyOf(hidden),
                    List.of(),
                    outOfOrder);
        }

        /** With {@code group}, one deployment is one transaction. */
        private static List<Step> together(List<Step> steps) {
            return steps.isEmpty()
                    ? List.of()
                    : List.of(new Step(
                            null,
                            steps.stream()
                                    .flatMap(step -> step.files().stream())
                                    .toList()));
        }

        private boolean isReleased(MigrationFile file, Optional<MigrationVersion> boundary) {
            MigrationVersion version = file.version();
            Optional<ReleasedRecord> record = record();
            if (version == null) {
                return record.filter(known -> known.hasRepeatable(file.script(), file.checksum()))
                        .isPresent();
            }
            return record.map(known -> known.version(version).isPresent())
                    .orElse(boundary.filter(last -> version.compareTo(last) <= 0)
                            .isPresent());
        }

        private Optional<ReleasedRecord> record() {
            return released.version().isPresent() ? Optional.empty() : released.record();
        }

        private Optional<MigrationVersion> boundary() {
            return released.version().map(this::version).or(() -> record().flatMap(ReleasedRecord::newest));
        }

        /** A version beyond all files is a slip of the pen, and would review nothing for ever. */
        private MigrationVersion version(String text) {
            MigrationVersion version;
            try {
                version = MigrationVersion.fromVersion(text);
            } catch (FlywayException e) {
                throw new ReviewRefused("migrationsafe.released is '" + text
                        + "', which is no version of a migration; it takes one like 8 or 2.1.");
            }
            MigrationVersion last = files.stream()
                    .flatMap(file -> Optional.ofNullable(file.version()).stream())
                    .max(MigrationVersion::compareTo)
                    .orElse(MigrationVersion.EMPTY);
            if (version.compareTo(last) > 0 && !text.equals("0")) {
                throw new ReviewRefused("migrationsafe.released is " + text
                        + ", but no migration has that version; the newest is " + last + ".");
            }
            return version;
        }
    }
}
