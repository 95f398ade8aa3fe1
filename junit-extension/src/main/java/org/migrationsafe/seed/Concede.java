package org.migrationsafe.seed;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

import org.migrationsafe.database.Ask;
import org.migrationsafe.database.OfTheUser;
import org.migrationsafe.database.Quoted;
import org.migrationsafe.recording.RelationName;

/**
 * Rows made to suit a migration that refuses them otherwise.
 *
 * @param connection to the database that the migration is about to run on, in autocommit
 * @param historyTable Flyway's own, which is left alone
 */
record Concede(Connection connection, RelationName historyTable) {

    private static final String TABLES = """
            SELECT n.nspname, c.relname FROM pg_catalog.pg_class c
            JOIN pg_catalog.pg_namespace n ON n.oid = c.relnamespace
            WHERE (c.relkind = 'r' OR c.relkind = 'p') AND %s""".formatted(OfTheUser.RELATION);

    /** The columns of a table's unique keys that take so many, the primary one's first. */
    private static final String KEYS = """
            SELECT (SELECT string_agg(quote_ident(a.attname), ',' ORDER BY u.o)
                    FROM unnest(i.indkey::int2[]) WITH ORDINALITY u (n, o)
                    JOIN pg_catalog.pg_attribute a ON a.attrelid = i.indrelid AND a.attnum = u.n)
            FROM pg_catalog.pg_index i
            WHERE i.indrelid = to_regclass(%s) AND i.indisunique AND i.indnkeyatts = %d AND i.indexprs IS NULL
            ORDER BY NOT i.indisprimary, i.indexrelid LIMIT 1""";

    /** All tables of the user's. */
    List<RelationName> tables() throws SQLException {
        List<RelationName> all =
                Ask.all(connection, TABLES, row -> new RelationName(row.getString(1), row.getString(2)));
        all.remove(historyTable);
        return all;
    }

    /** Those whose name is a word of a text: which of them are meant, only running it tells. */
    List<RelationName> tablesNamedIn(String sql) throws SQLException {
        return tables().stream().filter(table -> Words.has(sql, table.name())).toList();
    }

    void empty(List<RelationName> tables) throws SQLException {
        if (tables.isEmpty()) {
            return;
        }
        try (Statement statement = connection.createStatement()) {
            statement.execute(
                    "TRUNCATE " + tables.stream().map(Quoted::name).collect(Collectors.joining(", ")) + " CASCADE");
        }
    }

    /** Lets the rows of a table refer to those of another one, in turn. */
    void refer(RelationName table, List<String> columns, String partner) throws SQLException {
        Optional<RelationName> other =
                tables().stream().filter(each -> each.name().equals(partner)).findFirst();
        if (other.isEmpty()) {
            return;
        }
        List<String> keys = Ask.all(
                connection, KEYS.formatted(Quoted.literal(other.get()), columns.size()), row -> row.getString(1));
        if (keys.isEmpty()) {
            return;
        }
        String referenced = keys.get(0);
        String own = columns.stream().map(Quoted::name).collect(Collectors.joining(", "));
        String filled = IntStream.range(0, columns.size())
                .mapToObj(i -> Quoted.name(columns.get(i)) + " IS NOT NULL")
                .collect(Collectors.joining(" AND "));
        try (Statement statement = connection.createStatement()) {
            statement.execute("WITH key AS (SELECT " + referenced + ", row_number() OVER () - 1 AS n_ FROM "
                    + Quoted.name(other.get()) + "), own AS (SELECT ctid AS at_, row_number() OVER () - 1 AS n_ FROM "
                    + Quoted.name(table) + ") UPDATE " + Quoted.name(table) + " AS t SET (" + own + ") = (SELECT "
                    + referenced + " FROM key WHERE key.n_ = own.n_ % (SELECT count(*) FROM key)) FROM own"
                    + " WHERE t.ctid = own.at_ AND " + filled
                    + " AND EXISTS (SELECT FROM key)");
        }
    }
}
