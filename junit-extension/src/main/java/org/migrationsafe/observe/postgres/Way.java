package org.migrationsafe.observe.postgres;

import java.sql.SQLException;

/** A way to run a statement on which its locks can be read. */
sealed interface Way permits InTransaction, TransactionOfItsOwn, OutsideTransactions, AsItBringsIt {

    Observation run(AtHand statement, Transcript transcript) throws SQLException;

    /** The way that shows most of a statement and leaves its meaning as it is. */
    static Observation observe(Equipment equipment, AtHand statement, Transcript transcript) throws SQLException {
        boolean open = Session.inTransaction(statement.connection());
        if (open) {
            return new InTransaction(equipment, true).run(statement, transcript);
        }
        Transcript next = transcript.inNextTransaction();
        if (!statement.connection().getAutoCommit()) {
            return new InTransaction(equipment, true).run(statement, next);
        }
        return Session.commandsTransactions(statement.sql())
                ? new AsItBringsIt(equipment).run(statement, next)
                : new TransactionOfItsOwn(equipment).run(statement, next);
    }
}
