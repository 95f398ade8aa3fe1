package org.migrationsafe.database;

import org.jspecify.annotations.Nullable;
import org.migrationsafe.ReviewRefused;

/** A database, or the reason why this way leads to none. */
record Attempt(@Nullable DisposableDatabase database, String reason) {

    static Attempt opened(DisposableDatabase database) {
        return new Attempt(database, "");
    }

    static Attempt failed(String reason) {
        return new Attempt(null, reason);
    }

    DisposableDatabase orRefuse() {
        if (database == null) {
            throw new ReviewRefused(reason);
        }
        return database;
    }
}
