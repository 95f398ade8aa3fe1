package org.migrationsafe.observe.postgres;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;

/** Goes through the results of several questions that were asked in one string. */
final class Answers {

    private Answers() {}

    interface Row {
        void read(ResultSet row) throws SQLException;
    }

    interface Reader<T> {
        T read(ResultSet row) throws SQLException;
    }

    /** Reads the one row of the current result, and goes on to the next. */
    static <T> T one(Statement statement, Reader<T> reader) throws SQLException {
        try (ResultSet rows = statement.getResultSet()) {
            rows.next();
            T read = reader.read(rows);
            statement.getMoreResults();
            return read;
        }
    }

    /** Reads each row of the current result, and goes on to the next. */
    static void each(Statement statement, Row reader) throws SQLException {
        try (ResultSet rows = statement.getResultSet()) {
            while (rows.next()) {
                reader.read(rows);
            }
        }
        statement.getMoreResults();
    }
}
