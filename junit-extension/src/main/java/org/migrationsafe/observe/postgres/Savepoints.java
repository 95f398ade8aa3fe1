package org.migrationsafe.observe.postgres;

import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import org.jspecify.annotations.Nullable;
import org.migrationsafe.recording.StatementRun;

/** Where savepoints were set among the statements of a migration, so that what is taken back to one is reported as taken back. */
final class Savepoints {

    private static final String NAME = "(\"(?:[^\"]|\"\")+\"|\\w+)";

    private static final Pattern SET = Pattern.compile("(?is)\\s*savepoint\\s+" + NAME + "[\\s;]*");

    private static final Pattern BACK =
            Pattern.compile("(?is)\\s*(?:rollback|abort)(?:\\s+(?:work|transaction))?(?:\\s+to(?:\\s+savepoint)?\\s+"
                    + NAME + ")?(?:\\s+and\\s+(?:no\\s+)?chain)?[\\s;]*");

    private final Map<Object, Integer> set = new HashMap<>();

    void clear() {
        set.clear();
    }

    /** A savepoint of the driver's was set after so many statements. */
    void set(Object savepoint, int statements) {
        set.put(savepoint, statements);
    }

    /** A statement was executed in an open transaction, which has that number. */
    void executed(String sql, List<StatementRun> runs, int transaction) {
        Matcher named = SET.matcher(sql);
        if (named.matches()) {
            set.put(key(named.group(1)), runs.size());
            return;
        }
        Matcher back = BACK.matcher(sql);
        if (back.matches()) {
            takenBack(back.group(1) == null ? null : key(back.group(1)), runs, transaction);
        }
    }

    private static String key(String name) {
        return name.startsWith("\"") ? name : '"' + name.toLowerCase(Locale.ROOT) + '"';
    }

    /**
     * What a transaction did since then is as if it had not been; its locks and its work have been.
     *
     * @param savepoint null for the whole transaction
     */
    void takenBack(@Nullable Object savepoint, List<StatementRun> runs, int transaction) {
        int from = savepoint == null ? 0 : set.getOrDefault(savepoint, runs.size());
        for (int i = from; i < runs.size(); i++) {
            if (runs.get(i).transaction() == transaction) {
                runs.set(i, runs.get(i).takenBack());
            }
        }
    }
}
