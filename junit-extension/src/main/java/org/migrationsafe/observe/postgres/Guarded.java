package org.migrationsafe.observe.postgres;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;

/**
 * Asks within a savepoint where there is a transaction: a question that fails (a timeout that the migration set, a role
 * without the right to ask) must not abort the migration with it.
 */
final class Guarded {

    private static final String SAVEPOINT = "migration_safe";

    private final Statement statement;
    private final boolean transaction;

    private Guarded(Statement statement, boolean transaction) {
        this.statement = statement;
        this.transaction = transaction;
    }

    /** Reads the answers to questions that were sent in one string, in their order. */
    interface Answering<T> {
        T read(Statement answers) throws SQLException;
    }

    /** Sends questions, of which the later ones depend on earlier answers. */
    interface Conversation<T> {
        T hold(Statement answers, Guarded guard) throws SQLException;
    }

    static <T> T ask(Connection connection, String questions, Answering<T> answers) throws SQLException {
        return ask(connection, (statement, guard) -> {
            guard.only(questions);
            return answers.read(statement);
        });
    }

    static <T> T ask(Connection connection, Conversation<T> conversation) throws SQLException {
        boolean transaction = Session.inTransaction(connection) || !connection.getAutoCommit();
        try (Statement statement = connection.createStatement()) {
            try {
                return conversation.hold(statement, new Guarded(statement, transaction));
            } catch (SQLException e) {
                if (transaction) {
                    takeBack(connection, e);
                }
                throw e;
            }
        }
    }

    /** Sends the questions that others follow. */
    void first(String questions) throws SQLException {
        send(begin() + questions);
    }

    /** Sends the last questions. */
    void last(String questions) throws SQLException {
        statement.execute(questions + end());
    }

    private void only(String questions) throws SQLException {
        send(begin() + questions + end());
    }

    private void send(String all) throws SQLException {
        statement.execute(all);
        if (transaction) {
            statement.getMoreResults();
        }
    }

    private String begin() {
        return transaction ? "SAVEPOINT " + SAVEPOINT + ";\n" : "";
    }

    private String end() {
        return transaction ? ";\nRELEASE SAVEPOINT " + SAVEPOINT : "";
    }

    private static void takeBack(Connection connection, SQLException failure) {
        try (Statement statement = connection.createStatement()) {
            statement.execute("ROLLBACK TO SAVEPOINT " + SAVEPOINT + "; RELEASE SAVEPOINT " + SAVEPOINT);
        } catch (SQLException e) {
            // There was no savepoint yet, or the connection is gone: the first failure tells which.
            failure.addSuppressed(e);
        }
    }
}
