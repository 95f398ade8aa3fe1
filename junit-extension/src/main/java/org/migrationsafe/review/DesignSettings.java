package org.migrationsafe.review;

import java.util.Map;

/**
 * What is said of the review of the schema.
 *
 * @param wanted whether there is one
 * @param values the parts of its policy that are set, by the names in {@link org.migrationsafe.policy.DesignPolicy}
 */
public record DesignSettings(boolean wanted, Map<String, String> values) {}
