package org.migrationsafe.observe.postgres;

import java.util.Collection;
import java.util.stream.Collectors;

import org.migrationsafe.database.OfTheUser;

/**
 * The questions put to the catalogue, on the migrating connection itself: only there do uncommitted changes have names.
 *
 * <p>Objects below oid 16384 are the server's own.
 *
 * @see <a href="https://www.postgresql.org/docs/current/view-pg-locks.html">pg_locks</a>
 * @see <a href="https://www.postgresql.org/docs/current/monitoring-stats.html">pg_stat_get_xact_*</a>
 */
final class CatalogQueries {

    private CatalogQueries() {}

    /** SIReadLock is a mark of serializable isolation, which blocks nobody. */
    private static final String LOCKS = """
            SELECT l.relation, l.mode FROM pg_catalog.pg_locks l
            WHERE l.pid = pg_catalog.pg_backend_pid() AND l.locktype = 'relation' AND l.granted
              AND l.relation >= 16384 AND l.mode <> 'SIReadLock'""";

    private static final String RELATIONS = """
            SELECT c.oid, n.nspname, c.relname, c.relkind,
                   coalesce(pg_catalog.pg_relation_filenode(c.oid), 0),
                   CASE WHEN c.relkind IN ('r', 'm') THEN pg_catalog.pg_relation_size(c.oid) ELSE 0 END,
                   coalesce(i.indrelid, c.oid),
                   c.relpersistence::text || ' ' || c.reltablespace || ' ' || c.relam,
                   c.relrowsecurity || ' ' || c.relforcerowsecurity,
                   coalesce((SELECT h.inhparent FROM pg_catalog.pg_inherits h
                             WHERE h.inhrelid = c.oid AND c.relispartition LIMIT 1), 0),
                   c.relkind IN ('r', 'p') AND c.relreplident <> 'f'
                     AND c.oid IN (SELECT t.relid FROM pg_catalog.pg_publication b,
                                          LATERAL pg_catalog.pg_get_publication_tables(b.pubname) t
                                   WHERE b.pubupdate OR b.pubdelete)
                     AND NOT EXISTS (SELECT FROM pg_catalog.pg_index x WHERE x.indrelid = c.oid AND
                           CASE c.relreplident WHEN 'd' THEN x.indisprimary WHEN 'i' THEN x.indisreplident END)
            FROM pg_catalog.pg_class c
            JOIN pg_catalog.pg_namespace n ON n.oid = c.relnamespace
            LEFT JOIN pg_catalog.pg_index i ON i.indexrelid = c.oid
            WHERE c.relkind <> 't' AND %s""".formatted(OfTheUser.relation("coalesce(i.indrelid, c.oid)"));

    /**
     * With a slot for expressions: to ask for those locks their tables, so only of tables that are locked already. Collation 100
     * is the database's own.
     */
    private static final String COLUMNS = """
            SELECT a.attrelid, a.attnum, a.attname,
                   pg_catalog.format_type(a.atttypid, a.atttypmod)
                     || coalesce((SELECT ' COLLATE ' || quote_ident(o.collname) FROM pg_catalog.pg_collation o
                                  WHERE a.attcollation <> 100 AND o.oid = a.attcollation), ''),
                   y.typtype = 'e', a.attnotnull, a.atthasdef, a.attidentity, a.attgenerated, %s,
                   a.atttypid || ' ' || a.atttypmod || ' ' || a.attcollation,
                   CASE WHEN y.typtype = 'd' AND (y.typnotnull OR EXISTS (
                          SELECT FROM pg_catalog.pg_constraint k WHERE k.contypid = y.oid))
                        THEN pg_catalog.format_type(y.typbasetype, y.typtypmod) END
            FROM pg_catalog.pg_attribute a JOIN pg_catalog.pg_type y ON y.oid = a.atttypid
            WHERE a.attnum > 0 AND NOT a.attisdropped AND a.attrelid >= 16384""";

    private static final String NO_EXPRESSION = "NULL";

    private static final String EXPRESSION = "(SELECT pg_catalog.pg_get_expr(d.adbin, d.adrelid)"
            + " FROM pg_catalog.pg_attrdef d WHERE d.adrelid = a.attrelid AND d.adnum = a.attnum)";

    private static final String CONSTRAINTS = """
            SELECT c.conrelid, c.oid, c.conname, c.contype, c.convalidated, c.confrelid, c.conkey
            FROM pg_catalog.pg_constraint c WHERE c.conrelid >= 16384""";

    private static final String INDEXES = """
            SELECT i.indrelid, i.indexrelid, c.relname, i.indisunique, i.indisvalid, k.conname,
                   EXISTS (SELECT FROM pg_catalog.pg_inherits h WHERE h.inhrelid = i.indexrelid),
                   i.indkey::pg_catalog.int2[], i.indnkeyatts,
                   pg_catalog.regexp_replace(coalesce(i.indexprs::text, '') || coalesce(i.indpred::text, ''),
                                             ':location -?[0-9]+', '', 'g')
            FROM pg_catalog.pg_index i JOIN pg_catalog.pg_class c ON c.oid = i.indexrelid
            LEFT JOIN pg_catalog.pg_constraint k ON k.conindid = i.indexrelid AND k.contype IN ('p', 'u', 'x')
            WHERE i.indrelid >= 16384""";

