package org.migrationsafe.observe.postgres;

import java.util.Collection;
import java.util.stream.Collectors;

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

    private static final String OWN_LOCKS = """
            pg_catalog.pg_locks l WHERE l.pid = pg_catalog.pg_backend_pid() AND l.locktype = 'relation' AND l.granted
              AND l.relation >= 16384 AND l.mode <> 'SIReadLock' -- a mark of serializable isolation, which blocks nobody
              AND l.database = (SELECT oid FROM pg_catalog.pg_database WHERE datname = current_database())""";

    private static final String RELATIONS = """
            SELECT c.oid, n.nspname, c.relname, c.relkind,
                   coalesce(pg_catalog.pg_relation_filenode(c.oid), 0),
                   CASE WHEN c.relkind IN ('r', 'm') THEN pg_catalog.pg_relation_size(c.oid) ELSE 0 END,
                   coalesce(i.indrelid, c.oid)
            FROM pg_catalog.pg_class c
            JOIN pg_catalog.pg_namespace n ON n.oid = c.relnamespace
            LEFT JOIN pg_catalog.pg_index i ON i.indexrelid = c.oid
            WHERE c.oid >= 16384 AND c.relpersistence <> 't' AND c.relkind <> 't'
              AND n.nspname NOT IN ('pg_catalog', 'information_schema', 'pg_toast')""";

    private static final String COLUMNS = """
            SELECT a.attrelid, a.attnum, a.attname,
                   pg_catalog.format_type(a.atttypid, a.atttypmod)
                     || coalesce((SELECT ' COLLATE ' || quote_ident(o.collname) FROM pg_catalog.pg_collation o
                                  WHERE o.oid = a.attcollation AND o.collname <> 'default'), ''),
                   a.attnotnull,
                   a.atthasdef OR a.attidentity <> ''
            FROM pg_catalog.pg_attribute a
            WHERE a.attnum > 0 AND NOT a.attisdropped AND a.attrelid >= 16384""";

    private static final String CONSTRAINTS = """
            SELECT c.conrelid, c.oid, c.conname, c.contype, c.convalidated, c.confrelid
            FROM pg_catalog.pg_constraint c WHERE c.conrelid >= 16384""";

    private static final String INDEXES = """
            SELECT i.indrelid, i.indexrelid, c.relname, i.indisunique, i.indisvalid,
                   (SELECT k.conname FROM pg_catalog.pg_constraint k
                    WHERE k.conindid = i.indexrelid AND k.contype IN ('p', 'u', 'x') LIMIT 1),
                   EXISTS (SELECT FROM pg_catalog.pg_inherits h WHERE h.inhrelid = i.indexrelid)
            FROM pg_catalog.pg_index i JOIN pg_catalog.pg_class c ON c.oid = i.indexrelid WHERE i.indrelid >= 16384""";

    /** Each as milliseconds; pg_settings would give all of the server's settings to pick four. */
    private static final String SETTINGS = """
            SELECT extract(epoch FROM current_setting('lock_timeout')::interval) * 1000,
                   extract(epoch FROM current_setting('statement_timeout')::interval) * 1000,
                   extract(epoch FROM current_setting('idle_in_transaction_session_timeout')::interval) * 1000,
                   current_setting('TimeZone')""";

    private static final String COUNTERS = """
            SELECT c.oid, pg_catalog.pg_stat_get_xact_tuples_returned(c.oid),
                   pg_catalog.pg_stat_get_xact_tuples_inserted(c.oid),
                   pg_catalog.pg_stat_get_xact_tuples_updated(c.oid),
                   pg_catalog.pg_stat_get_xact_tuples_deleted(c.oid)
            FROM pg_catalog.pg_class c WHERE c.oid >= 16384 AND c.relkind IN ('r', 'm') AND\s""";

    private static final String LOCKS = "SELECT l.relation, l.mode FROM " + OWN_LOCKS;

    /** Every relation and every table's parts. */
    static final String EVERYTHING = String.join(";\n", RELATIONS, COLUMNS, CONSTRAINTS, INDEXES);

    /** Locks, counters and settings as a statement finds them. */
    static final String BEFORE = String.join(
            ";\n",
            LOCKS,
            COUNTERS
                    + "(pg_catalog.pg_stat_get_xact_tuples_returned(c.oid) <> 0"
                    + " OR pg_catalog.pg_stat_get_xact_tuples_inserted(c.oid) <> 0"
                    + " OR pg_catalog.pg_stat_get_xact_tuples_updated(c.oid) <> 0"
                    + " OR pg_catalog.pg_stat_get_xact_tuples_deleted(c.oid) <> 0)",
            SETTINGS);

    /** What a statement leaves, first question: locks and settings. */
    static final String AFTER = String.join(";\n", LOCKS, SETTINGS);

    /**
     * What a statement leaves, second question, about relations by their oids: rows of whatever is locked, and whatever
     * may have changed, which only a lock that a change of the schema needs lets happen.
     */
    static String effects(Collection<Long> locked, Collection<Long> changeable) {
        return String.join(
                ";\n",
                COUNTERS + among("c.oid", locked),
                RELATIONS + " AND " + among("c.oid", changeable),
                COLUMNS + " AND " + among("a.attrelid", changeable),
                CONSTRAINTS + " AND " + among("c.conrelid", changeable),
                INDEXES + " AND " + among("i.indrelid", changeable));
    }

    private static String among(String column, Collection<Long> oids) {
        return oids.isEmpty()
                ? "false"
                : column + " IN (" + oids.stream().map(String::valueOf).collect(Collectors.joining(", ")) + ")";
    }
}
