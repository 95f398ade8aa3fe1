package org.migrationsafe.recording;

import java.time.Duration;

/**
 * The settings in force while a statement ran. A timeout of zero means: waits for ever.
 *
 * @see <a href="https://www.postgresql.org/docs/current/runtime-config-client.html">Client connection defaults</a>
 * @param lockTimeoutFrom who has set it so
 * @param statementTimeoutFrom who has set it so
 */
public record SessionSettings(
        Duration lockTimeout,
        Duration statementTimeout,
        Duration idleInTransactionTimeout,
        String timeZone,
        Source lockTimeoutFrom,
        Source statementTimeoutFrom) {

    /** Who has set a timeout. */
    public enum Source {
        SCRIPT("the script, or a callback before it"),
        SESSION("Flyway's initSql"),
        ROLE("the role"),
        DATABASE("the database"),
        CONNECTION("the connection"),
        SERVER("the server");

        private final String words;

        Source(String words) {
            this.words = words;
        }

        public String words() {
            return words;
        }

        /** By the server's word for it, in {@code pg_settings.source}. */
        public static Source ofCatalogWord(String word) {
            return switch (word) {
                case "session" -> SESSION;
                case "user", "database user" -> ROLE;
                case "database" -> DATABASE;
                case "client" -> CONNECTION;
                default -> SERVER;
            };
        }
    }

    /** The same, each timeout with its source: what it was when the session began is from there, all else from the script. */
    public SessionSettings since(SessionSettings begun) {
        return new SessionSettings(
                lockTimeout,
                statementTimeout,
                idleInTransactionTimeout,
                timeZone,
                lockTimeout.equals(begun.lockTimeout) ? begun.lockTimeoutFrom : Source.SCRIPT,
                statementTimeout.equals(begun.statementTimeout) ? begun.statementTimeoutFrom : Source.SCRIPT);
    }
}
