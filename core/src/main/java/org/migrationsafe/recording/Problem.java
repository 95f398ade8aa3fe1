package org.migrationsafe.recording;

import org.jspecify.annotations.Nullable;
import org.migrationsafe.source.Place;

/**
 * A mistake of the user's that kept a migration from being reviewed to its end.
 *
 * @param says what is wrong
 * @param wayOut what to do about it
 * @param sqlState the server's code, where the server said it
 * @param kind what kind of mistake it is, as far as rules care
 */
public record Problem(
        @Nullable Place place,
        String says,
        String wayOut,
        @Nullable String sqlState,
        Kind kind) {

    /** Flyway's own refusals that have a rule, and all else. */
    public enum Kind {
        MIXED,
        /** A file that production has was changed, or is gone. */
        RELEASED_EDITED,
        /** A new file has a version below one that production has. */
        OUT_OF_ORDER,
        DUPLICATE_VERSION,
        /** The server refused a statement, and the rest of the migration was run all the same. */
        REFUSED,
        OTHER
    }

    @Override
    public String toString() {
        return (place == null ? "" : place + ": ") + says + " " + wayOut;
    }
}
