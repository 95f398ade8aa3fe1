package org.migrationsafe.observe.postgres;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Savepoint;
import java.sql.Statement;
import java.util.Set;

/**
 * A change of rows, made once more at once and taken back: what it changes the second time it would change again whenever
 * an interrupted migration is run anew.
 */
record SecondRun(Connection connection, String sql, Execution execution) {

    /**
     * Classes of errors that say something of rows or definitions: wrong data, violated constraints, raised exceptions, names.
     *
     * @see <a href="https://www.postgresql.org/docs/current/errcodes-appendix.html">Error codes</a>
     */
    private static final Set<String> REFUSAL = Set.of("21", "22", "23", "27", "42", "44", "P0");

    /** None was needed. */
    static final long NONE = -1;

    /** It failed or could not be made, so that nothing is known of it. */
    static final long UNKNOWN = -2;

    /** Rows changed by the second run, {@link #NONE} or {@link #UNKNOWN}. */
    long changes(Effects first) throws SQLException {
        boolean searchedAndChanged =
                !first.scans().isEmpty() && first.changes().stream().anyMatch(change -> change.total() > 1);
        if (!searchedAndChanged || connection.getAutoCommit()) {
            return NONE;
        }
        if (!execution.repeatable()) {
            return UNKNOWN;
        }
        Savepoint before = connection.setSavepoint();
        try (Statement statement = connection.createStatement()) {
            long then = changed();
            again(statement);
            return changed() - then;
        } catch (SQLException e) {
            // Refused for what the first run left (a key that is taken, a column that is there), it changes nothing
            // twice.
            return REFUSAL.contains(String.valueOf(e.getSQLState()).substring(0, 2)) ? 0 : UNKNOWN;
        } finally {
            connection.rollback(before);
            connection.releaseSavepoint(before);
        }
    }

    private void again(Statement statement) throws SQLException {
        if (!execution.hasParameters()) {
            statement.execute(sql);
            return;
        }
        try {
            execution.run();
        } catch (SQLException | Error e) {
            throw e;
        } catch (Throwable e) {
            throw new SQLException(e);
        }
    }

    private long changed() throws SQLException {
        try (Statement statement = connection.createStatement();
                var row = statement.executeQuery("""
                        SELECT coalesce(sum(pg_catalog.pg_stat_get_xact_tuples_inserted(c.oid)
                                          + pg_catalog.pg_stat_get_xact_tuples_updated(c.oid)
                                          + pg_catalog.pg_stat_get_xact_tuples_deleted(c.oid)), 0)
                        FROM pg_catalog.pg_class c WHERE c.oid >= 16384 AND c.relkind = 'r'""")) {
            row.next();
            return row.getLong(1);
        }
    }
}
