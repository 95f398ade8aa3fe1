package org.migrationsafe.flyway;

import java.sql.SQLException;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import org.flywaydb.core.api.FlywayException;
import org.jspecify.annotations.Nullable;
import org.migrationsafe.ReviewRefused;
import org.migrationsafe.observe.postgres.Errors;
import org.migrationsafe.recording.Problem;
import org.migrationsafe.recording.Problem.Kind;
import org.migrationsafe.recording.RelationName;
import org.migrationsafe.recording.StatementRun;
import org.migrationsafe.source.Place;
import org.migrationsafe.source.Redaction;
import org.migrationsafe.sql.SqlScript;
import org.migrationsafe.sql.SqlStatement;

/** Says in the user's terms why Flyway could not run a migration. */
public final class Failure {

    private static final Pattern PLACEHOLDER = Pattern.compile("No value provided for placeholder: (\\S+?\\})");

    private static final Pattern OFFENDING_LINE = Pattern.compile("at line (\\d+)");

    private final FlywayException exception;
    private final Redaction redaction;

    Failure(FlywayException exception, Redaction redaction) {
        this.exception = exception;
        this.redaction = redaction;
    }

    private Optional<SQLException> sqlCause() {
        for (Throwable cause = exception; cause != null; cause = cause.getCause()) {
            if (cause instanceof SQLException sql) {
                return Optional.of(sql);
            }
        }
        return Optional.empty();
    }

    /** Whether the server refused something. */
    public boolean byServer() {
        return sqlCause().isPresent();
    }

    /** The server's code; empty where it was not the server. */
    public String sqlState() {
        return sqlCause().map(e -> String.valueOf(e.getSQLState())).orElse("");
    }

    /** Whether the server's refusal may depend on the rows that were there. */
    public boolean byRows() {
        return sqlCause().filter(Errors::dependsOnRows).isPresent();
    }

    /** The table that the server names as the one whose rows are in the way. */
    public Optional<RelationName> table() {
        return sqlCause().flatMap(Errors::table);
    }

    /** What rows referred to in vain. */
    public Optional<Errors.Missing> missing() {
        return sqlCause().flatMap(Errors::missing);
    }

    public void refuseIfServerGone(String file, List<StatementRun> statements) {
        if (sqlCause().filter(Errors::serverGone).isPresent()) {
            Place place = lastPlace(file, statements);
            throw new ReviewRefused("The database server went away while " + place
                    + " was running, so the review stopped there. Nothing of it is left running. Run it again; if it happens "
                    + "again, the server's own log says why it ended.");
        }
    }

    public Problem problem(String file, String script, List<StatementRun> statements) {
        String message = String.valueOf(exception.getMessage());
        Matcher placeholder = PLACEHOLDER.matcher(message);
        if (placeholder.find()) {
            String name = placeholder.group(1);
            return new Problem(
                    new Place(file, lineOf(script, script.indexOf(name))),
                    "the placeholder " + name + " has no value.",
                    "Set it with migrationsafe.flyway.placeholders." + name.replaceAll("^\\$\\{|}$", "")
                            + "=…, as production sets it.",
                    null,
                    Kind.OTHER);
        }
        Optional<SQLException> sql = sqlCause();
        if (sql.isEmpty()) {
            return byFlyway(file, statements);
        }
        Place place = exactPlace(file, statements, sql.get());
        return new Problem(
                place,
                "the server refused this statement: " + redaction.apply(firstLine(serverMessage(sql.get()))) + ".",
                "Fix it and run the review again; what comes after it was not reviewed.",
                sql.get().getSQLState(),
                Kind.OTHER);
    }

    /** The refusal of a review whose released migrations fail. */
    public ReviewRefused ofReleased() {
        refuseIfServerGone("the released history", List.of());
        return new ReviewRefused("A released migration fails, so nothing newer could be reviewed: "
                + redaction.apply(String.valueOf(exception.getMessage()).strip()) + "\n"
                + WaysOut.of(sqlState(), says()));
    }

    /** What the server said, in a line; what Flyway did, where it was not the server. */
    public String says() {
        return redaction.apply(sqlCause()
                .map(cause -> String.valueOf(cause.getMessage())
                        .replaceFirst("^ERROR: ", "")
                        .lines()
                        .findFirst()
                        .orElse(""))
                .orElse(String.valueOf(exception.getMessage())));
    }

    /** Refused by Flyway itself, which names the offending line within a longer message where it knows one. */
    private Problem byFlyway(String file, List<StatementRun> statements) {
        String message = rootMessage();
        Matcher line = OFFENDING_LINE.matcher(message);
        if (message.contains("both transactional and non-transactional") && line.find()) {
            return new Problem(
                    new Place(file, Integer.parseInt(line.group(1))),
                    firstLine(message),
                    "Give the statement a file of its own.",
                    null,
                    Kind.MIXED);
        }
        return new Problem(
                lastPlace(file, statements), firstLine(message), "Fix it and run the review again.", null, Kind.OTHER);
    }

    /** The server says at which character the mistake is, so the line can be told within a statement, too. */
    private static Place exactPlace(String file, List<StatementRun> statements, SQLException error) {
        Place first = lastPlace(file, statements);
        int offset = Errors.offset(error);
        if (statements.isEmpty() || offset < 0 || first.line() == 0) {
            return first;
        }
        String sql = statements.get(statements.size() - 1).sql();
        int firstWord = SqlScript.split(sql).stream()
                .findFirst()
                .map(SqlStatement::line)
                .orElse(1);
        return new Place(file, first.line() + lineOf(sql, Math.min(offset, sql.length())) - firstWord);
    }

    private static Place lastPlace(String file, List<StatementRun> statements) {
        return statements.isEmpty()
                ? new Place(file, 0)
                : statements.get(statements.size() - 1).place();
    }

    private static int lineOf(String text, int offset) {
        return offset < 0
                ? 0
                : 1
                        + (int) text.substring(0, offset)
                                .chars()
                                .filter(c -> c == '\n')
                                .count();
    }

    private static String serverMessage(SQLException error) {
        return String.valueOf(error.getMessage()).replaceFirst("^ERROR: ", "") + " (SQLSTATE " + error.getSQLState()
                + ")";
    }

    private String rootMessage() {
        @Nullable Throwable cause = exception;
        String message = "";
        while (cause != null) {
            if (cause.getMessage() != null) {
                message = cause.getMessage();
            }
            cause = cause.getCause();
        }
        return redaction.apply(message);
    }

    private static String firstLine(String message) {
        String state = message.replaceFirst("(?s).*( \\(SQLSTATE \\w+\\))$", "$1");
        String line = message.strip().lines().findFirst().orElse("");
        return state.startsWith(" (SQLSTATE") && !line.endsWith(state) ? line + state : line;
    }
}
