package org.migrationsafe.observe.postgres;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Savepoint;
import java.sql.Statement;

/**
 * A change of rows, made once more at once and taken back: what it changes the second time it would change again whenever
 * an interrupted migration is run anew.
 */
record SecondRun(Connection connection, String sql) {

    /** Rows changed by the second run; -1 where none was made, since there was nothing to repeat or parameters are unknown. */
    long changes(Effects first) throws SQLException {
        boolean searchedAndChanged =
                !first.scans().isEmpty() && first.changes().stream().anyMatch(change -> change.total() > 1);
        if (!searchedAndChanged || sql.contains("?") || connection.getAutoCommit()) {
            return -1;
        }
        Savepoint before = connection.setSavepoint();
        try (Statement statement = connection.createStatement()) {
            long then = changed();
            statement.execute(sql);
            return changed() - then;
        } catch (SQLException e) {
            // Refused the second time, by a unique key for one: then it changes nothing twice.
            return 0;
        } finally {
            connection.rollback(before);
            connection.releaseSavepoint(before);
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
