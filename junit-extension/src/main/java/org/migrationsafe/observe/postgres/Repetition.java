package org.migrationsafe.observe.postgres;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Savepoint;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

import org.migrationsafe.database.Ask;
import org.migrationsafe.database.OfTheUser;
import org.migrationsafe.database.Quoted;
import org.migrationsafe.recording.RowChange;
import org.migrationsafe.recording.SecondRun;

/**
 * A change of rows, made once more at once and taken back: what it changes the second time it would change again whenever
 * an interrupted migration is run anew.
 *
 * @param comesAgain whether its migration is run again in any case, as a repeatable one is when its text changes
 */
record Repetition(AtHand statement, boolean comesAgain, Effects effects) {

    /** What is not seen where none can be made. */
    static final String WHAT = "what a second run of the statement changes";

    static final String NOT_REPEATED =
            "it could not be run once more with the values that were bound to it, or failed for another reason than the rows";

    /**
     * Classes of errors that say something of rows or definitions: wrong data, violated constraints, raised exceptions, names.
     *
     * @see <a href="https://www.postgresql.org/docs/current/errcodes-appendix.html">Error codes</a>
     */
    private static boolean refused(SQLException error) {
        return Errors.dependsOnRows(error)
                || String.valueOf(error.getSQLState()).startsWith("42");
    }

    private static final String INSERTED = """
            SELECT coalesce(sum(pg_catalog.pg_stat_get_xact_tuples_inserted(c.oid)), 0)
            FROM pg_catalog.pg_class c JOIN pg_catalog.pg_namespace n ON n.oid = c.relnamespace
            WHERE c.relkind = 'r' AND %s""".formatted(OfTheUser.RELATION);

    static SecondRun of(AtHand statement, boolean comesAgain, Effects effects) throws SQLException {
        Repetition repetition = new Repetition(statement, comesAgain, effects);
        if (!repetition.changesRows() || statement.connection().getAutoCommit()) {
            return new SecondRun.NotMade();
        }
        return statement.execution().repeatable() ? repetition.made() : new SecondRun.Unknown();
    }

    private boolean changesRows() {
        boolean searched = !effects.scans().isEmpty();
        boolean changedSome = effects.changes().stream()
                .anyMatch(change -> change.updated() + change.deleted() > 1 || searched && change.total() > 1);
        boolean inserted = effects.changes().stream().anyMatch(change -> change.inserted() > 0);
        return changedSome || comesAgain && inserted;
    }

    /**
     * Numbers that were taken from sequences do not come back with the rest, and the session's next {@code currval} would be the
     * second run's.
     */
    private static final String SEQUENCES = """
            SELECT c.oid, pg_catalog.pg_sequence_last_value(c.oid)
            FROM pg_catalog.pg_class c JOIN pg_catalog.pg_namespace n ON n.oid = c.relnamespace
            WHERE c.relkind = 'S' AND %s""".formatted(OfTheUser.RELATION);

    private Map<Long, Long> sequences() throws SQLException {
        Map<Long, Long> last = new HashMap<>();
        Ask.each(statement.connection(), SEQUENCES, row -> {
            if (row.getObject(2) != null) {
                last.put(row.getLong(1), row.getLong(2));
            }
        });
        return last;
    }

    private void setBack(Map<Long, Long> sequences) throws SQLException {
        Map<Long, Long> now = sequences();
        for (Map.Entry<Long, Long> then : sequences.entrySet()) {
            if (!then.getValue().equals(now.get(then.getKey()))) {
                ask("SELECT pg_catalog.setval(" + then.getKey() + "::oid::regclass, " + then.getValue() + ")");
            }
        }
    }

    private SecondRun made() throws SQLException {
        Connection connection = statement.connection();
        Map<Long, Long> sequences = sequences();
        try {
            return madeAndTakenBack(connection);
        } finally {
            setBack(sequences);
        }
    }

    private SecondRun madeAndTakenBack(Connection connection) throws SQLException {
        Savepoint before = connection.setSavepoint();
        try {
            long insertedBefore = ask(INSERTED);
            String first = own();
            long then = ask(first);
            if (!again()) {
                return comesAgain ? new SecondRun.Refused() : new SecondRun.Changed(0);
            }
            return new SecondRun.Changed(then - ask(first) + ask(INSERTED) - insertedBefore);
        } catch (SQLException e) {
            return new SecondRun.Unknown();
        } finally {
            connection.rollback(before);
            connection.releaseSavepoint(before);
        }
    }

    /** False if it was refused for what the first run left, a key that is taken or a column that is there: then nothing is changed twice. */
    private boolean again() throws SQLException {
        try (Statement again = statement.connection().createStatement()) {
            if (statement.execution().hasParameters()) {
                statement.execution().run();
            } else {
                again.execute(statement.sql());
            }
            return true;
        } catch (SQLException e) {
            if (refused(e)) {
                return false;
            }
            throw e;
        } catch (Error e) {
            throw e;
        } catch (Throwable e) {
            throw new SQLException(e);
        }
    }

    /**
     * Counts the rows that this transaction has written up to now, by the numbers that they carry: one that the second run
     * writes once more has another. A batch goes on to other rows, and leaves these as they are.
     */
    private String own() throws SQLException {
        List<String> tables = effects.changes().stream()
                .map(RowChange::relation)
                .map(Quoted::name)
                .toList();
        List<Long> numbers = new ArrayList<>();
        for (String table : tables) {
            numbers.addAll(Ask.all(
                    statement.connection(),
                    "SELECT DISTINCT xmin::text::bigint FROM ONLY " + table + " WHERE "
                            + RowsSince.writtenSince("pg_catalog.pg_current_xact_id()::text::bigint"),
                    row -> row.getLong(1)));
        }
        String these = numbers.stream().map(String::valueOf).collect(Collectors.joining(", ", "{", "}"));
        return tables.stream()
                .map(table -> "SELECT count(*) AS n FROM ONLY " + table + " WHERE xmin::text::bigint = ANY ('" + these
                        + "'::bigint[])")
                .collect(Collectors.joining(" UNION ALL ", "SELECT coalesce(sum(n), 0) FROM (", ") AS own"));
    }

    private long ask(String question) throws SQLException {
        return Ask.one(statement.connection(), question, row -> row.getLong(1));
    }
}
