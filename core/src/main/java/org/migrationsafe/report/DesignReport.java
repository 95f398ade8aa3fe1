package org.migrationsafe.report;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

import org.migrationsafe.policy.DesignPolicy;
import org.migrationsafe.policy.ReviewPolicy;
import org.migrationsafe.recording.NotSeen;
import org.migrationsafe.rule.Fact;
import org.migrationsafe.rule.Finding;
import org.migrationsafe.rule.Severity;
import org.migrationsafe.rule.design.DesignRule;
import org.migrationsafe.rule.difference.Mapped;
import org.migrationsafe.rule.difference.ModelDiffersFromSchema;
import org.migrationsafe.schema.Schema;

/**
 * What a review says of a schema's design.
 *
 * @param judged findings of all rules on designs, sorted by place and rule
 */
public record DesignReport(Schema schema, Judged judged) {

    /** A schema that could not be reviewed. */
    public static DesignReport ofNothing(NotSeen why) {
        return new DesignReport(new Schema(List.of()), Judged.of(List.of(), List.of(why)));
    }

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
        // The entity's line is where a developer fixes it.
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
        return new DesignReport(schema, judged.withNotSeen(unseen));
    }

    /** Findings that nobody accepted. */
    public List<Finding> findings() {
        return judged.open();
    }

    /** Findings that the mapping took upon the team, or that stand in a baseline. */
    public List<Judged.Accepted> accepted() {
        return judged.accepted();
    }

    /** Acceptances that accept nothing. */
    public List<Judged.Idle> idle() {
        return judged.idle();
    }

    public List<NotSeen> notSeen() {
        return judged.notSeen();
    }

    /** Findings at or above a severity. */
    public List<Finding> failing(Severity from) {
        return judged.atOrAbove(from);
    }

    public Verdict verdict(ReviewPolicy policy) {
        return Verdict.of(
                failing(policy.failOn()), policy.failOnNotSeen() && !notSeen().isEmpty());
    }

    /** Where entities and schema disagree, among the findings. */
    public List<Finding> differences() {
        return findings().stream()
                .filter(finding ->
                        finding.rule().id().equals(ModelDiffersFromSchema.page().id()))
                .toList();
    }

    /** Compares findings with what a schema's mapping accepts. */
    public static DesignReport of(Schema schema, List<Finding> findings) {
        return new DesignReport(schema, Judged.of(findings, List.of()).exempting(OnMapping.of(schema)));
    }

    /** The ids of all rules on designs. */
    public static Set<String> ids() {
        Set<String> ids = new TreeSet<>();
        DesignRule.all().forEach(rule -> ids.add(rule.page().id()));
        ids.add(ModelDiffersFromSchema.page().id());
        return ids;
    }
}
