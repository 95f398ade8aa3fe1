package org.migrationsafe.recording;

import org.jspecify.annotations.Nullable;
import org.migrationsafe.source.Place;

/**
 * A mistake of the user's that kept a migration from being reviewed to its end.
 *
 * @param says what is wrong
 * @param wayOut what to do about it
 * @param sqlState the server's code, where the server said it
 */
public record Problem(
        @Nullable Place place,
        String says,
        String wayOut,
        @Nullable String sqlState) {
    @Override
    public String toString() {
        return (place == null ? "" : place + ": ") + says + " " + wayOut;
    }
}
