package org.migrationsafe.observe.postgres;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

import org.migrationsafe.engine.LockMode;
import org.migrationsafe.recording.SessionSettings;
import org.migrationsafe.recording.SessionSettings.Source;

/** One look at the migrating connection: the answers to {@link CatalogQueries} in one round trip. */
record Reading(
        Map<Long, LockMode> locks,
        Map<Long, Counters> counters,
        SessionSettings settings,
        Marks marks,
        CatalogState changed) {

    /**
     * How far the server had come.
     *
     * @param wal bytes written ahead since the server was made
     * @param transaction the number that no transaction which had ended reached
     * @param messages what the session listened to
     * @param commits transactions that ended well since the reading before; 0 in that one
     * @param lost subtransactions that were rolled back since then, with their locks
     */
    record Marks(long wal, long transaction, String messages, int commits, int lost) {
        static final Marks NONE = new Marks(-1, -1, "", 0, 0);

        /** The server numbers the transactions of all its sessions, of which only so many can be this one's. */
        Marks atMost(int own) {
            return new Marks(wal, transaction, messages, Math.min(commits, own), lost);
        }

        Marks with(int committed, int rolledBack) {
            return new Marks(wal, transaction, messages, committed, rolledBack);
        }
    }

    private static final String SAVEPOINT = "migration_safe";

    /** Rows of one table that the session has read and changed and not yet reported. */
    record Counters(long read, long inserted, long updated, long deleted) {
        static final Counters NONE = new Counters(0, 0, 0, 0);

        Counters minus(Counters earlier) {
            return new Counters(
                    read - earlier.read,
                    inserted - earlier.inserted,
                    updated - earlier.updated,
                    deleted - earlier.deleted);
        }

        boolean changedRows() {
            return inserted + updated + deleted > 0;
        }
    }

    static Reading before(Connection connection) throws SQLException {
        return guarded(connection, CatalogQueries.BEFORE, statement -> {
            Map<Long, LockMode> locks = locks(statement);
            Map<Long, Counters> counters = counters(statement);
            SessionSettings settings = settings(statement);
            return new Reading(locks, counters, settings, marks(statement), CatalogState.empty());
        });
    }

    static Reading after(Connection connection, Reading then) throws SQLException {
        Marks before = then.marks();
        String questions = CatalogQueries.after(before.transaction(), before.messages());
        return guarded(connection, questions, statement -> {
            Marks now = marks(statement);
            Map<Long, LockMode> locks = locks(statement);
            SessionSettings settings = settings(statement);
            // The session is in the transaction that it was in, so what ended was another session's.
            Marks marks = ended(statement, now).atMost(0);
            List<Long> changeable = locks.entrySet().stream()
                    .filter(lock -> lock.getValue().conflictsWith(LockMode.SHARE_UPDATE_EXCLUSIVE))
                    .map(Map.Entry::getKey)
                    .toList();
            statement.execute(CatalogQueries.effects(locks.keySet(), changeable));
            return new Reading(locks, counters(statement), settings, marks, CatalogAnswers.read(statement));
        });
    }

    /** The same look, of a session whose counters are not what is compared. */
    Reading withoutCounters() {
        return new Reading(locks, Map.of(), settings, marks, changed);
    }

    /** The same look with locks that were seen at another moment of the same statement. */
    Reading withLocks(Map<Long, LockMode> others) {
        Map<Long, LockMode> all = new HashMap<>(locks);
        others.forEach((oid, mode) -> all.merge(oid, mode, (one, other) -> one.strongerThan(other) ? one : other));
        return new Reading(all, counters, settings, marks, changed);
    }

    static CatalogState everything(Connection connection) throws SQLException {
        return guarded(connection, CatalogQueries.EVERYTHING, CatalogAnswers::read);
    }

    /** The settings alone, which is all that a session leaves behind. */
    static SessionSettings settings(Connection connection) throws SQLException {
        return guarded(connection, CatalogQueries.SETTINGS, Reading::settings);
    }

    /** The settings of a session that begins, each timeout with its source. */
    static SessionSettings begun(Connection connection) throws SQLException {
        return guarded(connection, CatalogQueries.SETTINGS + ";\n" + CatalogQueries.SOURCES, statement -> {
            SessionSettings settings = settings(statement);
            List<Source> sources = new ArrayList<>();
            Answers.each(statement, row -> sources.add(Source.ofCatalogWord(row.getString(1))));
            return new SessionSettings(
                    settings.lockTimeout(),
                    settings.statementTimeout(),
                    settings.idleInTransactionTimeout(),
                    settings.timeZone(),
                    sources.get(0),
                    sources.get(1));
        });
    }

    /** How many transactions ended since a reading, asked from anywhere. */
    static Marks since(Connection connection, Reading then) throws SQLException {
        return guarded(
                connection,
                CatalogQueries.ended(then.marks().transaction()),
                statement -> ended(statement, Marks.NONE));
    }

    private interface Reader<T> {
        T read(Statement statement) throws SQLException;
    }

    /**
     * Asks within a savepoint where there is a transaction: a question that fails (a timeout that the migration set, a role
     * without the right to ask) must not abort the migration with it.
     */
    private static <T> T guarded(Connection connection, String questions, Reader<T> answers) throws SQLException {
        boolean transaction = Session.inTransaction(connection) || !connection.getAutoCommit();
        try (Statement statement = connection.createStatement()) {
            if (!transaction) {
                statement.execute(questions);
                return answers.read(statement);
            }
            try {
                statement.execute("SAVEPOINT " + SAVEPOINT + ";\n" + questions);
                statement.getMoreResults();
                T read = answers.read(statement);
                statement.execute("RELEASE SAVEPOINT " + SAVEPOINT);
                return read;
            } catch (SQLException e) {
                takeBack(connection, e);
                throw e;
            }
        }
    }

    private static void takeBack(Connection connection, SQLException failure) {
        try (Statement statement = connection.createStatement()) {
            statement.execute("ROLLBACK TO SAVEPOINT " + SAVEPOINT + "; RELEASE SAVEPOINT " + SAVEPOINT);
        } catch (SQLException e) {
            // There was no savepoint yet, or the connection is gone: the first failure tells which.
            failure.addSuppressed(e);
        }
    }

    private static Map<Long, LockMode> locks(Statement statement) throws SQLException {
        Map<Long, LockMode> strongest = new HashMap<>();
        Answers.each(
                statement,
                row -> strongest.merge(
                        row.getLong(1),
                        LockMode.ofCatalogName(row.getString(2)),
                        (one, other) -> one.strongerThan(other) ? one : other));
        return strongest;
    }

    private static Map<Long, Counters> counters(Statement statement) throws SQLException {
        Map<Long, Counters> counters = new HashMap<>();
        Answers.each(
                statement,
                row -> counters.put(
                        row.getLong(1), new Counters(row.getLong(2), row.getLong(3), row.getLong(4), row.getLong(5))));
        return counters;
    }

    private static SessionSettings settings(Statement statement) throws SQLException {
        List<SessionSettings> read = new ArrayList<>();
        Answers.each(
                statement,
                row -> read.add(new SessionSettings(
                        Duration.ofMillis(row.getLong(1)),
                        Duration.ofMillis(row.getLong(2)),
                        Duration.ofMillis(row.getLong(3)),
                        row.getString(4),
                        Source.SCRIPT,
                        Source.SCRIPT)));
        return read.get(0);
    }

    private static Marks marks(Statement statement) throws SQLException {
        List<Marks> read = new ArrayList<>();
        Answers.each(statement, row -> read.add(new Marks(row.getLong(1), row.getLong(2), row.getString(3), 0, 0)));
        return read.get(0);
    }

    private static Marks ended(Statement statement, Marks now) throws SQLException {
        List<Marks> read = new ArrayList<>();
        Answers.each(statement, row -> read.add(now.with(row.getInt(1), row.getInt(2))));
        return read.get(0);
    }
}
