package org.migrationsafe.recording;

import org.jspecify.annotations.Nullable;

/**
 * What the server answered to a statement that failed.
 *
 * @param sqlState five characters
 * @param relation the table it names, where it names one
 * @param column the column it names, where it names one
 * @param columnIsNew whether that table had no such column before the statement
 * @see <a href="https://www.postgresql.org/docs/current/errcodes-appendix.html">Error codes</a>
 */
public record ServerError(
        String sqlState,
        String message,
        @Nullable RelationName relation,
        @Nullable String column,
        boolean columnIsNew) {}
