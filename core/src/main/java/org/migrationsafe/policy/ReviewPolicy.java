package org.migrationsafe.policy;

import org.migrationsafe.rule.Severity;

/**
 * What fails a review.
 *
 * @param failOn the mildest finding that fails it
 * @param failOnNotSeen whether something that could not be observed fails it
 */
public record ReviewPolicy(Severity failOn, boolean failOnNotSeen) {

    public static final ReviewPolicy DEFAULT = new ReviewPolicy(Severity.MEDIUM, true);
}
