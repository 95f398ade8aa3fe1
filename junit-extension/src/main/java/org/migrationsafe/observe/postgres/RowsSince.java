package org.migrationsafe.observe.postgres;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.HashMap;
import java.util.Map;
import java.util.stream.Collectors;

import org.migrationsafe.database.Ask;
import org.migrationsafe.database.Quoted;
import org.migrationsafe.observe.postgres.Reading.Counters;
import org.migrationsafe.recording.RelationKind;

/**
 * Rows that committed transactions wrote, counted by the numbers that the rows carry: a statement that commits in between
 * takes its counters with it.
 *
 * @see <a href="https://www.postgresql.org/docs/current/ddl-system-columns.html">xmin</a>
 */
final class RowsSince {

    private RowsSince() {}

    /**
     * A condition on rows by the number of the transaction that wrote them, which they keep without its epoch: whether it is a
     * certain one or came after it.
     *
     * @param first an expression for that one's whole number
     */
    static String writtenSince(String first) {
        return "(xmin::text::bigint - (%s) %% 4294967296 + 4294967296) %% 4294967296 < 2147483648".formatted(first);
    }

    static Map<Long, Counters> counters(Connection connection, Reading then, CatalogState state) throws SQLException {
        String questions = state.relations().values().stream()
                .filter(relation -> relation.kind() == RelationKind.TABLE && relation.bytes() > 0)
                .map(relation -> "SELECT " + relation.oid() + ", count(*) FROM ONLY " + Quoted.name(relation.name())
                        + " WHERE " + writtenSince(Long.toString(then.marks().transaction())))
                .collect(Collectors.joining(" UNION ALL "));
        Map<Long, Counters> counters = new HashMap<>();
        if (!questions.isEmpty()) {
            Ask.each(connection, questions, row -> counters.put(row.getLong(1), new Counters(0, 0, row.getLong(2), 0)));
        }
        return counters;
    }
}
