package org.migrationsafe.rule;

import java.util.Comparator;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

import org.jspecify.annotations.Nullable;
import org.migrationsafe.source.Place;

/**
 * A rule, a place and the facts that prove it; sentences are made from these at the edge.
 *
 * @param severity the rule's, unless this one is milder or worse
 * @param subject what is at fault
 * @param relation the table it happens to
 * @param facts in the order in which they are shown
 */
public record Finding(
        RulePage rule,
        Severity severity,
        Place place,
        Subject subject,
        @Nullable String relation,
        List<Fact> facts) implements Comparable<Finding> {

    private static final Pattern SLOT = Pattern.compile("\\{(\\w+)}");
    private static final Comparator<Finding> ORDER = Comparator.comparing(Finding::place)
            .thenComparing(finding -> finding.rule().id())
            .thenComparing(Finding::says);

    public Finding {
        facts = List.copyOf(facts);
    }

    /** As bad as its rule says. */
    public Finding(RulePage rule, Place place, Subject subject, @Nullable String relation, List<Fact> facts) {
        this(rule, rule.severity(), place, subject, relation, facts);
    }

    /** The section in which it is shown: what the team has to judge stays that, everything else is as critical as it is severe. */
    public Tag tag() {
        if (rule.tag() == Tag.CONCERN) {
            return Tag.CONCERN;
        }
        return severity == Severity.CRITICAL ? Tag.CRITICAL : Tag.CONFIRMED;
    }

    /** The same by another page of its rule. */
    public Finding by(RulePage page) {
        return new Finding(page, severity, place, subject, relation, facts);
    }

    /** The same with a further piece of evidence. */
    public Finding with(Fact fact) {
        return new Finding(
                rule,
                severity,
                place,
                subject,
                relation,
                Stream.concat(facts.stream(), Stream.of(fact)).toList());
    }

    public Finding withSeverity(Severity other) {
        return new Finding(rule, other, place, subject, relation, facts);
    }

    /** The finding's one sentence. */
    public String says() {
        return fill(rule.says());
    }

    /** What to write in its place, with the user's names. */
    public String instead() {
        return fill(rule.instead());
    }

    private String fill(String template) {
        Matcher slot = SLOT.matcher(template);
        StringBuilder text = new StringBuilder();
        while (slot.find()) {
            slot.appendReplacement(text, Matcher.quoteReplacement(fact(slot.group(1))));
        }
        return slot.appendTail(text).toString();
    }

    private String fact(String name) {
        return facts.stream()
                .filter(fact -> fact.name().equals(name))
                .map(Fact::value)
                .findFirst()
                .orElseThrow(() -> new IllegalStateException("rule '" + rule.id() + "' names '" + name
                        + "' but gives no such fact; this is a defect of Migration Safe"));
    }

    @Override
    public int compareTo(Finding other) {
        return ORDER.compare(this, other);
    }
}
