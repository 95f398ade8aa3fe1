package org.migrationsafe.recording;

import java.util.Locale;
import java.util.Map;

import org.jspecify.annotations.Nullable;
import org.migrationsafe.source.Place;

/**
 * What one more run of a migration showed, in another way than the rehearsal's. Each kind says itself, so that no form of the report
 * knows which kinds there are.
 */
public sealed interface Trial permits QueueTrial, RetryTrial {

    /** Which of the migration's statements it was about. */
    Place statement();

    /** Under what circumstances it ran, in a few words. */
    String circumstances();

    /** What it showed, in one sentence without its full stop. */
    String says();

    /** What it showed, for programs: text, numbers, booleans, lists of text, null. */
    Map<String, @Nullable Object> facts();

    /** The kind's name for programs. */
    default String kind() {
        return getClass().getSimpleName().replaceFirst("Trial$", "").toLowerCase(Locale.ROOT);
    }
}
