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

    static Map<Long, Counters> counters(Connection connection, Reading then, CatalogState state) throws SQLException {
        String questions = state.relations().values().stream()
                .filter(relation -> relation.kind() == RelationKind.TABLE && relation.bytes() > 0)
                .map(relation -> "SELECT " + relation.oid() + ", count(*) FROM ONLY " + Quoted.name(relation.name())
                        + " WHERE xmin::text::bigint >= " + then.marks().transaction())
                .collect(Collectors.joining(" UNION ALL "));
        Map<Long, Counters> counters = new HashMap<>();
        if (!questions.isEmpty()) {
            Ask.each(connection, questions, row -> counters.put(row.getLong(1), new Counters(0, 0, row.getLong(2), 0)));
        }
        return counters;
    }
}
