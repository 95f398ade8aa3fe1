package org.migrationsafe.observe.postgres;

import java.sql.SQLException;
import java.util.Set;

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

    private Errors() {}

    static boolean refusesTransaction(SQLException error) {
        return NEEDS_NO_TRANSACTION.contains(String.valueOf(error.getSQLState()));
    }

    /** Whether the server itself is gone: connection exceptions, and administrator or crash shutdown. */
    public static boolean serverGone(SQLException error) {
        String state = String.valueOf(error.getSQLState());
        return state.startsWith("08") || state.equals("57P01") || state.equals("57P02") || state.equals("57P03");
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
