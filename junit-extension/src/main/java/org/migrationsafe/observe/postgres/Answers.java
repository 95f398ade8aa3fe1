package org.migrationsafe.observe.postgres;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;

import org.migrationsafe.database.Ask;

/** Goes through the results of several questions that were asked in one string. */
final class Answers {

    private Answers() {}

    /** Reads the one row of the current result, and goes on to the next. */
    static <T> T one(Statement statement, Ask.Reader<T> reader) throws SQLException {
        try (ResultSet rows = statement.getResultSet()) {
            rows.next();
            T read = reader.read(rows);
            statement.getMoreResults();
            return read;
        }
    }

    /** Reads each row of the current result, and goes on to the next. */
    static void each(Statement statement, Ask.Row reader) throws SQLException {
        try (ResultSet rows = statement.getResultSet()) {
            while (rows.next()) {
                reader.read(rows);
            }
        }
        statement.getMoreResults();
    }
}
