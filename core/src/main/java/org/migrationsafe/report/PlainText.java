package org.migrationsafe.report;

import java.util.List;

import org.migrationsafe.policy.ReviewPolicy;
import org.migrationsafe.policy.Workload;
import org.migrationsafe.recording.MigrationRun;
import org.migrationsafe.recording.RelationLock;
import org.migrationsafe.recording.StatementRun;
import org.migrationsafe.rule.Finding;
import org.migrationsafe.rule.Tag;
import org.migrationsafe.source.Headline;

/** A report for a terminal, and for the message of a test that fails. */
public final class PlainText {

    private PlainText() {}

    /** Everything: the verdict, findings and what was not seen, then each statement with what it did; the verdict where a terminal ends. */
    public static String of(Report report) {
        StringBuilder text = new StringBuilder();
        text.append(header(report))
                .append("\n\nVerdict: ")
                .append(verdict(report))
                .append('\n');
        report.findings().forEach(finding -> text.append('\n').append(finding(finding)));
        Shortcomings.of(text, report.judged(), report.problems(), report.policy());
        String missing = Words.missing(report.recording(), report.policy().workload());
        if (missing != null) {
            text.append('\n').append(missing).append('\n');
        }
        DesignReport design = report.design();
        if (design != null) {
            design(text, design, report);
        }
        report.recording()
                .migrations()
                .forEach(run -> migration(text, run, report.policy().workload()));
        text.append("\nVerdict: ").append(verdict(report)).append('\n');
        return text.toString();
    }

    /** Only what makes the review fail, for a test's message. */
    public static String failure(Report report) {
        StringBuilder text = new StringBuilder(subject(report) + ": " + verdict(report) + "\n");
        report.failing().forEach(finding -> text.append('\n').append(finding(finding)));
        toDecide(text, report.failing());
        Shortcomings.of(text, report.judged(), report.problems(), report.policy());
        return text.toString();
    }

    /** One finding, four lines. */
    public static String finding(Finding finding) {
        return finding.place() + " [" + finding.rule().id() + "] " + finding.severity() + "\n  "
                + finding.says() + "\n"
                + (finding.subject().text().isEmpty()
                        ? ""
                        : "  " + finding.subject().headline() + "\n")
                + "  evidence:  " + Words.evidence(finding) + "\n"
                + "  instead:   " + finding.instead().replaceAll("\\s+", " ") + "\n";
    }

    /** The schema that the migrations make: what fails in full, of the rest how much there is. */
    private static void design(StringBuilder text, DesignReport design, Report report) {
        if (design.schema().tables().isEmpty()) {
            return;
        }
        text.append("\nSchema after the last migration: ")
                .append(Words.count(design.schema().tables().size(), "table"))
                .append(", ")
                .append(Words.count(design.findings().size(), "finding"))
                .append(" on its design, ")
                .append(design.differences().size())
                .append(" of them where entities and schema differ\n");
        report.differences().forEach(finding -> text.append('\n').append(finding(finding)));
    }

    /** Of a design what makes its review fail, for a test's message. */
    public static String failure(DesignReport design, ReviewPolicy policy) {
        List<Finding> failing = design.failing(policy.failOn());
        StringBuilder text = new StringBuilder("the schema that the migrations make: "
                + design.verdict(policy).wordOfDesign() + " (" + Words.count(failing.size(), "finding")
                + " at or above " + policy.failOn() + ", " + design.notSeen().size() + " not seen)\n");
        failing.forEach(finding -> text.append('\n').append(finding(finding)));
        toDecide(text, failing);
        Shortcomings.of(text, design.judged(), List.of(), policy);
        return text.toString();
    }

    /** A concern at or above the threshold is a decision that somebody writes down. */
    private static void toDecide(StringBuilder text, List<Finding> failing) {
        boolean ofScripts = failing.stream()
                .anyMatch(finding -> finding.tag() == Tag.CONCERN
                        && !DesignReport.ids().contains(finding.rule().id()));
        if (ofScripts) {
            text.append(
                    "\nto decide: a concern is for the team to judge. Change the migration, or write the decision down before the"
                            + " statement: -- migrationsafe: accept <rule> because <reason>\n");
        }
    }

    private static String header(Report report) {
        String released = report.recording().released();
        return "Migration Safe: " + Words.count(report.recording().migrations().size(), "migration")
                + " under review on " + report.recording().server() + " ("
                + report.recording().origin() + "); "
                + (released == null
                        ? "no released version is known, so all of them are under review"
                        : "released up to version " + released);
    }

    private static String subject(Report report) {
        List<MigrationRun> runs = report.recording().migrations();
        return runs.size() == 1 ? runs.get(0).migration().fileName() : Words.count(runs.size(), "migration");
    }

    static String verdict(Report report) {
        return report.verdict().word()
                + " ("
                + Words.count(report.failing().size(), "finding") + " at or above "
                + report.policy().failOn() + ", "
                + Words.count(report.problems().size(), "problem") + ", "
                + report.notSeen().size() + " not seen)";
    }

    private static void migration(StringBuilder text, MigrationRun run, Workload workload) {
        text.append('\n').append(run.migration().fileName()).append('\n');
        if (run.statements().isEmpty()) {
            text.append("  no statement was executed\n");
        }
        Unremarkable unremarkable = Unremarkable.in(run);
        run.statements().stream()
                .filter(statement -> !unremarkable.contains(statement))
                .forEach(statement -> statement(text, statement, workload));
        if (!unremarkable.isEmpty()) {
            text.append("  ").append(unremarkable.says()).append('\n');
        }
        run.trials().forEach(trial -> text.append("  ")
                .append(trial.circumstances())
                .append(": ")
                .append(trial.says())
                .append('\n'));
    }

    private static void statement(StringBuilder text, StatementRun run, Workload workload) {
        text.append("  line ").append(run.place().line()).append("  ").append(Headline.of(run.sql()));
        text.append(run.transactional() ? "\n" : "   (outside a transaction)\n");
        locks(text, run);
        Words.work(run, workload)
                .forEach(line -> text.append("      ").append(line).append('\n'));
        if (run.error() != null) {
            text.append("      failed: ")
                    .append(run.error().sqlState())
                    .append(' ')
                    .append(run.error().message());
            text.append('\n');
        }
        run.notSeen()
                .forEach(unseen ->
                        text.append("      not seen: ").append(unseen.reason()).append('\n'));
    }

    /** Locks that block something; those that nobody notices are in the files. */
    private static void locks(StringBuilder text, StatementRun run) {
        List<RelationLock> blocking =
                run.locks().stream().filter(lock -> !lock.blocks().isEmpty()).toList();
        blocking.stream()
                .filter(lock -> !lock.heldBefore())
                .forEach(lock -> text.append("      ").append(Words.lock(lock)).append('\n'));
        List<String> held = blocking.stream()
                .filter(RelationLock::heldBefore)
                .map(lock -> lock.mode().sqlName() + " on " + lock.relation())
                .toList();
        if (!held.isEmpty()) {
            text.append("      still held: ").append(String.join(", ", held)).append('\n');
        }
        if (blocking.isEmpty() && run.notSeen().isEmpty()) {
            text.append("      takes no lock that blocks reads, writes or DDL on what was there before\n");
        }
    }
}
