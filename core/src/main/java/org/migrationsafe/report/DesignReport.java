package org.migrationsafe.report;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

import org.migrationsafe.policy.DesignPolicy;
import org.migrationsafe.recording.NotSeen;
import org.migrationsafe.report.Accepted.AcceptedFinding;
import org.migrationsafe.rule.Fact;
import org.migrationsafe.rule.Finding;
import org.migrationsafe.rule.Severity;
import org.migrationsafe.rule.design.DesignRule;
import org.migrationsafe.rule.difference.Mapped;
import org.migrationsafe.rule.difference.ModelDiffersFromSchema;
import org.migrationsafe.schema.Acceptance;
import org.migrationsafe.schema.Schema;

/**
 * What a review says of a schema's design.
 *
 * @param findings that nobody accepted, sorted by place and rule
 * @param accepted findings that the mapping took upon the team
 * @param idle acceptances that accept nothing
 * @param notSeen what could not be reviewed
 */
public record DesignReport(
        Schema schema, List<Finding> findings, List<AcceptedFinding> accepted, List<Idle> idle, List<NotSeen> notSeen) {

    public DesignReport {
        findings = List.copyOf(findings);
        accepted = List.copyOf(accepted);
        idle = List.copyOf(idle);
        notSeen = List.copyOf(notSeen);
    }

    /** An acceptance that accepts nothing, and why. */
    public record Idle(Acceptance acceptance, String says) {}

    /** Reviews a schema by every rule that the policy leaves on. */
    public static DesignReport of(Schema schema, DesignPolicy policy) {
        return of(schema, DesignRule.review(schema, policy, DesignRule.all()));
    }

    /**
     * Reviews what migrations made, with what the entities say of it, and where the two disagree. What a catalogue can show
     * is judged there; a rule that only the mapping shows is judged on the mapping, as are tables that no migration makes.
     */
    public static DesignReport of(Schema model, Schema catalogue, DesignPolicy policy) {
        Schema mapped = Mapped.by(model, catalogue);
        List<Finding> ofModel = DesignRule.review(model, policy, DesignRule.all());
        Map<String, Finding> written = new HashMap<>();
        ofModel.forEach(finding -> written.putIfAbsent(key(finding), finding));
        List<Finding> all = new ArrayList<>();
        if (!policy.disabled().contains(ModelDiffersFromSchema.page().id())) {
            all.addAll(ModelDiffersFromSchema.review(model, catalogue));
        }
        // The entity's line is where a developer mends it.
        DesignRule.review(mapped, policy, DesignRule.all())
                .forEach(finding -> all.add(written.getOrDefault(key(finding), finding)));
        Set<String> made = new HashSet<>();
        catalogue.tables().forEach(table -> made.add(table.qualifiedName()));
        ofModel.stream()
                .filter(finding -> finding.rule().badSql().isEmpty() || !made.contains(finding.relation()))
                .forEach(all::add);
        return of(mapped, all.stream().sorted().toList());
    }

    /** The same thing of the same table, whichever source shows it. */
    private static String key(Finding finding) {
        String columns = finding.facts().stream()
                .filter(fact -> fact.name().equals("column") || fact.name().equals("columns"))
                .map(Fact::value)
                .findFirst()
                .orElse("");
        return finding.rule().id() + " " + finding.relation() + " " + columns;
    }

    public DesignReport withNotSeen(List<NotSeen> unseen) {
        return new DesignReport(schema, findings, accepted, idle, unseen);
    }

    /** Findings at or above a severity. */
    public List<Finding> failing(Severity from) {
        return findings.stream()
                .filter(finding -> finding.severity().atLeast(from))
                .toList();
    }

    /** Where entities and schema disagree, among the findings. */
    public List<Finding> differences() {
        return findings.stream()
                .filter(finding ->
                        finding.rule().id().equals(ModelDiffersFromSchema.page().id()))
                .toList();
    }

    /** Holds findings against what a schema's mapping accepts. */
    public static DesignReport of(Schema schema, List<Finding> findings) {
        List<Finding> open = new ArrayList<>();
        List<AcceptedFinding> accepted = new ArrayList<>();
        Set<Acceptance> used = new HashSet<>();
        for (Finding finding : findings) {
            List<Acceptance> covering = schema.acceptances().stream()
                    .filter(acceptance -> !acceptance.because().isBlank()
                            && acceptance.rule().equals(finding.rule().id())
                            && acceptance.covers(String.valueOf(finding.statement())))
                    .toList();
            if (covering.isEmpty()) {
                open.add(finding);
            } else {
                accepted.add(new AcceptedFinding(finding, covering.get(0).because()));
                used.addAll(covering);
            }
        }
        List<Idle> idle = schema.acceptances().stream()
                .filter(acceptance -> !used.contains(acceptance))
                .filter(acceptance -> !schema.isModel() || !seenLater().contains(acceptance.rule()))
                .map(acceptance -> new Idle(acceptance, why(acceptance)))
                .toList();
        return new DesignReport(schema, open, accepted, idle, List.of());
    }

    private static String why(Acceptance acceptance) {
        Set<String> known = ids();
        if (!known.contains(acceptance.rule())) {
            return "accepts \"" + acceptance.rule() + "\", which is no rule on designs. The rules are "
                    + String.join(", ", known) + ".";
        }
        if (acceptance.because().isBlank()) {
            return "accepts " + acceptance.rule() + " without a reason, and so does not count: write because = \"…\".";
        }
        return "accepts " + acceptance.rule() + ", which finds nothing here: remove it.";
    }

    /** Rules that only a database shows: whether what is accepted is there, entities alone do not tell. */
    private static Set<String> seenLater() {
        Set<String> ids = new TreeSet<>(Set.of(ModelDiffersFromSchema.page().id()));
        DesignRule.all().stream()
                .map(DesignRule::page)
                .filter(page -> page.bad().isEmpty())
                .forEach(page -> ids.add(page.id()));
        return ids;
    }

    /** The ids of all rules on designs. */
    public static Set<String> ids() {
        Set<String> ids = new TreeSet<>();
        DesignRule.all().forEach(rule -> ids.add(rule.page().id()));
        ids.add(ModelDiffersFromSchema.page().id());
        return ids;
    }
}
