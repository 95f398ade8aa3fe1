package org.migrationsafe.rule;

import java.util.Collection;
import java.util.List;

/** Things in a sentence: "a", "a and b", "a, b and c"; of many the first few, and how many more there are. */
public final class Enumeration {

    /** A reader takes in so many names. */
    private static final int MOST = 6;

    private Enumeration() {}

    /** Empty for nothing. */
    public static String of(Collection<?> things) {
        List<String> words = things.stream().map(String::valueOf).toList();
        if (words.size() < 2) {
            return String.join("", words);
        }
        boolean all = words.size() <= MOST;
        int shown = all ? words.size() - 1 : MOST - 1;
        return String.join(", ", words.subList(0, shown)) + " and "
                + (all ? words.get(shown) : (words.size() - shown) + " more");
    }
}
