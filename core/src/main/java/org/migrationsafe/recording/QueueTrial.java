package org.migrationsafe.recording;

import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;

import org.jspecify.annotations.Nullable;
import org.migrationsafe.source.Place;

/**
 * The same migration once more, with a session in the way that has read a table and not yet committed: what waits.
 *
 * @param statement which of its statements came to wait
 * @param table what it waited for
 * @param selectQueues whether a plain SELECT on the table, sent meanwhile, waited behind it
 * @param lockTimeout in force at the statement; zero waits for ever
 * @param fired whether that timeout ended the wait; otherwise the wait was cancelled by us
 */
public record QueueTrial(Place statement, RelationName table, boolean selectQueues, Duration lockTimeout, boolean fired)
        implements Trial {

    @Override
    public String circumstances() {
        return "with a session in its way";
    }

    @Override
    public String says() {
        return "line " + statement.line() + " waits for " + table + ", and a plain SELECT behind it "
                + (selectQueues ? "waits as well" : "does not") + "; " + end();
    }

    private String end() {
        return lockTimeout.isZero()
                ? "lock_timeout 0 never ends the wait"
                : "lock_timeout " + lockTimeout.toMillis() + " ms "
                        + (fired ? "ended the wait" : "would end the wait, which was cut short");
    }

    @Override
    public Map<String, @Nullable Object> facts() {
        Map<String, @Nullable Object> facts = new LinkedHashMap<>();
        facts.put("relation", table.toString());
        facts.put("selectQueues", selectQueues);
        facts.put("lockTimeoutMillis", lockTimeout.toMillis());
        facts.put("fired", fired);
        return facts;
    }
}
