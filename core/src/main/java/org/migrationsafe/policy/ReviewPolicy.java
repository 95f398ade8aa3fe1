package org.migrationsafe.policy;

import java.time.Duration;

import org.migrationsafe.rule.Severity;

/**
 * What fails a review.
 *
 * @param failOn the mildest finding that fails it
 * @param failOnNotSeen whether something that could not be observed fails it
 * @param longestLockTimeout how long traffic may queue behind a migration that waits for its lock; ten seconds by default,
 *     since requests commonly give up after thirty and the queue needs time to drain
 * @param workload what is known of production
 */
public record ReviewPolicy(Severity failOn, boolean failOnNotSeen, Duration longestLockTimeout, Workload workload) {

    public static final ReviewPolicy DEFAULT =
            new ReviewPolicy(Severity.MEDIUM, true, Duration.ofSeconds(10), Workload.UNKNOWN);
}
