package org.migrationsafe.observe.postgres;

import java.sql.Connection;
import java.sql.SQLException;

import org.migrationsafe.observe.postgres.Observation.Returned;
import org.migrationsafe.observe.postgres.Observation.Thrown;

/**
 * An autocommitted statement's locks are gone when it returns, so it is given a transaction that ends after the reading;
 * one that the server refuses in a transaction has done nothing yet and is run again as it was meant.
 */
record TransactionOfItsOwn(Equipment equipment) implements Way {

    @Override
    public Observation run(AtHand statement, Transcript transcript) throws SQLException {
        Connection connection = statement.connection();
        connection.setAutoCommit(false);
        Observation observed =
                ended(connection, transcript, new InTransaction(equipment, false).run(statement, transcript));
        boolean refused = observed.answer() instanceof Thrown thrown
                && thrown.failure() instanceof SQLException e
                && Errors.refusesTransaction(e);
        return refused ? new OutsideTransactions(equipment).run(statement, transcript) : observed;
    }

    private static Observation ended(Connection connection, Transcript transcript, Observation observed) {
        Transcript behind = observed.transcript().leaving(null);
        if (observed.answer() instanceof Returned) {
            try {
                connection.commit();
                connection.setAutoCommit(true);
                return new Observation(behind, observed.answer());
            } catch (SQLException e) {
                return rolledBack(connection, behind.at(transcript.current()), new Thrown(e));
            }
        }
        return observed.answer() instanceof Thrown thrown
                ? rolledBack(connection, behind, thrown)
                : new Observation(behind, observed.answer());
    }

    private static Observation rolledBack(Connection connection, Transcript behind, Thrown thrown) {
        try {
            connection.rollback();
            connection.setAutoCommit(true);
        } catch (SQLException e) {
            thrown.failure().addSuppressed(e);
        }
        return new Observation(behind, thrown);
    }
}
