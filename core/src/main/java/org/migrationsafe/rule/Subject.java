package org.migrationsafe.rule;

import org.migrationsafe.source.Headline;

/** What a finding is about. */
public sealed interface Subject {

    /** It as it was written. */
    String text();

    /** It on one line, with the word for what it is. */
    String headline();

    /** A statement that was executed. */
    record Statement(String text) implements Subject {
        @Override
        public String headline() {
            return "statement: " + Headline.of(text);
        }
    }

    /** A class, an attribute or a column, by its full name. */
    record Declared(String text) implements Subject {
        @Override
        public String headline() {
            return "declared:  " + text;
        }
    }

    /** A script, or a line of it that is no statement. */
    record Script() implements Subject {
        @Override
        public String text() {
            return "";
        }

        @Override
        public String headline() {
            return "";
        }
    }
}
