package org.migrationsafe.publish;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

import org.jspecify.annotations.Nullable;
import org.migrationsafe.rule.Fact;
import org.migrationsafe.rule.Finding;

/** A finding as JSON, whatever it is about. */
final class JsonFinding {

    private JsonFinding() {}

    static Map<String, @Nullable Object> of(Finding finding) {
        return Json.object(
                "rule", finding.rule().id(),
                "severity", finding.severity().name().toLowerCase(Locale.ROOT),
                "tag", finding.tag().name(),
                "file", finding.place().file(),
                "line", finding.place().line(),
                "statement",
                        finding.subject().text().isEmpty()
                                ? null
                                : finding.subject().text(),
                "relation", finding.relation(),
                "says", finding.says(),
                "evidence", evidence(finding.facts()),
                "instead", finding.instead());
    }

    private static Map<String, String> evidence(List<Fact> facts) {
        Map<String, String> json = new LinkedHashMap<>();
        facts.stream().filter(Fact::evidence).forEach(fact -> json.put(fact.name(), fact.value()));
        return json;
    }
}
