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
import org.migrationsafe.rule.Finding;
import org.migrationsafe.rule.migration.MigrationRule;
import org.migrationsafe.rule.migration.ReviewContext;

/**
 * What a review says of a recording. Failing a test, printing and writing files are readers of it.
 *
 * @param judged findings of all rules on migrations, in the order of the migrations, of one migration sorted by place and rule
 * @param design what is said of the schema that the migrations make; null where it was not reviewed
 */
public record Report(
        Recording recording,
        Judged judged,
        ReviewPolicy policy,
        @Nullable DesignReport design) {

    /** Reviews a recording by every rule. */
    public static Report of(Recording recording, ReviewPolicy policy) {
        return of(recording, policy, Baseline.NONE);
    }

    /** Reviews a recording by every rule, but for what stands in a baseline. */
    public static Report of(Recording recording, ReviewPolicy policy, Baseline baseline) {
        Report all = of(recording, policy, MigrationRule.all());
        return new Report(recording, all.judged.exempting(baseline.on(recording)), policy, null);
    }

    /** What is left of a baseline once the lines are out that find nothing any more. */
    public Baseline shrunk(Baseline baseline) {
        return baseline.without(idle().stream().map(Judged.Idle::place).collect(Collectors.toSet()));
    }

    /** Reviews a recording by the given rules only. */
    public static Report of(Recording recording, ReviewPolicy policy, List<MigrationRule> rules) {
        List<Finding> all = new ArrayList<>();
        List<MigrationRun> runs = recording.migrations();
        for (MigrationRun run : runs) {
            ReviewContext context = new ReviewContext(recording.server(), runs.subList(0, runs.indexOf(run)), policy);
            rules.stream()
                    .flatMap(rule -> rule.review(run, context).stream())
                    .map(new Sized(policy.workload())::weighed)
                    .sorted()
                    .forEach(all::add);
        }
        Judged judged = Judged.of(all, recording.everythingNotSeen()).exempting(Comment.in(runs));
        return new Report(recording, judged, policy, null);
    }

    /** The same report, of one migration alone. */
    public Report of(MigrationRun run) {
        String file = run.migration().file();
        Recording alone = new Recording(
                recording.server(), recording.origin(), recording.released(), List.of(run), recording.notSeen());
        return new Report(
                alone,
                judged.at(place -> place.file().equals(file), alone.everythingNotSeen()),
                policy,
                isLast(run) ? design : null);
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
        Judged exempted = other.judged().exempting(baseline.onDifferences());
        // A baseline is of the whole review, so what is idle in it is reported once, and there; but not where
        // differences were not
        // looked for, since they may still be there.
        List<Judged.Idle> idleNow = other.notSeen().isEmpty()
                ? exempted.idle()
                        .subList(other.judged().idle().size(), exempted.idle().size())
                : List.of();
        Judged design =
                new Judged(exempted.open(), exempted.accepted(), other.judged().idle(), exempted.notSeen());
        List<Judged.Idle> all = new ArrayList<>(judged.idle());
        all.addAll(idleNow);
        return new Report(
                recording,
                new Judged(judged.open(), judged.accepted(), all, judged.notSeen()),
                policy,
                new DesignReport(other.schema(), design));
    }

    private boolean isLast(MigrationRun run) {
        List<MigrationRun> runs = recording.migrations().stream()
                .filter(each -> each.migration().kind() != Migration.Kind.CALLBACK)
                .toList();
        return !runs.isEmpty() && runs.get(runs.size() - 1).equals(run);
    }

    /** Findings that nobody accepted. */
    public List<Finding> findings() {
        return judged.open();
    }

    /** Findings that a comment in the script took upon the team, or that stand in a baseline. */
    public List<Judged.Accepted> accepted() {
        return judged.accepted();
    }

    /** Comments that accept nothing, and lines of a baseline that find nothing any more. */
    public List<Judged.Idle> idle() {
        return judged.idle();
    }

    /** Where entities and the migrated schema disagree, as far as it fails. */
    public List<Finding> differences() {
        return design == null
                ? List.of()
                : design.differences().stream()
                        .filter(finding -> finding.severity().atLeast(policy.failOn()))
                        .toList();
    }

    /** Findings at or above the threshold. */
    public List<Finding> failing() {
        return Stream.concat(judged.atOrAbove(policy.failOn()).stream(), differences().stream())
                .toList();
    }

    public List<Problem> problems() {
        return recording.problems();
    }

    public List<NotSeen> notSeen() {
        return judged.notSeen();
    }

    public boolean passed() {
        return verdict() == Verdict.SHIP;
    }

    public Verdict verdict() {
        return Verdict.of(
                failing(),
                !problems().isEmpty() || policy.failOnNotSeen() && !notSeen().isEmpty());
    }
}
