package org.migrationsafe.junit;

/** A migration that did not pass its review; the message is the review. */
public final class MigrationUnsafe extends AssertionError {

    private static final long serialVersionUID = 1L;

    MigrationUnsafe(String message) {
        super(message);
    }
}
