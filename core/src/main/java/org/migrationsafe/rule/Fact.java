package org.migrationsafe.rule;

/**
 * One named piece of evidence; the rule's sentences are filled from these.
 *
 * @param evidence whether it was observed; otherwise it only completes a sentence
 */
public record Fact(String name, String value, boolean evidence) {

    /** Something that was observed. */
    public Fact(String name, String value) {
        this(name, value, true);
    }

    /** Words that depend on what was observed, such as the advice for this server. */
    public static Fact words(String name, String value) {
        return new Fact(name, value, false);
    }
}
