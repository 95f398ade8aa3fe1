package org.migrationsafe.database;

import java.math.BigDecimal;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

import org.jspecify.annotations.Nullable;
import org.migrationsafe.recording.RelationName;

/**
 * Columns that a sequence numbers and that hold no value twice, so that a number which is there already is refused (23505).
 *
 * @see <a href="https://www.postgresql.org/docs/current/functions-sequence.html">Sequence functions</a>
 */
public final class NumberedColumns {

    /** Owned by the column, as those of identity columns are, or drawn from by its default. */
    private static final String COLUMNS = """
            SELECT n.nspname, c.relname, a.attname, m.nspname, s.relname, q.seqincrement
            FROM pg_catalog.pg_sequence q
            JOIN pg_catalog.pg_class s ON s.oid = q.seqrelid
            JOIN pg_catalog.pg_namespace m ON m.oid = s.relnamespace
            JOIN LATERAL (
              SELECT d.refobjid AS relation, d.refobjsubid AS number FROM pg_catalog.pg_depend d
              WHERE d.classid = 'pg_class'::regclass AND d.objid = s.oid AND d.refclassid = 'pg_class'::regclass
                AND d.refobjsubid > 0 AND d.deptype IN ('a', 'i')
              UNION
              SELECT f.adrelid, f.adnum FROM pg_catalog.pg_depend d
              JOIN pg_catalog.pg_attrdef f ON f.oid = d.objid
              WHERE d.classid = 'pg_attrdef'::regclass AND d.refclassid = 'pg_class'::regclass AND d.refobjid = s.oid) u ON true
            JOIN pg_catalog.pg_attribute a ON a.attrelid = u.relation AND a.attnum = u.number
            JOIN pg_catalog.pg_class c ON c.oid = u.relation
            JOIN pg_catalog.pg_namespace n ON n.oid = c.relnamespace
            WHERE %s AND %s AND NOT q.seqcycle AND a.atttypid IN (20, 21, 23, 1700)
              AND EXISTS (SELECT FROM pg_catalog.pg_attrdef f WHERE f.adrelid = a.attrelid AND f.adnum = a.attnum
                          UNION ALL SELECT FROM pg_catalog.pg_attribute i
                          WHERE i.attrelid = a.attrelid AND i.attnum = a.attnum AND i.attidentity <> '')
              AND EXISTS (SELECT FROM pg_catalog.pg_index i
                          WHERE i.indrelid = a.attrelid AND i.indisunique AND i.indkey[0] = a.attnum AND i.indnkeyatts = 1)
            ORDER BY 1, 2, 3""".formatted(OfTheUser.relation("s.oid"), OfTheUser.relation("c.oid"));

    private NumberedColumns() {}

    /**
     * A column with rows that its sequence has still to pass.
     *
     * @param next what the sequence gives next
     * @param farthest the value of a row that the sequence comes to last
     */
    public record Behind(
            RelationName table, String column, RelationName sequence, BigDecimal next, BigDecimal farthest) {}

    private record Numbered(RelationName table, String column, RelationName sequence, long step) {

        private boolean rises() {
            return step > 0;
        }

        /** For the sequence's next value, and the value of its rows that comes last. */
        private String question(int number) {
            return "SELECT " + number + ", (SELECT CASE WHEN is_called THEN last_value::numeric + " + step
                    + " ELSE last_value END FROM " + Quoted.name(sequence) + "), (SELECT " + (rises() ? "max(" : "min(")
                    + Quoted.name(column) + ")::numeric FROM " + Quoted.name(table) + ")";
        }

        private Optional<Behind> behind(BigDecimal next, @Nullable BigDecimal farthest) {
            if (farthest == null || (rises() ? next.compareTo(farthest) > 0 : next.compareTo(farthest) < 0)) {
                return Optional.empty();
            }
            return Optional.of(new Behind(table, column, sequence, next, farthest));
        }
    }

    /** Those whose next value is not beyond their rows. */
    public static List<Behind> behind(Connection connection) throws SQLException {
        List<Numbered> columns = Ask.all(
                connection,
                COLUMNS,
                row -> new Numbered(
                        new RelationName(row.getString(1), row.getString(2)),
                        row.getString(3),
                        new RelationName(row.getString(4), row.getString(5)),
                        row.getLong(6)));
        List<Behind> behind = new ArrayList<>();
        if (!columns.isEmpty()) {
            String questions = IntStream.range(0, columns.size())
                    .mapToObj(number -> columns.get(number).question(number))
                    .collect(Collectors.joining("\nUNION ALL ", "", "\nORDER BY 1"));
            Ask.each(connection, questions, row -> columns.get(row.getInt(1))
                    .behind(row.getBigDecimal(2), row.getBigDecimal(3))
                    .ifPresent(behind::add));
        }
        return behind;
    }

    /** Moves each sequence past the rows that are there, as the rows' own way into production has. */
    public static void pass(Connection connection) throws SQLException {
        for (Behind each : behind(connection)) {
            try (Statement statement = connection.createStatement()) {
                statement.execute("SELECT pg_catalog.setval(" + Quoted.literal(each.sequence()) + "::regclass, "
                        + each.farthest().toBigInteger() + ")");
            } catch (SQLException e) {
                if (String.valueOf(e.getSQLState()).startsWith("08")) {
                    throw e;
                }
                // Rows lie beyond the sequence's own end, where they cannot come from it.
            }
        }
    }
}
