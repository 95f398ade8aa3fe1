package org.migrationsafe.flyway;

import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import org.flywaydb.core.api.CoreErrorCode;
import org.flywaydb.core.api.configuration.FluentConfiguration;
import org.flywaydb.core.api.output.ValidateOutput;
import org.flywaydb.core.api.pattern.ValidatePattern;
import org.jspecify.annotations.Nullable;
import org.migrationsafe.database.DisposableDatabase;
import org.migrationsafe.recording.Migration;
import org.migrationsafe.recording.MigrationRun;
import org.migrationsafe.recording.Problem;
import org.migrationsafe.recording.Problem.Kind;
import org.migrationsafe.released.ReleasedRecord;
import org.migrationsafe.source.Place;

/** Asks Flyway what it would say to production's history table, which the record lets us make again. */
public record ProductionHistory(DisposableDatabase database, Plan plan) {

    private static final Map<String, Kind> KINDS = Map.of(
            CoreErrorCode.CHECKSUM_MISMATCH.name(), Kind.RELEASED_EDITED,
            CoreErrorCode.DESCRIPTION_MISMATCH.name(), Kind.RELEASED_EDITED,
            CoreErrorCode.TYPE_MISMATCH.name(), Kind.RELEASED_EDITED,
            CoreErrorCode.APPLIED_VERSIONED_MIGRATION_NOT_RESOLVED.name(), Kind.RELEASED_EDITED,
            CoreErrorCode.APPLIED_REPEATABLE_MIGRATION_NOT_RESOLVED.name(), Kind.RELEASED_EDITED,
            CoreErrorCode.RESOLVED_VERSIONED_MIGRATION_NOT_APPLIED.name(), Kind.OUT_OF_ORDER);

    /** Repeatable migrations that the deployment under review will bring, which is no fault. */
    private static final Set<String> STILL_TO_RUN = Set.of(
            CoreErrorCode.OUTDATED_REPEATABLE_MIGRATION.name(),
            CoreErrorCode.RESOLVED_REPEATABLE_MIGRATION_NOT_APPLIED.name());

    /** The files that Flyway would refuse in production, before it ran anything. The history table has changed afterwards. */
    public List<MigrationRun> refused(ReleasedRecord record) throws SQLException {
        HistoryTable table = new HistoryTable(database, plan);
        table.become(record);
        table.reveal(plan.hidden());
        FluentConfiguration configuration = plan.project().configure(database.dataSource());
        configuration.ignoreMigrationPatterns(Stream.of(configuration.getIgnoreMigrationPatterns(), pending())
                .flatMap(Stream::of)
                .toArray(ValidatePattern[]::new));
        return configuration.load().validateWithResult().invalidMigrations.stream()
                .flatMap(output -> refusal(output, record).stream())
                .toList();
    }

    private static ValidatePattern[] pending() {
        return new ValidatePattern[] {ValidatePattern.fromPattern("*:pending")};
    }

    private Optional<MigrationRun> refusal(ValidateOutput output, ReleasedRecord record) {
        String code = String.valueOf(output.errorDetails.errorCode);
        Kind kind = KINDS.getOrDefault(code, Kind.OTHER);
        if (STILL_TO_RUN.contains(code) || kind == Kind.OUT_OF_ORDER && plan.runsOutOfOrder(output.version)) {
            return Optional.empty();
        }
        Migration migration = plan.file(output.version, output.description)
                .map(MigrationFile::migration)
                .orElseGet(() -> gone(output, record));
        String says = String.valueOf(output.errorDetails.errorMessage)
                .lines()
                .filter(line -> !line.startsWith("Either ") && !line.startsWith("If ") && !line.startsWith("To "))
                .collect(Collectors.joining(" "))
                .replaceAll("\\s+", " ")
                .replaceFirst("[. ]*$", "");
        Problem problem = new Problem(
                new Place(migration.file(), 1),
                "Flyway refuses to migrate production: " + says + ".",
                "Give the change a version of its own, newer than what is released.",
                null,
                kind);
        return Optional.of(MigrationRun.of(migration, List.of()).withProblem(problem));
    }

    /** A migration of which only the record is left. */
    private static Migration gone(ValidateOutput output, ReleasedRecord record) {
        @Nullable String version = output.version == null || output.version.isEmpty() ? null : output.version;
        String script = record.entries().stream()
                .filter(entry -> version == null
                        ? entry.version() == null && entry.script().contains(output.description.replace(' ', '_'))
                        : version.equals(entry.version()))
                .map(ReleasedRecord.Entry::script)
                .findFirst()
                .orElse(output.description);
        return new Migration(
                version,
                output.description,
                script,
                script,
                version == null ? Migration.Kind.REPEATABLE_SQL : Migration.Kind.SQL);
    }
}
