package org.migrationsafe.rehearse;

import java.util.List;

import org.flywaydb.core.api.MigrationVersion;
import org.flywaydb.core.api.configuration.FluentConfiguration;
import org.jspecify.annotations.Nullable;
import org.migrationsafe.recording.MigrationRun;

/**
 * One call of Flyway.
 *
 * @param target the version it goes up to; null for the last one, which runs the repeatable migrations
 * @param files what it runs
 */
record Step(@Nullable MigrationVersion target, List<MigrationFile> files) {

    /** A prefix that no file has. */
    private static final String NO_REPEATABLE = "not-yet-";

    /** Whether a recorded run is that of one of its files. */
    boolean ran(MigrationRun run) {
        return files.stream()
                .anyMatch(file -> file.migration().file().equals(run.migration().file()));
    }

    /** Up to the target and no further; Flyway would run repeatable migrations at the end of every call. */
    void aim(FluentConfiguration configuration) {
        if (target != null) {
            configuration.target(target).repeatableSqlMigrationPrefix(NO_REPEATABLE);
        }
    }
}
