package org.migrationsafe.catalog;

import org.migrationsafe.database.OfTheUser;

/**
 * What the catalogue is asked.
 *
 * @see <a href="https://www.postgresql.org/docs/current/catalogs.html">System catalogs</a>
 */
final class Questions {

    private Questions() {}

    /** A list of names in the order of a list of attribute numbers. */
    private static final String NAMES = """
            ARRAY(SELECT a.attname::text FROM unnest(%s::int2[]) WITH ORDINALITY u (n, o)
                  JOIN pg_catalog.pg_attribute a ON a.attrelid = %s AND a.attnum = u.n ORDER BY u.o)""";

    static final String TABLES = """
            SELECT c.oid, n.nspname, c.relname, c.relkind, pg_catalog.obj_description(c.oid, 'pg_class'), c.relrowsecurity,
                   (SELECT %s FROM pg_catalog.pg_partitioned_table p WHERE p.partrelid = c.oid),
                   (SELECT %s FROM pg_catalog.pg_index i WHERE i.indrelid = c.oid AND i.indisprimary)
            FROM pg_catalog.pg_class c JOIN pg_catalog.pg_namespace n ON n.oid = c.relnamespace
            WHERE c.relkind IN ('r', 'p', 'v', 'm', 'f') AND NOT c.relispartition AND %s
            ORDER BY n.nspname, c.relname""".formatted(
                    NAMES.formatted("p.partattrs", "c.oid"), NAMES.formatted("i.indkey", "c.oid"), OfTheUser.RELATION);

    /** Of a domain its base type, with the size that the domain gives it. */
    static final String COLUMNS = """
            WITH RECURSIVE base AS (
              SELECT t.oid AS start, t.oid, t.typtype, t.typbasetype, t.typtypmod, -1 AS size FROM pg_catalog.pg_type t
              UNION ALL
              SELECT b.start, t.oid, t.typtype, t.typbasetype, t.typtypmod, greatest(b.size, b.typtypmod)
              FROM base b JOIN pg_catalog.pg_type t ON b.typtype = 'd' AND t.oid = b.typbasetype)
            SELECT a.attrelid, a.attname,
                   pg_catalog.format_type(b.oid, CASE WHEN t.typtype = 'd' THEN b.size ELSE a.atttypmod END),
                   b.typtype, CASE WHEN t.typtype = 'd' THEN t.typname END,
                   a.attnotnull OR t.typnotnull,
                   pg_catalog.pg_get_expr(d.adbin, d.adrelid), a.attidentity, a.attgenerated,
                   pg_catalog.col_description(a.attrelid, a.attnum)
            FROM pg_catalog.pg_attribute a
            JOIN pg_catalog.pg_type t ON t.oid = a.atttypid
            JOIN base b ON b.start = a.atttypid AND b.typtype <> 'd'
            LEFT JOIN pg_catalog.pg_attrdef d ON d.adrelid = a.attrelid AND d.adnum = a.attnum
            WHERE a.attrelid >= 16384 AND a.attnum > 0 AND NOT a.attisdropped
            ORDER BY a.attrelid, a.attnum""";

    static final String INDEXES = """
            SELECT i.indrelid, c.relname,
                   ARRAY(SELECT pg_catalog.pg_get_indexdef(i.indexrelid, k, true)
                         FROM pg_catalog.generate_series(1, i.indnkeyatts) k),
                   ARRAY(SELECT pg_catalog.pg_get_indexdef(i.indexrelid, k, true)
                         FROM pg_catalog.generate_series(i.indnkeyatts + 1, i.indnatts) k),
                   m.amname, pg_catalog.pg_get_expr(i.indpred, i.indrelid, true), i.indisunique, i.indisvalid,
                   (SELECT k.contype FROM pg_catalog.pg_constraint k
                    WHERE k.conindid = i.indexrelid AND k.contype IN ('u', 'x') LIMIT 1),
                   0 = ANY (i.indkey::int2[]),
                   coalesce((pg_catalog.to_jsonb(i) ->> 'indnullsnotdistinct')::boolean, false)
            FROM pg_catalog.pg_index i
            JOIN pg_catalog.pg_class c ON c.oid = i.indexrelid
            JOIN pg_catalog.pg_am m ON m.oid = c.relam
            WHERE i.indrelid >= 16384 AND NOT i.indisprimary
            ORDER BY i.indrelid, c.relname""";

    static final String FOREIGN_KEYS =
            """
            SELECT k.conrelid, c.relname, k.conname, %s, f.relname, %s, k.confdeltype, k.condeferrable, k.convalidated
            FROM pg_catalog.pg_constraint k
            JOIN pg_catalog.pg_class c ON c.oid = k.conrelid
            JOIN pg_catalog.pg_class f ON f.oid = k.confrelid
            WHERE k.contype = 'f' AND k.conparentid = 0 AND k.conrelid >= 16384
            ORDER BY k.conrelid, k.conname""".formatted(NAMES.formatted("k.conkey", "k.conrelid"), NAMES.formatted("k.confkey", "k.confrelid"));

    static final String CHECKS = """
            SELECT k.conrelid, c.relname, k.conname, %s, pg_catalog.pg_get_expr(k.conbin, k.conrelid, true)
            FROM pg_catalog.pg_constraint k JOIN pg_catalog.pg_class c ON c.oid = k.conrelid
            WHERE k.contype = 'c' AND k.conrelid >= 16384
            ORDER BY k.conrelid, k.conname""".formatted(NAMES.formatted("k.conkey", "k.conrelid"));

    static final String SEQUENCES = """
            SELECT n.nspname, c.relname, s.seqincrement
            FROM pg_catalog.pg_sequence s
            JOIN pg_catalog.pg_class c ON c.oid = s.seqrelid
            JOIN pg_catalog.pg_namespace n ON n.oid = c.relnamespace
            WHERE %s""".formatted(OfTheUser.RELATION);

    static final String ENUMS = """
            SELECT n.nspname, t.typname,
                   ARRAY(SELECT e.enumlabel::text FROM pg_catalog.pg_enum e WHERE e.enumtypid = t.oid ORDER BY e.enumsortorder)
            FROM pg_catalog.pg_type t JOIN pg_catalog.pg_namespace n ON n.oid = t.typnamespace
            WHERE t.typtype = 'e' AND t.oid >= 16384 AND %s""".formatted(OfTheUser.thing("pg_type", "t.oid"));
}
