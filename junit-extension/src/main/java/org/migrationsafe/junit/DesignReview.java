package org.migrationsafe.junit;

import java.util.List;

import org.migrationsafe.policy.ReviewPolicy;
import org.migrationsafe.recording.NotSeen;
import org.migrationsafe.report.DesignReport;
import org.migrationsafe.report.PlainText;
import org.migrationsafe.report.Verdict;
import org.migrationsafe.rule.Finding;
import org.migrationsafe.schema.Schema;

/**
 * The review of the schema that the migrations make, and of the entities that use it: a parameter of a {@link MigrationSafe}
 * test, which then runs once.
 *
 * @param report every finding, with the differences between entities and schema among them
 * @param policy what fails it
 */
public record DesignReview(DesignReport report, ReviewPolicy policy) {

    /** The schema as the database has it, with the entities' names where they are known. */
    public Schema schema() {
        return report.schema();
    }

    public List<Finding> findings() {
        return report.findings();
    }

    /** Where entities and schema disagree. */
    public List<Finding> differences() {
        return report.differences();
    }

    public List<NotSeen> notSeen() {
        return report.notSeen();
    }

    /** Whether it has no finding at or above the threshold, and was seen whole. */
    public boolean passed() {
        return report.verdict(policy) == Verdict.SHIP;
    }

    /** What a failing test says. */
    public String failure() {
        return PlainText.failure(report, policy);
    }

    @Override
    public String toString() {
        return "the schema that the migrations make";
    }
}
