package org.migrationsafe.report;

import java.util.Locale;

/** The summary's first word. */
public enum Verdict {
    /** Nothing at or above the threshold, and everything was seen. */
    SHIP,
    /** Findings: there is a safer way to write it. */
    REWRITE,
    /** Not all of it could be reviewed, so nobody can say. */
    HOLD;

    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }
}
