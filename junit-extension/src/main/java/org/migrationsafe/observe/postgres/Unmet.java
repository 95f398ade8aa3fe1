package org.migrationsafe.observe.postgres;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import org.migrationsafe.database.Ask;
import org.migrationsafe.engine.LockMode;
import org.migrationsafe.recording.RelationKind;
import org.migrationsafe.recording.RelationLock;
import org.migrationsafe.recording.RelationName;

/**
 * Tables of which a statement was to change rows, and changed none. The server tells by its plan what a statement is to change; of
 * a block or a function, which has no plan, by the lock that it takes for changing rows.
 *
 * @see <a href="https://www.postgresql.org/docs/current/sql-explain.html">EXPLAIN</a>
 */
record Unmet(AtHand statement, Effects effects, boolean changesCatalogue) {

    private static final String TEXT = "\"((?:[^\"\\\\]|\\\\.)*)\"";

    private static final Pattern CHANGES = Pattern.compile(
            "\"Operation\": \"(\\w+)\".*?\"Relation Name\": " + TEXT + ",\\s*\"Schema\": " + TEXT, Pattern.DOTALL);

    private static final Pattern RELATION = Pattern.compile("\"Relation Name\": ");

    /** Only says whether to ask: where the lock was there before, nothing else of the statement shows. */
    private static final Pattern WORTH_ASKING =
            Pattern.compile("(?i)\\s*(?:(?:--[^\n]*\n|/\\*.*?\\*/)\\s*)*(?:update|delete|insert|merge|with)\\b");

    /** Of rows that are only added unless something is there already. */
    private static final String ONCE = "\"One-Time Filter\": ";

    List<RelationName> tables() throws SQLException {
        List<RelationLock> locks = effects.locks().stream()
                .filter(lock -> lock.kind() == RelationKind.TABLE || lock.kind() == RelationKind.PARTITIONED_TABLE)
                .filter(lock -> lock.mode() == LockMode.ROW_EXCLUSIVE || lock.heldBefore())
                .toList();
        boolean mayChange = locks.stream().anyMatch(lock -> !lock.heldBefore())
                || WORTH_ASKING.matcher(statement.sql()).lookingAt();
        if (locks.isEmpty()
                || !mayChange
                || changesCatalogue
                || !effects.changes().isEmpty()) {
            return List.of();
        }
        Optional<String> plan = plan();
        return plan.isPresent()
                ? planned(plan.get(), locks)
                : locks.stream()
                        .filter(lock -> !lock.heldBefore())
                        .map(RelationLock::relation)
                        .toList();
    }

    private static List<RelationName> planned(String plan, List<RelationLock> locks) {
        Matcher change = CHANGES.matcher(plan);
        if (!change.find()) {
            return List.of();
        }
        boolean adds = change.group(1).equals("Insert");
        boolean reads = RELATION.matcher(plan).results().count() > 1;
        if (adds && (!reads || plan.contains(ONCE))) {
            return List.of();
        }
        RelationName table = new RelationName(unescaped(change.group(3)), unescaped(change.group(2)));
        return locks.stream()
                .map(RelationLock::relation)
                .filter(table::equals)
                .distinct()
                .toList();
    }

    private static String unescaped(String json) {
        return json.replaceAll("\\\\(.)", "$1");
    }

    /** Empty where the server has no plan for it, or values are bound to it that a plan would need. */
    private Optional<String> plan() throws SQLException {
        if (statement.execution().hasParameters()) {
            return Optional.empty();
        }
        Connection connection = statement.connection();
        var before = connection.setSavepoint();
        try {
            return Optional.of(String.join(
                    "\n",
                    Ask.all(
                            connection,
                            "EXPLAIN (VERBOSE, FORMAT JSON) " + statement.sql(),
                            row -> String.valueOf(row.getString(1)))));
        } catch (SQLException e) {
            return Optional.empty();
        } finally {
            connection.rollback(before);
            connection.releaseSavepoint(before);
        }
    }
}
