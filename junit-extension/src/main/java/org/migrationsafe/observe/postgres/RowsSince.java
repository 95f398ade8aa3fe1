package org.migrationsafe.observe.postgres;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.HashMap;
import java.util.Map;
import java.util.stream.Collectors;

import org.migrationsafe.observe.postgres.Reading.Counters;
import org.migrationsafe.recording.RelationKind;
import org.migrationsafe.recording.RelationName;

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
                .map(relation -> "SELECT " + relation.oid() + ", count(*) FROM ONLY " + quoted(relation.name())
                        + " WHERE xmin::text::bigint >= " + then.marks().transaction())
                .collect(Collectors.joining(" UNION ALL "));
        Map<Long, Counters> counters = new HashMap<>();
        if (!questions.isEmpty()) {
            try (Statement statement = connection.createStatement();
                    ResultSet row = statement.executeQuery(questions)) {
                while (row.next()) {
                    counters.put(row.getLong(1), new Counters(0, 0, row.getLong(2), 0));
                }
            }
        }
        return counters;
    }

    static String quoted(RelationName name) {
        return '"' + name.schema().replace("\"", "\"\"") + "\".\"" + name.name().replace("\"", "\"\"") + '"';
    }
}
