package org.migrationsafe.flyway;

import java.util.List;

import org.flywaydb.core.api.MigrationVersion;
import org.flywaydb.core.api.configuration.FluentConfiguration;
import org.jspecify.annotations.Nullable;
import org.migrationsafe.recording.MigrationRun;

/**
 * One call of Flyway.
 *
 * @param target the version it goes up to; null for the last one
 * @param files what it runs
 */
public record Step(@Nullable MigrationVersion target, List<MigrationFile> files) {

    /** Whether a recorded run is that of one of its files. */
    public boolean ran(MigrationRun run) {
        return files.stream().anyMatch(file -> file.migration().equals(run.migration()));
    }

    /** Up to the target and no further; versions below it that are not to run are hidden by {@link HistoryTable#pretend}. */
    void aim(FluentConfiguration configuration) {
        if (target != null) {
            configuration.target(target);
        }
    }

    /** Whether any of its files is run whenever its text changes. */
    boolean hasRepeatable() {
        return files.stream().anyMatch(MigrationFile::isRepeatable);
    }
}
