package org.migrationsafe.stage;

import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

import org.migrationsafe.flyway.Step;
import org.migrationsafe.recording.RelationName;

/** What a rehearsal gave up about its rows so that migrations pass; every play after it gives up the same. */
public final class Concessions {

    private final Map<Step, RelationName> emptied = new ConcurrentHashMap<>();
    private volatile boolean nulls = true;

    /** Whether columns that allow NULL have some. */
    public boolean nulls() {
        return nulls;
    }

    /** From now on every column has a value. */
    void withoutNulls() {
        nulls = false;
    }

    /** From now on a table has no rows when a step begins that is known to fail on them. */
    void withoutRows(RelationName table, Step step) {
        emptied.put(step, table);
    }

    /** The table that has no rows when a step begins. */
    Optional<RelationName> emptiedBefore(Step step) {
        return Optional.ofNullable(emptied.get(step));
    }
}
