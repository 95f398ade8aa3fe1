package org.migrationsafe.observe.postgres;

/** A transaction of ours around BEGIN or COMMIT would change what they mean. */
record AsItBringsIt(Equipment equipment) implements Way {

    @Override
    public Observation run(AtHand statement, Transcript transcript) {
        Transcript told = Session.onlyCommandsTransactions(statement.sql())
                ? transcript
                : new Note(equipment, statement, false)
                        .unseen(
                                transcript,
                                "it begins or ends a transaction itself, and its locks were gone when it returned");
        return new Observation(told, Observation.answerOf(statement.execution()));
    }
}
