package org.migrationsafe.observe.postgres;

import java.sql.SQLException;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import org.jspecify.annotations.Nullable;
import org.migrationsafe.recording.RelationName;
import org.migrationsafe.recording.ServerError;
import org.migrationsafe.source.Redaction;
import org.postgresql.util.PSQLException;
import org.postgresql.util.ServerErrorMessage;

/**
 * Reads the server's errors.
 *
 * @see <a href="https://www.postgresql.org/docs/current/errcodes-appendix.html">Error codes</a>
 */
public final class Errors {

    /** active_sql_transaction, and invalid_transaction_termination for a procedure that commits. */
    private static final Set<String> NEEDS_NO_TRANSACTION = Set.of("25001", "2D000");

    private static final Set<String> ON_ROWS = Set.of("21", "22", "23", "27", "44", "P0");

    /** In whatever language: the columns in the first parentheses, the table in the last quotation marks. */
    private static final Pattern MISSING_KEY =
            Pattern.compile("\\(([^)]+)\\)=\\(.*\\).*[\"\u00ab\u201e](.+)[\"\u00bb\u201c]");

    private Errors() {}

    static boolean refusesTransaction(SQLException error) {
        return NEEDS_NO_TRANSACTION.contains(String.valueOf(error.getSQLState()));
    }

    /** Whether the server itself is gone: connection exceptions, and administrator or crash shutdown. */
    public static boolean serverGone(SQLException error) {
        String state = String.valueOf(error.getSQLState());
        return state.startsWith("08") || state.equals("57P01") || state.equals("57P02") || state.equals("57P03");
    }

    /**
     * Whether rows may be what is in the way: wrong or missing data, too many rows, violated constraints, exceptions that code
     * raises.
     */
    public static boolean dependsOnRows(SQLException error) {
        String state = String.valueOf(error.getSQLState());
        return state.length() == 5 && ON_ROWS.contains(state.substring(0, 2));
    }

    /** The table that an error names. */
    public static Optional<RelationName> table(SQLException error) {
        ServerErrorMessage message = error instanceof PSQLException psql ? psql.getServerErrorMessage() : null;
        return message == null || message.getTable() == null
                ? Optional.empty()
                : Optional.of(new RelationName(
                        message.getSchema() == null ? "public" : message.getSchema(), message.getTable()));
    }

    /**
     * A key that rows refer to and no row has.
     *
     * @param columns of the table that refers
     * @param partner the other table's name, without its schema
     */
    public record Missing(List<String> columns, String partner) {}

    /** What the detail of a foreign_key_violation says: {@code Key (state_id)=(7) is not present in table "order_state".} */
    public static Optional<Missing> missing(SQLException error) {
        ServerErrorMessage message = error instanceof PSQLException psql ? psql.getServerErrorMessage() : null;
        if (message == null || !"23503".equals(error.getSQLState()) || message.getDetail() == null) {
            return Optional.empty();
        }
        Matcher detail = MISSING_KEY.matcher(message.getDetail());
        return detail.find()
                ? Optional.of(new Missing(List.of(detail.group(1).split(", ")), detail.group(2)))
                : Optional.empty();
    }

    static ServerError of(SQLException error, CatalogState before, Redaction redaction) {
        ServerErrorMessage message = error instanceof PSQLException psql ? psql.getServerErrorMessage() : null;
        String text = message == null ? error.getMessage() : message.getMessage();
        String state = String.valueOf(error.getSQLState());
        String shown = redaction.apply(String.valueOf(text));
        if (message == null || message.getTable() == null) {
            return new ServerError(state, shown, null, null, false);
        }
        RelationName table =
                new RelationName(message.getSchema() == null ? "public" : message.getSchema(), message.getTable());
        String column = message.getColumn();
        return new ServerError(state, shown, table, column, column != null && !had(before, table, column));
    }

    private static boolean had(CatalogState before, RelationName table, String column) {
        return before.relations().values().stream()
                .filter(relation -> relation.name().equals(table))
                .map(relation -> before.parts().get(relation.oid()))
                .anyMatch(parts -> parts != null
                        && parts.columns().values().stream()
                                .anyMatch(known -> known.name().equals(column)));
    }

    /** Where in the statement the server says the mistake is, as a 0-based offset; -1 where it does not say. */
    public static int offset(@Nullable Throwable error) {
        if (error instanceof PSQLException psql && psql.getServerErrorMessage() != null) {
            return psql.getServerErrorMessage().getPosition() - 1;
        }
        return -1;
    }
}
