package org.migrationsafe.recording;

/** What came of running a statement once more at once, in the same transaction, and taking that back. */
public sealed interface SecondRun {

    /** None was made, since the first run changed nothing that another could change again. */
    record NotMade() implements SecondRun {}

    /**
     * It changed rows as well, or none.
     *
     * @param rows that the first run had changed and the second changed once more, and rows that the second inserted
     */
    record Changed(long rows) implements SecondRun {}

    /** The server refused it for what the first run had left, of a migration that is run again in any case. */
    record Refused() implements SecondRun {}

    /** None could be made, or it failed for another reason than the rows: nothing is known about it, which is reported as not seen. */
    record Unknown() implements SecondRun {}
}
