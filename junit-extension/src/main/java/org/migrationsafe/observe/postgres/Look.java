package org.migrationsafe.observe.postgres;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

import org.jspecify.annotations.Nullable;
import org.migrationsafe.engine.LockMode;
import org.migrationsafe.observe.postgres.Reading.Counters;
import org.migrationsafe.observe.postgres.Reading.Marks;
import org.migrationsafe.recording.SessionSettings;
import org.migrationsafe.recording.SessionSettings.Source;

/** Looks at a session, in as few round trips as the questions allow: one before a statement and two after it. */
final class Look {

    private Look() {}

    /**
     * The session as a statement finds it, which from here on tells all that it tells anybody.
     *
     * @param last the session as the statement before it left it, where nothing has happened since; null to look anew
     */
    static Reading before(Connection connection, @Nullable Reading last) throws SQLException {
        if (last != null) {
            return Guarded.ask(
                    connection,
                    CatalogQueries.BEFORE_NEXT,
                    statement -> last.at(marks(statement).listening(last.marks())));
        }
        return Guarded.ask(connection, CatalogQueries.BEFORE, statement -> {
            Map<Long, LockMode> locks = locks(statement);
            Map<Long, Counters> counters = counters(statement);
            SessionSettings settings = settings(statement);
            return new Reading(locks, counters, settings, marks(statement), CatalogState.empty());
        });
    }

    /**
     * The session as a statement leaves it.
     *
     * @param mayHaveLost whether a part of it may have been rolled back, whose tables are not locked any more
     */
    static Reading after(Connection connection, Reading then, boolean mayHaveLost) throws SQLException {
        Marks before = then.marks();
        String questions = CatalogQueries.after(before.transaction(), before.messages());
        return Guarded.ask(connection, (statement, guard) -> {
            guard.first(questions);
            Marks now = marks(statement);
            Map<Long, LockMode> locks = locks(statement);
            SessionSettings settings = settings(statement);
            // The session is in the transaction that it was in, so what ended was another session's.
            Marks marks = ended(statement, now).atMost(0);
            List<Long> changeable = locks.entrySet().stream()
                    .filter(lock -> lock.getValue().conflictsWith(LockMode.SHARE_UPDATE_EXCLUSIVE))
                    .map(Map.Entry::getKey)
                    .toList();
            boolean things = now.named() != before.named();
            guard.last(CatalogQueries.effects(locks.keySet(), changeable, things, mayHaveLost || marks.lost() > 0));
            return new Reading(locks, counters(statement), settings, marks, CatalogAnswers.read(statement, things));
        });
    }

    /** The whole catalogue. */
    static CatalogState everything(Connection connection) throws SQLException {
        return Guarded.ask(connection, CatalogQueries.EVERYTHING, answers -> CatalogAnswers.read(answers, true));
    }

    /** The settings alone, which is all that a session leaves behind. */
    static SessionSettings settings(Connection connection) throws SQLException {
        return Guarded.ask(connection, CatalogQueries.SETTINGS, Look::settings);
    }

    /** The settings of a session that begins, each timeout with its source. */
    static SessionSettings begun(Connection connection) throws SQLException {
        return Guarded.ask(connection, CatalogQueries.SETTINGS + ";\n" + CatalogQueries.SOURCES, statement -> {
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
        return Guarded.ask(
                connection,
                CatalogQueries.ended(then.marks().transaction()),
                statement -> ended(statement, Marks.NONE));
    }

    private static Map<Long, LockMode> locks(Statement statement) throws SQLException {
        Map<Long, LockMode> strongest = new HashMap<>();
        Answers.each(
                statement,
                row -> strongest.merge(row.getLong(1), LockMode.ofCatalogName(row.getString(2)), LockMode::stronger));
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
        return Answers.one(
                statement,
                row -> new SessionSettings(
                        Duration.ofMillis(row.getLong(1)),
                        Duration.ofMillis(row.getLong(2)),
                        Duration.ofMillis(row.getLong(3)),
                        row.getString(4),
                        Source.SCRIPT,
                        Source.SCRIPT));
    }

    private static Marks marks(Statement statement) throws SQLException {
        return Answers.one(
                statement, row -> new Marks(row.getLong(1), row.getLong(2), row.getString(3), row.getLong(4), 0, 0));
    }

    private static Marks ended(Statement statement, Marks now) throws SQLException {
        return Answers.one(statement, row -> now.with(row.getInt(1), row.getInt(2)));
    }
}
