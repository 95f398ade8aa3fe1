package org.migrationsafe.flyway;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

import org.flywaydb.core.api.FlywayException;
import org.flywaydb.core.api.MigrationVersion;
import org.jspecify.annotations.Nullable;
import org.migrationsafe.ReviewRefused;
import org.migrationsafe.released.Released;
import org.migrationsafe.released.ReleasedRecord;

/** Divides the files into what is released and what is under review. */
record Division(FlywayProject project, Plan.Traits traits, List<MigrationFile> files, Released released) {

    Plan plan() {
        Optional<MigrationVersion> boundary = boundary();
        Optional<List<MigrationVersion>> recorded = record().map(Division::versions);
        List<Step> steps = new ArrayList<>();
        List<MigrationFile> hidden = new ArrayList<>();
        List<MigrationFile> repeatable = new ArrayList<>();
        @Nullable MigrationVersion newest = null;
        for (MigrationFile file : files) {
            MigrationVersion version = file.version();
            if (isReleased(file, boundary, recorded)) {
                newest = version == null ? newest : version;
            } else if (version == null) {
                repeatable.add(file);
            } else {
                boolean below =
                        boundary.filter(last -> version.compareTo(last) < 0).isPresent();
                if (below) {
                    hidden.add(file);
                }
                if (!below || traits.outOfOrder()) {
                    steps.add(new Step(version, List.of(file)));
                }
            }
        }
        if (!repeatable.isEmpty()) {
            steps.add(new Step(null, repeatable));
            repeatable.stream().filter(MigrationFile::isJava).forEach(hidden::add);
        }
        return new Plan(
                project,
                traits,
                boundary.map(MigrationVersion::getVersion).orElse(null),
                Optional.ofNullable(newest).map(version -> new Step(version, List.of())),
                boundary.map(last -> repeatableInProduction()).orElse(List.of()),
                traits.group() ? together(steps) : List.copyOf(steps),
                files,
                List.copyOf(hidden),
                List.of());
    }

    /** All of them where no record says which; in the text that it had where a record says it. */
    private List<MigrationFile> repeatableInProduction() {
        List<MigrationFile> repeatable =
                files.stream().filter(MigrationFile::isRepeatable).toList();
        Optional<ReleasedRecord> record = record();
        return record.isEmpty()
                ? repeatable
                : repeatable.stream()
                        .flatMap(file -> record.get().repeatable(file.script()).stream()
                                .map(entry -> file.released(entry.text())))
                        .toList();
    }

    /** With {@code group}, one deployment is one transaction. */
    private static List<Step> together(List<Step> steps) {
        return steps.isEmpty()
                ? List.of()
                : List.of(new Step(
                        null,
                        steps.stream().flatMap(step -> step.files().stream()).toList()));
    }

    private boolean isReleased(
            MigrationFile file, Optional<MigrationVersion> boundary, Optional<List<MigrationVersion>> recorded) {
        MigrationVersion version = file.version();
        if (version == null) {
            return record().filter(known -> known.hasRepeatable(file.script(), file.checksum()))
                    .isPresent();
        }
        return recorded.map(known -> known.contains(version))
                .orElse(boundary.filter(last -> version.compareTo(last) <= 0).isPresent());
    }

    private Optional<ReleasedRecord> record() {
        return released.version().isPresent() ? Optional.empty() : released.record();
    }

    private Optional<MigrationVersion> boundary() {
        return released.version().map(this::version).or(() -> record().flatMap(
                        known -> versions(known).stream().max(MigrationVersion::compareTo)));
    }

    private static List<MigrationVersion> versions(ReleasedRecord record) {
        return record.entries().stream()
                .flatMap(entry -> Optional.ofNullable(entry.version()).stream())
                .map(MigrationVersion::fromVersion)
                .toList();
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
