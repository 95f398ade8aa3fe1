package org.migrationsafe.observe.postgres;

import java.util.List;

import org.jspecify.annotations.Nullable;

/** The execution of one statement, as the caller asked for it. */
interface Execution {
    @Nullable
    Object run() throws Throwable;

    /** What the server told about its work, once it has run. */
    default List<String> reasons() {
        return List.of();
    }
}
