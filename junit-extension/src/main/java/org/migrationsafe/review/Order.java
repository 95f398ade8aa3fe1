package org.migrationsafe.review;

import org.migrationsafe.database.DatabaseSettings;
import org.migrationsafe.flyway.FlywayProject;
import org.migrationsafe.policy.ReviewPolicy;
import org.migrationsafe.publish.ReportFiles;
import org.migrationsafe.released.Released;
import org.migrationsafe.released.Store;
import org.migrationsafe.stage.Extent;

/**
 * What is to be reviewed, and how: all settings, read and checked.
 *
 * @param released what production has
 * @param tries what is played beyond one run of each migration
 * @param store the folder of the user's repository that reviews read and write
 * @param writes what of it is to be written
 * @param files where the report goes
 * @param print whether the whole review goes to the console too
 */
public record Order(
        DatabaseSettings database,
        FlywayProject project,
        Released released,
        Extent extent,
        Tries tries,
        DesignSettings design,
        ReviewPolicy policy,
        Store store,
        Writes writes,
        ReportFiles files,
        boolean print) {

    /**
     * Further runs.
     *
     * @param growth whether statements with work in them are observed at further sizes
     * @param queue whether migrations that block traffic are run again with a session in their way
     */
    public record Tries(boolean growth, boolean queue) {}

    /**
     * Parts of the store that the user asked to be written.
     *
     * @param release whether everything is recorded as released
     * @param baseline whether the baseline is written, or shrinks
     */
    public record Writes(boolean release, boolean baseline) {}
}
