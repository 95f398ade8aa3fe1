package org.migrationsafe.report;

import java.util.List;
import java.util.Locale;

import org.migrationsafe.recording.MigrationRun;
import org.migrationsafe.recording.RelationLock;
import org.migrationsafe.recording.StatementRun;
import org.migrationsafe.recording.Trial;
import org.migrationsafe.rule.Finding;
import org.migrationsafe.rule.Tag;

/** A report in Markdown, Sections A to D, then every statement's locks. */
public final class Markdown {

    private final StringBuilder text = new StringBuilder();
    private final Report report;

    private Markdown(Report report) {
        this.report = report;
    }

    public static String of(Report report) {
        Markdown markdown = new Markdown(report);
        markdown.write();
        return markdown.text.toString();
    }

    private void write() {
        line("# Migration review: " + report.verdict().word());
        line("");
        line("Observed on " + report.recording().server() + " ("
                + report.recording().origin() + ").");
        String released = report.recording().released();
        line(
                released == null
                        ? "No released version is known, so every migration is under review."
                        : "Released up to version " + released + "; later versions are under review.");
        line("");
        line("**" + PlainText.verdict(report) + "**");
        shortcomings();
        section("Section A: confirmed findings", report.judged().tagged(Tag.CONFIRMED));
        section("Section B: concerns requiring judgement", report.judged().tagged(Tag.CONCERN));
        section("Section C: critical", report.judged().tagged(Tag.CRITICAL));
        summary();
        DesignReport design = report.design();
        if (design != null && !design.schema().tables().isEmpty()) {
            heading("The schema after the last migration");
            line(DesignMarkdown.of(design).replaceFirst("^# .*\n\n", "").replaceAll("(?m)^##", "####"));
        }
        statements();
    }

    private void section(String title, List<Finding> findings) {
        heading(title);
        if (findings.isEmpty()) {
            line("None.");
        }
        for (Finding finding : findings) {
            line("### `" + finding.place() + "` " + finding.rule().id());
            line("");
            line("**" + finding.tag() + "**, severity " + finding.severity() + ". " + finding.says());
            line("");
            if (!finding.subject().text().isEmpty()) {
                line("```sql");
                line(finding.subject().text().strip());
                line("```");
                line("");
            }
            line("- Evidence: " + Words.evidence(finding));
            line("- Why it hurts: " + flat(finding.rule().effect()));
            line("- Instead: " + flat(finding.instead()));
            line("");
        }
    }

    private void summary() {
        heading("Section D: summary");
        line("- Verdict: **" + PlainText.verdict(report) + "**");
        List<Finding> worst = report.findings().stream()
                .sorted(java.util.Comparator.comparing(Finding::severity).reversed())
                .limit(3)
                .toList();
        for (int i = 0; i < worst.size(); i++) {
            Finding finding = worst.get(i);
            line("- Change " + (i + 1) + ": `" + finding.place() + "`, "
                    + decapitalized(finding.rule().title()) + ".");
        }
        line("- At 3am: a way back was not rehearsed by this review; whether there is one is unknown.");
        line("- Numbers of rows are the rehearsal's, unless they are called an estimate; write rates are unknown.");
        String missing = Words.missing(report.recording(), report.policy().workload());
        if (missing != null) {
            line("- Missing, " + missing + ".");
        }
        report.accepted()
                .forEach(each -> line("- Accepted: `" + each.finding().place() + "` "
                        + each.finding().rule().id() + ", because " + each.reason()));
        report.idle().forEach(each -> line("- Accepts nothing: " + each));
    }

    /** What is as prominent as findings are. */
    private void shortcomings() {
        if (!report.problems().isEmpty() || !report.notSeen().isEmpty()) {
            line("");
        }
        report.problems().forEach(problem -> line("- Problem: " + problem));
        report.notSeen().forEach(unseen -> line("- Not seen: " + unseen));
    }

    private void statements() {
        heading("Every statement");
        for (MigrationRun run : report.recording().migrations()) {
            line("### " + run.migration().fileName());
            line("");
            if (run.statements().isEmpty()) {
                line("No statement was executed.");
                line("");
            }
            Unremarkable unremarkable = Unremarkable.in(run);
            run.statements().stream()
                    .filter(statement -> !unremarkable.contains(statement))
                    .forEach(this::statement);
            if (!unremarkable.isEmpty()) {
                line(unremarkable.says() + ".");
                line("");
            }
            for (Trial trial : run.trials()) {
                String circumstances = trial.circumstances();
                line(circumstances.substring(0, 1).toUpperCase(Locale.ROOT) + circumstances.substring(1) + ": "
                        + trial.says() + ".");
                line("");
            }
        }
    }

    private void statement(StatementRun run) {
        line("`" + run.place() + "`" + (run.transactional() ? "" : " (outside a transaction)"));
        line("");
        line("```sql");
        line(run.sql().strip());
        line("```");
        line("");
        if (!run.locks().isEmpty()) {
            line("| relation | kind | lock | blocks | |");
            line("|---|---|---|---|---|");
        }
        for (RelationLock lock : run.locks()) {
            line("| " + lock.relation() + " | " + lock.kind().word() + " | "
                    + lock.mode().sqlName() + " | "
                    + Words.blocks(lock).replaceFirst("^blocks ", "") + " | "
                    + (lock.heldBefore() ? "held from before" : "taken here") + " |");
        }
        if (!run.locks().isEmpty()) {
            line("");
        }
        line("- In force: " + Words.timeouts(run.settings()));
        Words.work(run, report.policy().workload()).forEach(work -> line("- " + work));
        if (run.error() != null) {
            line("- failed: " + run.error().sqlState() + " " + run.error().message());
        }
        run.notSeen().forEach(unseen -> line("- not seen: " + unseen.reason()));
        line("");
    }

    private void heading(String title) {
        line("");
        line("## " + title);
        line("");
    }

    private void line(String written) {
        text.append(written).append('\n');
    }

    /** Words that are capitals throughout stay so. */
    private static String decapitalized(String title) {
        return title.matches("[A-Z][A-Z_].*")
                ? title
                : title.substring(0, 1).toLowerCase(Locale.ROOT) + title.substring(1);
    }

    private static String flat(String prose) {
        return prose.replaceAll("\\s+", " ");
    }
}
