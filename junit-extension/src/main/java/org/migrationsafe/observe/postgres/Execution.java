package org.migrationsafe.observe.postgres;

import java.util.List;

import org.jspecify.annotations.Nullable;

/** The execution of one statement, as the caller asked for it. */
interface Execution {

    /** What went another way than through a statement, and cannot go there again. */
    Execution ELSEWHERE = new Execution() {
        @Override
        public @Nullable Object run() {
            return null;
        }

        @Override
        public boolean repeatable() {
            return false;
        }
    };

    @Nullable
    Object run() throws Throwable;

    /** Whether values are bound to its text, so that the text alone would be another statement. */
    default boolean hasParameters() {
        return false;
    }

    /** Whether it can be run once more without the caller's noticing. */
    default boolean repeatable() {
        return true;
    }

    /** What the server told about its work, once it has run. */
    default List<String> reasons() {
        return List.of();
    }
}
