package org.migrationsafe.recording;

import org.jspecify.annotations.Nullable;

/**
 * One migration as Flyway resolved it.
 *
 * @param version {@code 7} or {@code 2.1}; null for a repeatable one
 * @param fileName {@code V7__add_status.sql}
 * @param file where it stands, as a {@link org.migrationsafe.source.Place} names it
 */
public record Migration(@Nullable String version, String description, String fileName, String file, Kind kind) {

    /** How it is written. */
    public enum Kind {
        SQL,
        JAVA,
        REPEATABLE_SQL,
        REPEATABLE_JAVA,
        /** A callback of Flyway's, outside any one migration. */
        CALLBACK
    }
}
