package org.migrationsafe.report;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;

import org.migrationsafe.rule.Finding;
import org.migrationsafe.rule.RulePage;
import org.migrationsafe.rule.Tag;

/** All that a review of a design found, for a file: the compiler shows a hundred warnings at most. */
public final class DesignMarkdown {

    private DesignMarkdown() {}

    public static String of(DesignReport report) {
        StringBuilder text = new StringBuilder("# Review of the design\n\n");
        text.append(Words.count(report.schema().tables().size(), "table"))
                .append(", ")
                .append(Words.count(report.findings().size(), "finding"))
                .append(", ")
                .append(report.accepted().size())
                .append(" accepted.\n");
        section(text, "Critical", report, Tag.CRITICAL);
        section(text, "Confirmed", report, Tag.CONFIRMED);
        section(text, "Concerns, which the team has to judge", report, Tag.CONCERN);
        if (!report.accepted().isEmpty()) {
            text.append("\n## Accepted\n\n");
            report.accepted().forEach(each -> text.append("- ")
                    .append(each.finding().place())
                    .append(" `")
                    .append(each.finding().rule().id())
                    .append("` because ")
                    .append(each.reason())
                    .append('\n'));
        }
        if (!report.idle().isEmpty()) {
            text.append("\n## Acceptances without a finding\n\n");
            report.idle().forEach(each -> text.append("- ")
                    .append(each.place())
                    .append(' ')
                    .append(each.says())
                    .append('\n'));
        }
        return text.toString();
    }

    /** By rule, so that its harm is explained once, however often it is there. */
    private static void section(StringBuilder text, String title, DesignReport report, Tag tag) {
        Map<String, List<Finding>> byRule = new TreeMap<>();
        report.findings().stream()
                .filter(finding -> tag == finding.tag())
                .forEach(finding -> byRule.merge(finding.rule().id(), List.of(finding), DesignMarkdown::both));
        if (byRule.isEmpty()) {
            return;
        }
        text.append("\n## ").append(title).append('\n');
        byRule.forEach((id, findings) -> {
            RulePage page = findings.get(0).rule();
            text.append("\n### ")
                    .append(page.title())
                    .append("\n\n`")
                    .append(id)
                    .append("`. ")
                    .append(page.effect())
                    .append("\n\n");
            if (tag == Tag.CONCERN) {
                text.append("The call: ")
                        .append(page.judgement().call())
                        .append(" What settles it: ")
                        .append(page.judgement().settledBy())
                        .append(" Until then: ")
                        .append(page.judgement().untilThen())
                        .append("\n\n");
            }
            findings.forEach(finding -> text.append("- ")
                    .append(finding.place())
                    .append(" (")
                    .append(finding.severity().name().toLowerCase(java.util.Locale.ROOT))
                    .append(") ")
                    .append(finding.says())
                    .append(' ')
                    .append(finding.instead().replaceAll("\\s+", " "))
                    .append('\n'));
        });
    }

    private static List<Finding> both(List<Finding> some, List<Finding> more) {
        List<Finding> all = new java.util.ArrayList<>(some);
        all.addAll(more);
        return all;
    }
}
