package org.migrationsafe.report;

import java.util.List;

import org.migrationsafe.policy.Workload;
import org.migrationsafe.recording.MigrationRun;
import org.migrationsafe.recording.NotSeen;
import org.migrationsafe.recording.Problem;
import org.migrationsafe.recording.RelationLock;
import org.migrationsafe.recording.StatementRun;
import org.migrationsafe.rule.Finding;
import org.migrationsafe.rule.Severity;

/** A report for a terminal, and for the message of a test that fails. */
public final class PlainText {

    private PlainText() {}

    /** Everything: each statement with what it did, the findings, the verdict. */
    public static String of(Report report) {
        StringBuilder text = new StringBuilder();
        text.append(header(report)).append('\n');
        report.recording()
                .migrations()
                .forEach(run -> migration(text, run, report.policy().workload()));
        if (!report.findings().isEmpty()) {
            text.append('\n')
                    .append(Words.count(report.findings().size(), "finding"))
                    .append('\n');
            report.findings().forEach(finding -> text.append('\n').append(finding(finding)));
        }
        DesignReport design = report.design();
        if (design != null) {
            design(text, design, report);
        }
        shortcomings(text, report);
        String missing = Words.missing(report.recording(), report.policy().workload());
        if (missing != null) {
            text.append('\n').append(missing).append('\n');
        }
        text.append("\nVerdict: ").append(verdict(report)).append('\n');
        return text.toString();
    }

    /** Only what makes the review fail, for a test's message. */
    public static String failure(Report report) {
        StringBuilder text = new StringBuilder(subject(report) + ": " + verdict(report) + "\n");
        report.failing().forEach(finding -> text.append('\n').append(finding(finding)));
        shortcomings(text, report);
        return text.toString();
    }

    /** One finding, four lines. */
    public static String finding(Finding finding) {
        return finding.place() + " [" + finding.rule().id() + "] " + finding.severity() + "\n  "
                + finding.says() + "\n"
                + (finding.statement() == null
                        ? ""
                        : isDeclaration(finding)
                                ? "  declared:  " + finding.statement() + "\n"
                                : "  statement: " + Words.headline(finding.statement()) + "\n")
                + "  evidence:  " + Words.evidence(finding) + "\n"
                + "  instead:   " + finding.instead().replaceAll("\\s+", " ") + "\n";
    }

    /** Findings on a design have a class, an attribute or a column where others have SQL. */
    private static boolean isDeclaration(Finding finding) {
        return DesignReport.ids().contains(finding.rule().id());
    }

    /** The schema that the migrations make: what fails in full, of the rest how much there is. */
    private static void design(StringBuilder text, DesignReport design, Report report) {
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
    public static String failure(DesignReport design, Severity failOn, boolean failOnNotSeen) {
        StringBuilder text = new StringBuilder("the schema that the migrations make: iterate ("
                + Words.count(design.failing(failOn).size(), "finding") + " at or above " + failOn + ", "
                + design.notSeen().size() + " not seen)\n");
        design.failing(failOn).forEach(finding -> text.append('\n').append(finding(finding)));
        if (!design.notSeen().isEmpty()) {
            text.append("\nnot seen, which is not fine")
                    .append(failOnNotSeen ? " (migrationsafe.notSeen=report lifts this)" : "")
                    .append(":\n");
        }
        design.notSeen().forEach(unseen -> text.append("  ").append(unseen).append('\n'));
        if (!design.idle().isEmpty()) {
            text.append("\nacceptances without a finding:\n");
        }
        design.idle().forEach(each -> text.append("  ")
                .append(each.acceptance().place())
                .append(": it ")
                .append(each.says())
                .append('\n'));
        return text.toString();
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
        run.statements().forEach(statement -> statement(text, statement, workload));
        run.trials().forEach(trial -> text.append("  ")
                .append(trial.circumstances())
                .append(": ")
                .append(trial.says())
                .append('\n'));
    }

    private static void statement(StringBuilder text, StatementRun run, Workload workload) {
        text.append("  line ").append(run.place().line()).append("  ").append(Words.headline(run.sql()));
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

    private static void shortcomings(StringBuilder text, Report report) {
        if (!report.accepted().isEmpty()) {
            text.append("\naccepted, not counted:\n");
        }
        report.accepted().forEach(each -> text.append("  ")
                .append(each.finding().place())
                .append(" [")
                .append(each.finding().rule().id())
                .append("] because ")
                .append(each.reason())
                .append('\n'));
        if (!report.idle().isEmpty()) {
            text.append("\nacceptances without a finding:\n");
        }
        report.idle().forEach(each -> text.append("  ").append(each).append('\n'));
        for (Problem problem : report.problems()) {
            text.append("\nproblem: ").append(problem).append('\n');
        }
        if (!report.notSeen().isEmpty()) {
            text.append("\nnot seen, which is not fine")
                    .append(report.policy().failOnNotSeen() ? " (migrationsafe.notSeen=report lifts this)" : "")
                    .append(":\n");
        }
        for (NotSeen unseen : report.notSeen()) {
            text.append("  ").append(unseen).append('\n');
        }
    }
}
