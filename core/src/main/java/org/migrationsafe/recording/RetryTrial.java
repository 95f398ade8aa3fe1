package org.migrationsafe.recording;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

import org.jspecify.annotations.Nullable;
import org.migrationsafe.source.Place;

/**
 * The same migration run again, after it was interrupted while one of its statements waited.
 *
 * @param statement which one
 * @param table what it waited for
 * @param invalidIndexes what the interrupted run left of them
 * @param again what became of the second run
 * @param refusal what the server said to the second run; null where it took it
 */
public record RetryTrial(
        Place statement,
        RelationName table,
        List<RelationName> invalidIndexes,
        Again again,
        @Nullable String refusal) implements Trial {

    /** How the second run ended. */
    public enum Again {
        /** Nothing is missing, nothing invalid is left. */
        CONVERGED,
        /** It was refused. */
        REFUSED,
        /** It passed, and an index is still invalid. */
        LEFT_INVALID
    }

    public RetryTrial {
        invalidIndexes = List.copyOf(invalidIndexes);
    }

    @Override
    public String circumstances() {
        return "interrupted while line " + statement.line() + " waited, then run again";
    }

    @Override
    public String says() {
        return switch (again) {
            case CONVERGED -> "it passes";
            case REFUSED -> "it is refused: " + refusal;
            case LEFT_INVALID -> "it passes and leaves " + invalidIndexes + " invalid";
        };
    }

    @Override
    public Map<String, @Nullable Object> facts() {
        Map<String, @Nullable Object> facts = new LinkedHashMap<>();
        facts.put("relation", table.toString());
        facts.put(
                "invalidIndexes",
                invalidIndexes.stream().map(RelationName::toString).toList());
        facts.put("again", again.name().toLowerCase(Locale.ROOT));
        facts.put("refusal", refusal);
        return facts;
    }
}
