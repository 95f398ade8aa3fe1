package org.migrationsafe.seed;

import java.sql.Array;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.stream.Collectors;

import org.jspecify.annotations.Nullable;
import org.migrationsafe.database.Ask;
import org.migrationsafe.database.OfTheUser;
import org.migrationsafe.recording.RelationName;
import org.migrationsafe.seed.TableToFill.Check;
import org.migrationsafe.seed.TableToFill.Column;
import org.migrationsafe.seed.TableToFill.ForeignKey;

/** Reads from the catalogue what rows of each of the user's tables have to obey. */
final class TableReader {

    /** Stands for the oids of the tables that are asked about. */
    private static final String THESE = ":these";

    private static final String TABLES = """
            SELECT c.oid, n.nspname, c.relname, format('%%I.%%I', n.nspname, c.relname),
                   c.relhasrules OR EXISTS (SELECT FROM pg_catalog.pg_trigger t WHERE t.tgrelid = c.oid AND NOT t.tgisinternal),
                   c.relkind = 'p'
            FROM pg_catalog.pg_class c JOIN pg_catalog.pg_namespace n ON n.oid = c.relnamespace
            WHERE (c.relkind = 'r' OR c.relkind = 'p' AND NOT c.relispartition) AND %s
            ORDER BY c.relispartition, c.oid""".formatted(OfTheUser.RELATION);

    private static final String COLUMNS = """
            WITH RECURSIVE base AS (
              SELECT t.oid AS start, t.* FROM pg_catalog.pg_type t
              WHERE t.oid IN (SELECT u.atttypid FROM pg_catalog.pg_attribute u WHERE u.attrelid IN :these)
              UNION ALL SELECT b.start, t.* FROM base b JOIN pg_catalog.pg_type t ON b.typtype = 'd' AND t.oid = b.typbasetype)
            SELECT a.attrelid, a.attnum, a.attname, quote_ident(a.attname), format_type(a.atttypid, a.atttypmod),
                   format_type(b.oid, NULL), b.typtype,
                   CASE WHEN t.typtype = 'd' THEN t.typtypmod ELSE a.atttypmod END,
                   CASE WHEN b.typcategory = 'A' THEN format_type(b.typelem, NULL) END,
                   a.attnotnull OR t.typnotnull, pg_get_expr(d.adbin, d.adrelid), a.attidentity <> '', a.attgenerated <> '',
                   EXISTS (SELECT FROM pg_catalog.pg_index i WHERE i.indrelid = a.attrelid AND i.indisunique
                           AND a.attnum = ANY (i.indkey::int2[])),
                   EXISTS (SELECT FROM pg_catalog.pg_index i WHERE i.indrelid = a.attrelid AND i.indisunique
                           AND i.indnkeyatts = 1 AND a.attnum = i.indkey[0])
            FROM pg_catalog.pg_attribute a
            JOIN pg_catalog.pg_type t ON t.oid = a.atttypid
            JOIN base b ON b.start = a.atttypid AND b.typtype <> 'd'
            LEFT JOIN pg_catalog.pg_attrdef d ON d.adrelid = a.attrelid AND d.adnum = a.attnum
            WHERE a.attrelid IN :these AND a.attnum > 0 AND NOT a.attisdropped ORDER BY 1, 2""";

    private static final String FOREIGN_KEYS = """
            SELECT k.conrelid, k.confrelid, k.confrelid::regclass::text, k.conkey, k.confkey,
                   ARRAY(SELECT quote_ident(a.attname) FROM unnest(k.confkey) WITH ORDINALITY u (n, o)
                         JOIN pg_catalog.pg_attribute a ON a.attrelid = k.confrelid AND a.attnum = u.n ORDER BY u.o)
            FROM pg_catalog.pg_constraint k WHERE k.contype = 'f' AND k.conrelid IN :these
              AND NOT EXISTS (SELECT FROM pg_catalog.pg_constraint u WHERE u.oid = k.conparentid AND u.conrelid = k.conrelid)
            ORDER BY cardinality(k.conkey) DESC, k.oid""";

    private static final String CHECKS = """
            SELECT k.conrelid, k.conkey, pg_get_expr(k.conbin, k.conrelid), NULL
            FROM pg_catalog.pg_constraint k WHERE k.contype = 'c' AND k.conrelid IN :these
            UNION ALL
            SELECT a.attrelid, ARRAY[a.attnum], pg_get_expr(k.conbin, 0), quote_ident(a.attname)
            FROM pg_catalog.pg_constraint k JOIN pg_catalog.pg_attribute a ON a.atttypid = k.contypid
            WHERE k.contype = 'c' AND k.contypid <> 0 AND a.attrelid IN :these AND NOT a.attisdropped
            UNION ALL
            SELECT c.oid,
                   ARRAY(SELECT DISTINCT own.attnum FROM pg_catalog.pg_partition_ancestors(c.oid) up (relid)
                         JOIN pg_catalog.pg_partitioned_table p ON p.partrelid = up.relid
                         JOIN pg_catalog.pg_attribute key ON key.attrelid = up.relid AND key.attnum = ANY (p.partattrs::int2[])
                         JOIN pg_catalog.pg_attribute own ON own.attrelid = c.oid AND own.attname = key.attname),
                   pg_get_partition_constraintdef(c.oid), NULL
            FROM pg_catalog.pg_class c WHERE c.relispartition AND c.relkind = 'r' AND c.oid IN :these""";

