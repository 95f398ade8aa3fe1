package org.migrationsafe.observe.postgres;

import org.jspecify.annotations.Nullable;

/** One statement observed: the transcript with what was seen of it, and what its caller is to get. */
record Observation(Transcript transcript, Answer answer) {

    /** What a statement gave its caller. */
    sealed interface Answer {

        /** Gives it as the statement itself would have. */
        @Nullable
        Object give() throws Throwable;
    }

    /** It came to its end. */
    record Returned(@Nullable Object result) implements Answer {
        @Override
        public @Nullable Object give() {
            return result;
        }
    }

    /** It failed. */
    record Thrown(Throwable failure) implements Answer {
        @Override
        public Object give() throws Throwable {
            throw failure;
        }
    }

    /** Runs something whose end, of whatever kind, is for the caller. */
    static Answer answerOf(Execution execution) {
        try {
            return new Returned(execution.run());
        } catch (Throwable e) {
            return new Thrown(e);
        }
    }
}
