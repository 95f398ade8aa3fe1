package org.migrationsafe.seed;

import org.jspecify.annotations.Nullable;
import org.migrationsafe.recording.RelationName;

/**
 * A column that gets no NULLs though it allows them.
 *
 * @param column null for all columns of the table
 */
record Required(RelationName table, @Nullable String column) {

    TableToFill of(TableToFill read) {
        return read.name().equals(table)
                ? read.requiring(known -> column == null || known.name().equals(column))
                : read;
    }
}