    private TableReader() {}

    /** What is another one as soon as a relation comes or goes. */
    static String relations(Connection connection) throws SQLException {
        return Ask.one(
                connection,
                "SELECT count(*) || ' ' || coalesce(max(oid::bigint), 0)"
                        + " FROM pg_catalog.pg_class WHERE oid >= 16384 AND relkind IN ('r', 'p', 'm')",
                row -> row.getString(1));
    }

    /** @param known tables that need not be read again */
    static List<TableToFill> read(Connection connection, Set<Long> known) throws SQLException {
        Map<Long, TableToFill> tables = new LinkedHashMap<>();
        Ask.each(connection, TABLES, row -> addUnknown(tables, known, row));
        if (tables.isEmpty()) {
            return List.of();
        }
        Ask.each(connection, among(COLUMNS, tables), row -> {
            TableToFill table = tables.get(row.getLong(1));
            if (table != null) {
                table.columns().put(row.getInt(2), column(row));
            }
        });
        Ask.each(connection, among(FOREIGN_KEYS, tables), row -> {
            TableToFill table = tables.get(row.getLong(1));
            if (table != null) {
                table.foreignKeys().add(foreignKey(row));
            }
        });
        Ask.each(connection, among(CHECKS, tables), row -> {
            TableToFill table = tables.get(row.getLong(1));
            if (table != null && row.getArray(2) != null && row.getString(3) != null) {
                table.checks().add(check(row));
            }
        });
        return List.copyOf(tables.values());
    }

    /** A partitioned table without partitions has no rows in production either. */
    static boolean hasNoPlaceForRows(Connection connection, TableToFill table) throws SQLException {
        return Ask.whether(
                connection,
                "SELECT c.relkind = 'p' AND NOT EXISTS (SELECT FROM pg_catalog.pg_inherits h WHERE h.inhparent = c.oid)"
                        + " FROM pg_catalog.pg_class c WHERE c.oid = " + table.oid());
    }

    private static void addUnknown(Map<Long, TableToFill> tables, Set<Long> known, ResultSet row) throws SQLException {
        long oid = row.getLong(1);
        if (!known.contains(oid)) {
            tables.put(
                    oid,
                    new TableToFill(
                            oid,
                            new RelationName(row.getString(2), row.getString(3)),
                            row.getString(4),
                            row.getBoolean(5),
                            row.getBoolean(5) || row.getBoolean(6),
                            new LinkedHashMap<>(),
                            new ArrayList<>(),
                            new ArrayList<>()));
        }
    }

    /** The question about these tables only. */
    private static String among(String query, Map<Long, TableToFill> tables) {
        return query.replace(
                THESE, tables.keySet().stream().map(String::valueOf).collect(Collectors.joining(", ", "(", ")")));
    }

    private static Column column(ResultSet row) throws SQLException {
        @Nullable String element = row.getString(9);
        @Nullable String defaultValue = row.getString(11);
        return new Column(
                row.getInt(2),
                row.getString(3),
                row.getString(4),
                row.getString(5),
                row.getString(6),
                row.getString(7).charAt(0),
                row.getInt(8),
                element,
                row.getBoolean(10),
                defaultValue,
                row.getBoolean(12),
                row.getBoolean(13),
                row.getBoolean(14),
                row.getBoolean(15));
    }

    private static ForeignKey foreignKey(ResultSet row) throws SQLException {
        return new ForeignKey(
                row.getLong(2),
                row.getString(3),
                numbers(row.getArray(4)),
                Arrays.asList((String[]) row.getArray(6).getArray()),
                numbers(row.getArray(5)));
    }

    private static Check check(ResultSet row) throws SQLException {
        String expression = row.getString(3);
        @Nullable String domainColumn = row.getString(4);
        return new Check(
                domainColumn == null
                        ? expression
                        : expression.replaceAll("\\bVALUE\\b", Matcher.quoteReplacement(domainColumn)),
                numbers(row.getArray(2)));
    }

    private static List<Integer> numbers(Array array) throws SQLException {
        List<Integer> numbers = new ArrayList<>();
        for (Object number : (Object[]) array.getArray()) {
            numbers.add(((Number) number).intValue());
        }
        return numbers;
    }
}
