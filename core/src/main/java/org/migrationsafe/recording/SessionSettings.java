package org.migrationsafe.recording;

import java.time.Duration;

/**
 * The settings in force while a statement ran. A timeout of zero means: waits for ever.
 *
 * @see <a href="https://www.postgresql.org/docs/current/runtime-config-client.html">Client connection defaults</a>
 */
public record SessionSettings(
        Duration lockTimeout, Duration statementTimeout, Duration idleInTransactionTimeout, String timeZone) {}