    /** Of the server's own triggers those that are switched off, by the constraints that they check. */
    private static final String ATTACHMENTS = """
            SELECT * FROM (
              SELECT t.tgrelid, t.oid, 't', t.tgname, t.xmin::text || ' ' || t.tgenabled::text
              FROM pg_catalog.pg_trigger t WHERE NOT t.tgisinternal
              UNION ALL
              SELECT t.tgrelid, t.oid, 'f', k.conname, ''
              FROM pg_catalog.pg_trigger t JOIN pg_catalog.pg_constraint k ON k.oid = t.tgconstraint
              WHERE t.tgisinternal AND t.tgenabled = 'D' AND k.contype = 'f'
              UNION ALL
              SELECT r.ev_class, r.oid, 'r', r.rulename, r.xmin::text
              FROM pg_catalog.pg_rewrite r WHERE r.rulename <> '_RETURN'
              UNION ALL
              SELECT p.polrelid, p.oid, 'p', p.polname, p.xmin::text FROM pg_catalog.pg_policy p) AS a (relid)
            WHERE a.relid >= 16384""";

    private static final String PREFIX = "CASE n.nspname WHEN 'public' THEN '' ELSE n.nspname || '.' END";

    /** What is no relation and has a name that code may use; trigger functions are named by triggers alone. */
    private static final String THINGS = """
            SELECT 'schema', n.oid, n.nspname FROM pg_catalog.pg_namespace n WHERE n.oid >= 16384 AND n.%s
            UNION ALL
            SELECT 'type', t.oid, %s || t.typname
            FROM pg_catalog.pg_type t JOIN pg_catalog.pg_namespace n ON n.oid = t.typnamespace
            WHERE t.oid >= 16384 AND (t.typtype IN ('e', 'd', 'r') OR t.typtype = 'c' AND EXISTS (
                SELECT FROM pg_catalog.pg_class c WHERE c.oid = t.typrelid AND c.relkind = 'c')) AND %s
            UNION ALL
            SELECT CASE p.prokind WHEN 'p' THEN 'procedure' ELSE 'function' END, p.oid,
                   %s || p.proname || '(' || pg_catalog.oidvectortypes(p.proargtypes) || ')'
            FROM pg_catalog.pg_proc p JOIN pg_catalog.pg_namespace n ON n.oid = p.pronamespace
            WHERE p.oid >= 16384 AND p.prorettype NOT IN (2279, 3838) AND %s
            UNION ALL
            SELECT 'value of enum type ' || t.typname, e.oid, e.enumlabel
            FROM pg_catalog.pg_enum e JOIN pg_catalog.pg_type t ON t.oid = e.enumtypid
            JOIN pg_catalog.pg_namespace n ON n.oid = t.typnamespace WHERE t.oid >= 16384 AND %s""".formatted(
                    OfTheUser.SCHEMA.replace(" AND nspname", " AND n.nspname"),
                    PREFIX,
                    OfTheUser.thing("pg_type", "t.oid"),
                    PREFIX,
                    OfTheUser.thing("pg_proc", "p.oid"),
                    OfTheUser.thing("pg_type", "t.oid"));

    private static final String NO_THINGS = "SELECT NULL WHERE false";

    private static final String DOMAINS = """
            SELECT t.oid, n.nspname, t.typname, t.typnotnull || coalesce((
                     SELECT string_agg(c.conname || ' ' || c.convalidated, ',' ORDER BY c.conname)
                     FROM pg_catalog.pg_constraint c WHERE c.contypid = t.oid), '')
            FROM pg_catalog.pg_type t JOIN pg_catalog.pg_namespace n ON n.oid = t.typnamespace
            WHERE t.typtype = 'd' AND t.oid >= 16384 AND %s""".formatted(OfTheUser.thing("pg_type", "t.oid"));

    /** Each as milliseconds; pg_settings would give all of the server's settings to pick four. */
    static final String SETTINGS = """
            SELECT extract(epoch FROM current_setting('lock_timeout')::interval) * 1000,
                   extract(epoch FROM current_setting('statement_timeout')::interval) * 1000,
                   extract(epoch FROM current_setting('idle_in_transaction_session_timeout')::interval) * 1000,
                   current_setting('TimeZone')""";

    /** Who has set the timeouts, lock_timeout first. */
    static final String SOURCES = """
            SELECT s.source FROM pg_catalog.pg_settings s WHERE s.name IN ('lock_timeout', 'statement_timeout')
            ORDER BY s.name""";

