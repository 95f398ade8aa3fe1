package org.migrationsafe.source;

import java.util.List;

/** Finds what must not stand in a text. */
public final class SensitiveText {

    private SensitiveText() {}

    /**
     * One thing that must not be seen.
     *
     * @param what in words that fit after "holds"
     * @param personal whether it is about a person; otherwise it is a secret
     * @param offset where it begins
     */
    public record Found(String what, boolean personal, int offset) {}

    /** Everything of that kind, in the order of the text. */
    public static List<Found> in(String text) {
        return Sensitive.everything(text).stream()
                .map(found -> new Found(found.kind().what(), found.kind().personal(), found.from()))
                .toList();
    }
}
