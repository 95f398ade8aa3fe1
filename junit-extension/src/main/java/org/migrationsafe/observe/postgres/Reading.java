package org.migrationsafe.observe.postgres;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

import org.jspecify.annotations.Nullable;
import org.migrationsafe.engine.LockMode;
import org.migrationsafe.observe.postgres.Relation.Column;
import org.migrationsafe.observe.postgres.Relation.Constraint;
import org.migrationsafe.observe.postgres.Relation.Index;
import org.migrationsafe.observe.postgres.Relation.Parts;
import org.migrationsafe.recording.CatalogChange.ConstraintKind;
import org.migrationsafe.recording.RelationKind;
import org.migrationsafe.recording.RelationName;
import org.migrationsafe.recording.SessionSettings;

/** One look at the migrating connection: the answers to {@link CatalogQueries} in one round trip. */
record Reading(
        Map<Long, LockMode> locks, Map<Long, Counters> counters, SessionSettings settings, CatalogState changed) {

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
        return guarded(
                connection,
                CatalogQueries.BEFORE,
                statement ->
                        new Reading(locks(statement), counters(statement), settings(statement), CatalogState.empty()));
    }

    static Reading after(Connection connection) throws SQLException {
        return guarded(connection, CatalogQueries.AFTER, statement -> {
            Map<Long, LockMode> locks = locks(statement);
            SessionSettings settings = settings(statement);
            List<Long> changeable = locks.entrySet().stream()
                    .filter(lock -> lock.getValue().conflictsWith(LockMode.SHARE_UPDATE_EXCLUSIVE))
                    .map(Map.Entry::getKey)
                    .toList();
            statement.execute(CatalogQueries.effects(locks.keySet(), changeable));
            return new Reading(locks, counters(statement), settings, catalog(statement));
        });
    }

    static CatalogState everything(Connection connection) throws SQLException {
        return guarded(connection, CatalogQueries.EVERYTHING, Reading::catalog);
    }

    private interface Answers<T> {
        T read(Statement statement) throws SQLException;
    }

    /**
     * Asks within a savepoint where there is a transaction: a question that fails (a timeout that the migration set, a role
     * without the right to ask) must not abort the migration with it.
     */
    private static <T> T guarded(Connection connection, String questions, Answers<T> answers) throws SQLException {
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

    private interface Row {
        void read(ResultSet row) throws SQLException;
    }

    private static void each(Statement statement, Row reader) throws SQLException {
        try (ResultSet rows = statement.getResultSet()) {
            while (rows.next()) {
                reader.read(rows);
            }
        }
        statement.getMoreResults();
    }

    private static Map<Long, LockMode> locks(Statement statement) throws SQLException {
        Map<Long, LockMode> strongest = new HashMap<>();
        each(
                statement,
                row -> strongest.merge(
                        row.getLong(1),
                        LockMode.ofCatalogName(row.getString(2)),
                        (one, other) -> one.strongerThan(other) ? one : other));
        return strongest;
    }

    private static Map<Long, Counters> counters(Statement statement) throws SQLException {
        Map<Long, Counters> counters = new HashMap<>();
        each(
                statement,
                row -> counters.put(
                        row.getLong(1), new Counters(row.getLong(2), row.getLong(3), row.getLong(4), row.getLong(5))));
        return counters;
    }

    private static SessionSettings settings(Statement statement) throws SQLException {
        List<SessionSettings> read = new ArrayList<>();
        each(
                statement,
                row -> read.add(new SessionSettings(
                        Duration.ofMillis(row.getLong(1)),
                        Duration.ofMillis(row.getLong(2)),
                        Duration.ofMillis(row.getLong(3)),
                        row.getString(4))));
        return read.get(0);
    }

    private static CatalogState catalog(Statement statement) throws SQLException {
        CatalogState state = CatalogState.empty();
        each(statement, row -> state.relations().put(row.getLong(1), relation(row)));
        each(statement, row -> parts(state, row)
                .columns()
                .put(
                        row.getInt(2),
                        new Column(row.getString(3), row.getString(4), row.getBoolean(5), row.getBoolean(6))));
        each(statement, row -> parts(state, row)
                .constraints()
                .put(
                        row.getLong(2),
                        new Constraint(
                                row.getString(3),
                                ConstraintKind.ofCatalogLetter(row.getString(4).charAt(0)),
                                row.getBoolean(5),
                                row.getLong(6))));
        each(statement, row -> parts(state, row).indexes().put(row.getLong(2), index(row)));
        return state;
    }

    private static Relation relation(ResultSet row) throws SQLException {
        return new Relation(
                row.getLong(1),
                new RelationName(row.getString(2), row.getString(3)),
                RelationKind.ofCatalogLetter(row.getString(4).charAt(0)),
                row.getLong(5),
                row.getLong(6),
                row.getLong(7));
    }

    private static Index index(ResultSet row) throws SQLException {
        @Nullable String constraint = row.getString(6);
        return new Index(row.getString(3), row.getBoolean(4), row.getBoolean(5), constraint, row.getBoolean(7));
    }

    private static Parts parts(CatalogState state, ResultSet row) throws SQLException {
        return state.parts().computeIfAbsent(row.getLong(1), oid -> Parts.empty());
    }
}
