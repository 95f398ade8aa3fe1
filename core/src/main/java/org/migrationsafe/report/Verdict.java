package org.migrationsafe.report;

import java.util.Collection;
import java.util.Locale;

import org.migrationsafe.rule.Finding;
import org.migrationsafe.rule.Tag;

/** The summary's first word, of migrations and of designs alike. */
public enum Verdict {
    /** Nothing at or above the threshold, and everything was seen. */
    SHIP("approve"),
    /** There is a safer way to write it, or something is wrong with it. */
    REWRITE("iterate"),
    /** Somebody has to decide, or not all of it could be reviewed, so nobody can say. */
    HOLD("hold");

    private final String ofDesign;

    Verdict(String ofDesign) {
        this.ofDesign = ofDesign;
    }

    /**
     * What follows from findings. A concern is a judgement that the team has to make, so it never asks for another migration.
     *
     * @param failing findings at or above the threshold
     * @param incomplete whether something was not reviewed that has to be
     */
    static Verdict of(Collection<Finding> failing, boolean incomplete) {
        if (failing.stream().anyMatch(finding -> finding.tag() != Tag.CONCERN)) {
            return REWRITE;
        }
        return failing.isEmpty() && !incomplete ? SHIP : HOLD;
    }

    /** Of a migration. */
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** Of a design. */
    public String wordOfDesign() {
        return ofDesign;
    }
}
