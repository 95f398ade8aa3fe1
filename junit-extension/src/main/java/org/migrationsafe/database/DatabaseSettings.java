package org.migrationsafe.database;

import java.nio.file.Path;

import org.jspecify.annotations.Nullable;

/**
 * Which database is wanted.
 *
 * @param major PostgreSQL's major version; null takes what is there
 * @param image what a container is made from; null for the standard one of the major version
 * @param url a declared database; null where none is declared
 * @param disposable whether the user declares that the database at {@code url} may be emptied
 * @param binaries a folder with further jars of embedded PostgreSQL binaries; null for the class path alone
 */
public record DatabaseSettings(
        Source source,
        @Nullable Integer major,
        @Nullable String image,
        @Nullable String url,
        @Nullable String user,
        @Nullable String password,
        boolean disposable,
        @Nullable Path binaries) {

    public static final int OLDEST_MAJOR = 14;
    public static final int NEWEST_MAJOR = 18;

    /** Where the database comes from. */
    public enum Source {
        /** Declared, else a container, else embedded. */
        AUTO,
        DECLARED,
        CONTAINER,
        EMBEDDED
    }
}
