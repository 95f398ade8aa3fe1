package org.migrationsafe.observe.postgres;

import org.jspecify.annotations.Nullable;

/** The execution of one statement, as the caller asked for it. */
interface Execution {
    @Nullable
    Object run() throws Throwable;
}
