package org.migrationsafe.junit;

import java.util.List;
import java.util.stream.Collectors;

import org.assertj.core.api.AbstractAssert;
import org.migrationsafe.report.PlainText;
import org.migrationsafe.rule.Finding;
import org.migrationsafe.rule.Severity;

/** Assertions on the schema that the migrations make, stricter than the review itself. */
public final class DesignReviewAssert extends AbstractAssert<DesignReviewAssert, DesignReview> {

    DesignReviewAssert(DesignReview actual) {
        super(actual, DesignReviewAssert.class);
    }

    /** No finding of this severity or a worse one, differences between entities and schema included. */
    public DesignReviewAssert hasNoFindingFrom(Severity severity) {
        return none(actual.report().failing(severity), "at or above " + severity);
    }

    /** No difference between entities and schema, however mild. */
    public DesignReviewAssert agreesWithEntities() {
        return none(actual.differences(), "where entities and schema differ");
    }

    private DesignReviewAssert none(List<Finding> findings, String which) {
        isNotNull();
        if (!findings.isEmpty()) {
            failWithMessage(
                    "Expected no finding %s, but there are %d:%n%n%s",
                    which,
                    findings.size(),
                    findings.stream().map(PlainText::finding).collect(Collectors.joining("\n")));
        }
        return this;
    }
}
