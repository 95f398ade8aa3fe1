package org.migrationsafe.stage;

import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;

import org.migrationsafe.flyway.Step;

/** What a rehearsal conceded so that migrations come to their ends, each for one step; every play after it concedes the same. */
public final class Concessions {

    private final Map<Step, List<Concession>> made = new ConcurrentHashMap<>();

    public void make(Step step, Concession concession) {
        made.computeIfAbsent(step, any -> new CopyOnWriteArrayList<>()).add(concession);
    }

    public void withdraw(Step step, Concession concession) {
        made.getOrDefault(step, new CopyOnWriteArrayList<>()).remove(concession);
    }

    List<Concession> of(Step step) {
        return made.getOrDefault(step, List.of());
    }

    /** Those of one kind that any of several steps has. */
    <C extends Concession> List<C> of(Collection<Step> steps, Class<C> kind) {
        return steps.stream()
                .flatMap(step -> of(step).stream())
                .filter(kind::isInstance)
                .map(kind::cast)
                .toList();
    }

    /** Whether something that migrations make was not made, so that others may miss it. */
    public boolean anythingLeftOut() {
        return made.values().stream()
                .flatMap(List::stream)
                .anyMatch(concession -> concession instanceof Concession.WithoutStatement
                        || concession instanceof Concession.WithoutFile);
    }
}
