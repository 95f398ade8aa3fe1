package org.migrationsafe.report;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

import org.migrationsafe.recording.Acceptance;
import org.migrationsafe.recording.MigrationRun;
import org.migrationsafe.rule.Finding;
import org.migrationsafe.rule.migration.MigrationRule;
import org.migrationsafe.source.Place;

/**
 * What scripts accept by their comments, held against what was found.
 *
 * @param open findings that nobody accepted
 * @param accepted findings that somebody took upon the team, with the reason
 * @param idle comments that accept nothing
 */
public record Accepted(List<Finding> open, List<AcceptedFinding> accepted, List<IdleAcceptance> idle) {

    /** A finding that does not count, and why. */
    public record AcceptedFinding(Finding finding, String reason) {}

    /** A comment that accepts nothing, and why. */
    public record IdleAcceptance(Place place, String says) {
        @Override
        public String toString() {
            return place + ": " + says;
        }
    }

    static Accepted of(MigrationRun run, List<Finding> findings) {
        List<Finding> open = new ArrayList<>();
        List<AcceptedFinding> accepted = new ArrayList<>();
        Set<Acceptance> used = new HashSet<>();
        for (Finding finding : findings) {
            Acceptance acceptance = run.acceptances().stream()
                    .filter(each -> covers(each, finding))
                    .findFirst()
                    .orElse(null);
            if (acceptance == null) {
                open.add(finding);
            } else {
                accepted.add(new AcceptedFinding(finding, acceptance.reason()));
                used.add(acceptance);
            }
        }
        List<IdleAcceptance> idle = run.acceptances().stream()
                .filter(acceptance -> !used.contains(acceptance))
                .map(acceptance -> new IdleAcceptance(acceptance.place(), why(acceptance)))
                .toList();
        return new Accepted(open, accepted, idle);
    }

    private static boolean covers(Acceptance acceptance, Finding finding) {
        return !acceptance.reason().isEmpty()
                && finding.rule().id().equals(acceptance.rule())
                && finding.place().equals(acceptance.statement());
    }

    private static String why(Acceptance acceptance) {
        if (acceptance.rule().isEmpty() || acceptance.reason().isEmpty()) {
            return "accepts nothing, since it is not of the form -- migrationsafe: accept <rule> because <reason>";
        }
        if (MigrationRule.all().stream().noneMatch(rule -> rule.page().id().equals(acceptance.rule()))) {
            return "accepts " + acceptance.rule() + ", which is no rule on migrations";
        }
        if (acceptance.statement() == null) {
            return "accepts " + acceptance.rule() + ", but no statement comes after it";
        }
        return "accepts " + acceptance.rule() + ", which finds nothing at line "
                + acceptance.statement().line() + ": remove it";
    }
}
