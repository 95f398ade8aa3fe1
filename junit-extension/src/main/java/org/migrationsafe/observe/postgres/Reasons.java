package org.migrationsafe.observe.postgres;

import java.sql.SQLException;
import java.sql.SQLWarning;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

import org.jspecify.annotations.Nullable;
import org.postgresql.util.PSQLWarning;
import org.postgresql.util.ServerErrorMessage;

/**
 * The server's own words on why it reads or copies a table, which it says at {@code client_min_messages = debug1}; whoever
 * sent the statement does not get to see them, since he did not ask.
 *
 * @see <a href="https://www.postgresql.org/docs/current/runtime-config-client.html">client_min_messages</a>
 */
final class Reasons {

    private static final Pattern WORK = Pattern.compile("(?:rewriting|verifying) table .*"
            + "|validating foreign key constraint .*|validating domain .*"
            + "|.* (?:is|are) sufficient to prove .*|.* is implied by existing constraints.*");

    private Reasons() {}

    static List<String> of(Statement statement) throws SQLException {
        List<String> reasons = new ArrayList<>();
        for (SQLWarning warning = statement.getWarnings(); warning != null; warning = warning.getNextWarning()) {
            String message = String.valueOf(warning.getMessage());
            if (ours(warning) != null && WORK.matcher(message).matches() && !reasons.contains(message)) {
                reasons.add(message);
            }
        }
        return reasons;
    }

    /** The warnings that the session would have had without us. */
    static @Nullable SQLWarning others(@Nullable SQLWarning first) {
        SQLWarning kept = null;
        boolean anyOurs = false;
        for (SQLWarning warning = first; warning != null; warning = warning.getNextWarning()) {
            if (ours(warning) != null) {
                anyOurs = true;
            } else if (kept == null) {
                kept = copy(warning);
            } else {
                kept.setNextWarning(copy(warning));
            }
        }
        return anyOurs ? kept : first;
    }

    private static SQLWarning copy(SQLWarning warning) {
        ServerErrorMessage message = warning instanceof PSQLWarning told ? told.getServerErrorMessage() : null;
        return message == null
                ? new SQLWarning(warning.getMessage(), warning.getSQLState(), warning.getErrorCode())
                : new PSQLWarning(message);
    }

    private static @Nullable ServerErrorMessage ours(SQLWarning warning) {
        ServerErrorMessage message = warning instanceof PSQLWarning told ? told.getServerErrorMessage() : null;
        return message != null && String.valueOf(message.getSeverity()).startsWith("DEBUG") ? message : null;
    }
}
