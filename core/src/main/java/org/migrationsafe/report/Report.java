package org.migrationsafe.report;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import org.jspecify.annotations.Nullable;
import org.migrationsafe.policy.ReviewPolicy;
import org.migrationsafe.recording.Migration;
import org.migrationsafe.recording.MigrationRun;
import org.migrationsafe.recording.NotSeen;
import org.migrationsafe.recording.Problem;
import org.migrationsafe.recording.Recording;
import org.migrationsafe.report.Accepted.AcceptedFinding;
import org.migrationsafe.report.Accepted.IdleAcceptance;
import org.migrationsafe.rule.Finding;
import org.migrationsafe.rule.Tag;
import org.migrationsafe.rule.migration.MigrationRule;
import org.migrationsafe.rule.migration.ReviewContext;
import org.migrationsafe.source.Place;

/**
 * What a review says of a recording. Failing a test, printing and writing files are readers of it.
 *
 * @param findings that nobody accepted, of all rules, in the order of the migrations, of one migration sorted by place and rule
 * @param accepted findings that a comment in the script took upon the team, or that stand in a baseline
 * @param idle comments that accept nothing, and lines of a baseline that find nothing any more
 * @param design what is said of the schema that the migrations make; null where it was not reviewed
 */
public record Report(
        Recording recording,
        List<Finding> findings,
        List<AcceptedFinding> accepted,
        List<IdleAcceptance> idle,
        ReviewPolicy policy,
        @Nullable DesignReport design) {

    public Report {
        findings = List.copyOf(findings);
        accepted = List.copyOf(accepted);
        idle = List.copyOf(idle);
    }

    /** Reviews a recording by every rule. */
    public static Report of(Recording recording, ReviewPolicy policy) {
        return of(recording, policy, Baseline.NONE);
    }

    /** Reviews a recording by every rule, but for what stands in a baseline. */
    public static Report of(Recording recording, ReviewPolicy policy, Baseline baseline) {
        Report all = of(recording, policy, MigrationRule.all());
        Accepted held = baseline.applied(new Accepted(all.findings, all.accepted, all.idle), recording);
        return new Report(recording, held.open(), held.accepted(), held.idle(), policy, null);
    }

    /** What is left of a baseline once the lines are out that find nothing any more. */
    public Baseline shrunk(Baseline baseline) {
        return baseline.without(idle.stream()
                .map(IdleAcceptance::place)
                .filter(place -> place.file().equals(baseline.file()))
                .map(Place::line)
                .collect(Collectors.toSet()));
    }

    /** Reviews a recording by the given rules only. */
    public static Report of(Recording recording, ReviewPolicy policy, List<MigrationRule> rules) {
        List<Finding> open = new ArrayList<>();
        List<AcceptedFinding> accepted = new ArrayList<>();
        List<IdleAcceptance> idle = new ArrayList<>();
        List<MigrationRun> runs = recording.migrations();
        for (MigrationRun run : runs) {
            ReviewContext context = new ReviewContext(recording.server(), runs.subList(0, runs.indexOf(run)), policy);
            Accepted held = Accepted.of(
                    run,
                    rules.stream()
                            .flatMap(rule -> rule.review(run, context).stream())
                            .sorted()
                            .toList());
            open.addAll(held.open());
            accepted.addAll(held.accepted());
            idle.addAll(held.idle());
        }
        return new Report(recording, open, accepted, idle, policy, null);
    }

    /** The same report, of one migration alone. */
    public Report of(MigrationRun run) {
        String file = run.migration().file();
        List<Finding> own = findings.stream()
                .filter(finding -> finding.place().file().equals(file))
                .toList();
        List<AcceptedFinding> ownAccepted = accepted.stream()
                .filter(each -> each.finding().place().file().equals(file))
                .toList();
        List<IdleAcceptance> ownIdle =
                idle.stream().filter(each -> each.place().file().equals(file)).toList();
        Recording alone = new Recording(
                recording.server(), recording.origin(), recording.released(), List.of(run), recording.notSeen());
        return new Report(alone, own, ownAccepted, ownIdle, policy, isLast(run) ? design : null);
    }

    /**
     * The same with what is said of the schema that the migrations make. Where entities and schema disagree so that it fails,
     * the last migration fails: after it they would be deployed like this.
     */
    public Report withDesign(DesignReport other) {
        return withDesign(other, Baseline.NONE);
    }

    /** The same, but for differences that stand in a baseline. */
    public Report withDesign(DesignReport other, Baseline baseline) {
        List<IdleAcceptance> all = new ArrayList<>(idle);
        all.addAll(baseline.idle(other));
        return new Report(recording, findings, accepted, all, policy, baseline.applied(other));
    }

    private boolean isLast(MigrationRun run) {
        List<MigrationRun> runs = recording.migrations().stream()
                .filter(each -> each.migration().kind() != Migration.Kind.CALLBACK)
                .toList();
        return !runs.isEmpty() && runs.get(runs.size() - 1).equals(run);
    }

    /** Where entities and the migrated schema disagree, as far as it fails. */
    public List<Finding> differences() {
        return design == null
                ? List.of()
                : design.differences().stream()
                        .filter(finding -> finding.severity().atLeast(policy.failOn()))
                        .toList();
    }

    public List<Finding> tagged(Tag tag) {
        return findings.stream().filter(finding -> finding.rule().tag() == tag).toList();
    }

    /** Findings at or above the threshold. */
    public List<Finding> failing() {
        return Stream.concat(findings.stream(), differences().stream())
                .filter(finding -> finding.severity().atLeast(policy.failOn()))
                .toList();
    }

    public List<Problem> problems() {
        return recording.problems();
    }

    public List<NotSeen> notSeen() {
        return recording.everythingNotSeen();
    }

    public boolean passed() {
        return verdict() == Verdict.SHIP;
    }

    public Verdict verdict() {
        if (!failing().isEmpty()) {
            return Verdict.REWRITE;
        }
        if (!problems().isEmpty() || policy.failOnNotSeen() && !notSeen().isEmpty()) {
            return Verdict.HOLD;
        }
        return Verdict.SHIP;
    }
}
