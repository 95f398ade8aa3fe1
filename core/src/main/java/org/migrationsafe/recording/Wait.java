package org.migrationsafe.recording;

/**
 * A statement that was seen waiting for a session that would never have let it go, and was therefore cancelled.
 *
 * @param lockKind what it waited for, in the server's word: {@code virtualxid}, {@code relation}
 */
public record Wait(Blocker blocker, String lockKind) {

    /** Whose session was in the way. */
    public enum Blocker {
        /** Flyway's own, idle in the transaction that holds its advisory lock. */
        FLYWAY_LOCK,
        /** Another connection that the migration itself had opened. */
        OWN_CONNECTION
    }
}
