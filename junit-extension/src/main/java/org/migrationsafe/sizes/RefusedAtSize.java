package org.migrationsafe.sizes;

import java.util.Set;

import org.migrationsafe.recording.Migration;
import org.migrationsafe.recording.Problem;
import org.migrationsafe.rule.Grouped;
import org.migrationsafe.stage.Refusal;

/**
 * A statement that the server takes with the rehearsal's rows and refuses with more of them, since what comes before it handles only
 * so many.
 *
 * @param before rows of the largest table in the rehearsal
 * @param rows the same at the size at which it is refused
 */
record RefusedAtSize(Refusal refusal, int before, int rows) {

    /**
     * not_null_violation, foreign_key_violation and check_violation: what a migration that handles every row cannot run into. Numbers
     * that do not fit and values that repeat may come from the rows that were added.
     *
     * @see <a href="https://www.postgresql.org/docs/current/errcodes-appendix.html">Error codes</a>
     */
    private static final Set<String> OF_ROWS_LEFT_OVER = Set.of("23502", "23503", "23514");

    static boolean tells(Refusal refusal) {
        return OF_ROWS_LEFT_OVER.contains(refusal.failure().sqlState()) && refusal.statement() != null;
    }

    Migration migration() {
        return refusal.file().migration();
    }

    Problem problem() {
        Problem told = refusal.problem();
        return new Problem(
                told.place(),
                told.says()
                        .replaceFirst(
                                "^the server refused this statement",
                                "with " + Grouped.of(rows)
                                        + " rows the server refuses this statement, which it takes with "
                                        + Grouped.of(before)),
                "What comes before it in the file handles only some of the rows. Handle all of them first, in batches outside the"
                        + " migration, and put this statement in a later migration.",
                told.sqlState(),
                Problem.Kind.REFUSED);
    }
}
