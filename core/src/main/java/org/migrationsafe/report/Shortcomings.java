package org.migrationsafe.report;

import java.util.List;

import org.migrationsafe.policy.ReviewPolicy;
import org.migrationsafe.recording.NotSeen;
import org.migrationsafe.recording.Problem;

/** What stands beside the findings in plain text, of every family alike: what was accepted, what failed, what was not seen. */
final class Shortcomings {

    private Shortcomings() {}

    static void of(StringBuilder text, Judged judged, List<Problem> problems, ReviewPolicy policy) {
        if (!judged.accepted().isEmpty()) {
            text.append("\naccepted, not counted:\n");
        }
        judged.accepted().forEach(each -> text.append("  ")
                .append(each.finding().place())
                .append(" [")
                .append(each.finding().rule().id())
                .append("] because ")
                .append(each.reason())
                .append('\n'));
        if (!judged.idle().isEmpty()) {
            text.append("\nacceptances without a finding:\n");
        }
        judged.idle().forEach(each -> text.append("  ").append(each).append('\n'));
        for (Problem problem : problems) {
            text.append("\nproblem: ").append(problem).append('\n');
        }
        if (!judged.notSeen().isEmpty()) {
            text.append("\nnot seen, so it does not pass")
                    .append(policy.failOnNotSeen() ? " (migrationsafe.notSeen=report lifts this)" : "")
                    .append(":\n");
        }
        for (NotSeen unseen : judged.notSeen()) {
            text.append("  ").append(unseen).append('\n');
        }
    }
}
