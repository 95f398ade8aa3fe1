package org.migrationsafe.processor;

import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.WeakHashMap;

import javax.annotation.processing.ProcessingEnvironment;

import org.jspecify.annotations.Nullable;
import org.migrationsafe.processor.read.ModelReading;

/**
 * What one of our processors has read, for the other in the same round of the same compiler: reading twice would cost as much
 * again. Taken once, and dropped when the compiler is done; where the two are not run together, each reads for itself.
 */
final class SharedReading {

    private record Offer(Set<String> entities, ModelReading reading) {}

    private static final Map<ProcessingEnvironment, Offer> OFFERS = new WeakHashMap<>();

    private SharedReading() {}

    static void offer(ProcessingEnvironment environment, Set<String> entities, ModelReading reading) {
        synchronized (OFFERS) {
            OFFERS.put(environment, new Offer(new TreeSet<>(entities), reading));
        }
    }

    static @Nullable ModelReading take(ProcessingEnvironment environment, Set<String> entities) {
        synchronized (OFFERS) {
            Offer offer = OFFERS.remove(environment);
            return offer != null && offer.entities().equals(entities) ? offer.reading() : null;
        }
    }

    static void drop(ProcessingEnvironment environment) {
        synchronized (OFFERS) {
            OFFERS.remove(environment);
        }
    }
}
