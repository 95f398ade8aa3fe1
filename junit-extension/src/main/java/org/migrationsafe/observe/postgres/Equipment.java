package org.migrationsafe.observe.postgres;

import java.sql.Connection;

import javax.sql.DataSource;

import org.migrationsafe.recording.RelationName;
import org.migrationsafe.source.Redaction;

/**
 * What a recorder watches with, the same for all of its statements.
 *
 * @param source connections of our own, unobserved
 * @param watcher one of them, in autocommit, so that nothing ever waits for it
 * @param historyTable Flyway's own table, which is left out
 * @param gated whether each statement is stopped at its locks, to see those too that it lets go of before it ends
 */
record Equipment(
        DataSource source,
        Connection watcher,
        Watchdog watchdog,
        RelationName historyTable,
        Redaction redaction,
        boolean gated) {

    Gate gate() {
        return new Gate(source, watcher, historyTable);
    }
}
