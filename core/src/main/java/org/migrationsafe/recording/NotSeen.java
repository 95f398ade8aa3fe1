package org.migrationsafe.recording;

import org.jspecify.annotations.Nullable;
import org.migrationsafe.source.Place;

/**
 * Something that could not be observed. Never counts as fine.
 *
 * @param what the statement, table or migration
 * @param reason why, and what would change it
 */
public record NotSeen(@Nullable Place place, String what, String reason) {
    @Override
    public String toString() {
        return (place == null ? "" : place + ": ") + what + ": " + reason;
    }
}
