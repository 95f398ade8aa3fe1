package org.migrationsafe.junit;

import java.util.List;

import org.migrationsafe.recording.Migration;
import org.migrationsafe.recording.MigrationRun;
import org.migrationsafe.recording.NotSeen;
import org.migrationsafe.recording.StatementRun;
import org.migrationsafe.report.PlainText;
import org.migrationsafe.report.Report;
import org.migrationsafe.rule.Finding;

/**
 * The review of one migration: a parameter of a {@link MigrationSafe} test.
 *
 * @param run what was observed
 * @param report the findings on this migration alone
 */
public record MigrationReview(MigrationRun run, Report report) {

    public Migration migration() {
        return run.migration();
    }

    public List<StatementRun> statements() {
        return run.statements();
    }

    public List<Finding> findings() {
        return report.findings();
    }

    public List<NotSeen> notSeen() {
        return run.everythingNotSeen();
    }

    /** Whether it has no finding at or above the threshold, ran to its end, and was seen whole. */
    public boolean passed() {
        return report.passed();
    }

    /** What a failing test says. */
    public String failure() {
        return PlainText.failure(report);
    }

    @Override
    public String toString() {
        return migration().fileName();
    }
}
