package org.migrationsafe.database;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;

/** Puts a question to the server, and reads the rows of its answer. */
public final class Ask {

    private Ask() {}

    /** Something to do with a row. */
    public interface Row {
        void read(ResultSet row) throws SQLException;
    }

    /** Something to make of a row. */
    public interface Reader<T> {
        T read(ResultSet row) throws SQLException;
    }

    public static void each(Connection connection, String question, Row row) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet answer = statement.executeQuery(question)) {
            while (answer.next()) {
                row.read(answer);
            }
        }
    }

    /** What each row makes, in their order. */
    public static <T> List<T> all(Connection connection, String question, Reader<T> reader) throws SQLException {
        List<T> all = new ArrayList<>();
        each(connection, question, row -> all.add(reader.read(row)));
        return all;
    }

    /** What the only row makes. */
    public static <T> T one(Connection connection, String question, Reader<T> reader) throws SQLException {
        List<T> all = all(connection, question, reader);
        if (all.size() != 1) {
            throw new SQLException("One row was expected, and there are " + all.size() + ".");
        }
        return all.get(0);
    }

    /** The yes or no that a question of one row and column is answered with. */
    public static boolean whether(Connection connection, String question) throws SQLException {
        return one(connection, question, row -> row.getBoolean(1));
    }
}