    /**
     * How far the write-ahead log, the transaction's work on types, functions, schemas and enum values (by their catalogues' oids), and the numbering of transactions have come. A part of a statement that was rolled back
     * within it had a number of its own, if it wrote or took ACCESS EXCLUSIVE.
     */
    private static final String MARKS = """
            SELECT pg_catalog.pg_current_wal_insert_lsn() - '0/0'::pg_lsn,
                   pg_catalog.pg_snapshot_xmax(pg_catalog.pg_current_snapshot())::text,
                   current_setting('client_min_messages'),
                   (SELECT sum(pg_catalog.pg_stat_get_xact_tuples_inserted(o) + pg_catalog.pg_stat_get_xact_tuples_updated(o)
                               + pg_catalog.pg_stat_get_xact_tuples_deleted(o))
                    FROM unnest(ARRAY[1247, 1255, 2615, 3501]::oid[]) AS named (o))""";

    private static final String COUNTERS = """
            SELECT c.oid, pg_catalog.pg_stat_get_xact_tuples_returned(c.oid),
                   pg_catalog.pg_stat_get_xact_tuples_inserted(c.oid),
                   pg_catalog.pg_stat_get_xact_tuples_updated(c.oid),
                   pg_catalog.pg_stat_get_xact_tuples_deleted(c.oid)
            FROM pg_catalog.pg_class c WHERE c.oid >= 16384 AND c.relkind IN ('r', 'm') AND\s""";

    private static final String WORKED_ON = "(pg_catalog.pg_stat_get_xact_tuples_returned(c.oid) <> 0"
            + " OR pg_catalog.pg_stat_get_xact_tuples_inserted(c.oid) <> 0"
            + " OR pg_catalog.pg_stat_get_xact_tuples_updated(c.oid) <> 0"
            + " OR pg_catalog.pg_stat_get_xact_tuples_deleted(c.oid) <> 0)";

    /** Every relation and every table's parts. */
    static final String EVERYTHING = String.join(
            ";\n", RELATIONS, COLUMNS.formatted(NO_EXPRESSION), CONSTRAINTS, INDEXES, ATTACHMENTS, DOMAINS, THINGS);

    /** The server tells why it reads or copies a table to whoever listens that closely. */
    static final String LISTENING = "SELECT set_config('client_min_messages', 'debug1', true)";

    /** How far the server has come, of a session of which the rest is known. */
    static final String BEFORE_NEXT = String.join(";\n", MARKS, LISTENING);

    /** Locks, counters and settings as a statement finds them. */
    static final String BEFORE = String.join(";\n", LOCKS, COUNTERS + WORKED_ON, SETTINGS, MARKS, LISTENING);

    /**
     * What a statement leaves, first question.
     *
     * @param then the mark of transactions before it
     * @param messages what the session listened to before we asked for more
     */
    static String after(long then, String messages) {
        return String.join(
                ";\n",
                MARKS,
                LOCKS,
                SETTINGS,
                ended(then),
                "SELECT set_config('client_min_messages',"
                        + " CASE current_setting('client_min_messages') WHEN 'debug1' THEN '"
                        + messages.replace("'", "''")
                        + "' ELSE current_setting('client_min_messages') END, true)");
    }

    /**
     * How many transactions ended well since then, and how many were rolled back that may be parts of this one: they have
     * their numbers after its own, which it has if one of them ever had one.
     */
    static String ended(long then) {
        return """
                SELECT count(*) FILTER (WHERE s.status = 'committed'),
                       count(*) FILTER (WHERE s.status = 'aborted'
                                          AND x > pg_catalog.pg_current_xact_id_if_assigned()::text::bigint)
                FROM pg_catalog.generate_series(%d, pg_catalog.pg_snapshot_xmax(pg_catalog.pg_current_snapshot())::text::bigint - 1) x,
                     LATERAL (SELECT pg_catalog.pg_xact_status(x::text::xid8)) AS s (status)""".formatted(then);
    }

    /**
     * What a statement leaves, second question, about relations by their oids: rows of whatever is locked, and whatever
     * may have changed, which only a lock that a change of the schema needs lets happen.
     */
    static String effects(Collection<Long> locked, Collection<Long> changeable, boolean things, boolean everyTable) {
        return String.join(
                ";\n",
                COUNTERS + (everyTable ? WORKED_ON : among("c.oid", locked)),
                RELATIONS + " AND " + among("c.oid", changeable),
                COLUMNS.formatted(EXPRESSION) + " AND " + among("a.attrelid", changeable),
                CONSTRAINTS + " AND " + among("c.conrelid", changeable),
                INDEXES + " AND " + among("i.indrelid", changeable),
                ATTACHMENTS + " AND " + among("a.relid", changeable),
                DOMAINS,
                things ? THINGS : NO_THINGS);
    }

    private static String among(String column, Collection<Long> oids) {
        return oids.isEmpty()
                ? "false"
                : column + " IN (" + oids.stream().map(String::valueOf).collect(Collectors.joining(", ")) + ")";
    }
}
