package org.migrationsafe.report;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

import org.migrationsafe.rule.Finding;
import org.migrationsafe.rule.design.DesignRule;
import org.migrationsafe.rule.difference.ModelDiffersFromSchema;
import org.migrationsafe.schema.Acceptance;
import org.migrationsafe.schema.Schema;

/**
 * An annotation on a class, an attribute or a package that accepts a rule's findings there.
 *
 * @param ofModel whether only the entities were looked at, which show not all that there is
 */
record OnMapping(Acceptance acceptance, boolean ofModel) implements Exemption {

    static List<OnMapping> of(Schema schema) {
        return schema.acceptances().stream()
                .map(acceptance -> new OnMapping(acceptance, schema.isModel()))
                .toList();
    }

    @Override
    public boolean covers(Finding finding) {
        return !acceptance.because().isBlank()
                && acceptance.rule().equals(finding.rule().id())
                && acceptance.covers(finding.subject().text());
    }

    @Override
    public boolean coversOne() {
        return false;
    }

    @Override
    public boolean nests() {
        return true;
    }

    @Override
    public String reason() {
        return acceptance.because();
    }

    @Override
    public Optional<Judged.Idle> idle() {
        return ofModel && seenLater().contains(acceptance.rule())
                ? Optional.empty()
                : Optional.of(new Judged.Idle(acceptance.place(), acceptance.element(), why()));
    }

    private String why() {
        Set<String> known = DesignReport.ids();
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
}
