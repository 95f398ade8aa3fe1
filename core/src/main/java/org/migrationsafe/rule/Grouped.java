package org.migrationsafe.rule;

import java.util.Locale;

/** Numbers as a reader takes them in: {@code 120,000}. */
public final class Grouped {

    private Grouped() {}

    public static String of(long number) {
        return String.format(Locale.ROOT, "%,d", number);
    }
}
