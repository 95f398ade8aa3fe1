package org.migrationsafe.corpus;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * The same statement without the product: plain JDBC in a transaction that is rolled back, with questions of its own to the
 * server. Shares no code with what it is held against.
 */
final class Measurement {

    private static final List<String> MODES = List.of("SUX", "S", "SRX", "X", "AX");
    private static final Map<String, String> SHORT = Map.of(
            "ShareUpdateExclusiveLock", "SUX",
            "ShareLock", "S",
            "ShareRowExclusiveLock", "SRX",
            "ExclusiveLock", "X",
            "AccessExclusiveLock", "AX");

    private final Connection connection;

    Measurement(Connection connection) {
        this.connection = connection;
    }

    /** What the statement did, in the words of {@link Expected#does()}. */
    String of(String sql) throws SQLException {
        connection.setAutoCommit(true);
        flush();
        connection.setAutoCommit(false);
        try (Statement statement = connection.createStatement()) {
            Map<String, String> then =
                    ask("SELECT oid, oid::regclass::text || ' ' || relkind::text FROM pg_class WHERE oid >= 16384");
            Map<String, String> files = ask(FILES);
            Map<String, String> read = ask(READ);
            statement.execute(sql);
            return "locks " + locks(then) + ", copies " + changedFiles(files, Set.of("r", "m")) + ", reads "
                    + reads(read) + ", builds " + rebuilt(files);
        } finally {
            connection.rollback();
        }
    }

    private static final String FILES = """
            SELECT c.oid, c.relkind::text || ' ' || c.relname || ' ' || pg_relation_filenode(c.oid) || ' '
                || coalesce((SELECT i.indrelid::regclass::text FROM pg_index i WHERE i.indexrelid = c.oid), '')
            FROM pg_class c WHERE c.oid >= 16384 AND c.relkind IN ('r', 'm', 'i') AND c.relname !~ '^pg_toast'""";
    private static final String READ = """
            SELECT c.oid, c.relname || ' ' || pg_stat_get_xact_tuples_returned(c.oid)
            FROM pg_class c WHERE c.oid >= 16384 AND c.relkind IN ('r', 'm') AND c.relname !~ '^pg_toast'""";

    private Map<String, String> locks(Map<String, String> then) throws SQLException {
        Map<String, String> strongest = new TreeMap<>();
        try (Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery(
                        "SELECT relation, mode FROM pg_locks WHERE pid = pg_backend_pid() AND locktype = 'relation'")) {
            while (row.next()) {
                String known = then.get(row.getString(1));
                String mode = SHORT.get(row.getString(2));
                if (known != null && mode != null && known.matches("[^ ]+ [rpvmS]") && !known.startsWith("pg_")) {
                    strongest.merge(
                            known.substring(0, known.indexOf(' ')),
                            mode,
                            (one, other) -> MODES.indexOf(one) > MODES.indexOf(other) ? one : other);
                }
            }
        }
        return strongest;
    }

    /** Tables that have another file now, and something in it. */
    private Set<String> changedFiles(Map<String, String> then, Set<String> kinds) throws SQLException {
        Set<String> changed = new TreeSet<>();
        Map<String, String> now = ask(FILES);
        for (Map.Entry<String, String> each : then.entrySet()) {
            String[] was = each.getValue().split(" ");
            String is = now.get(each.getKey());
            if (is != null && kinds.contains(was[0]) && !is.split(" ")[2].equals(was[2]) && size(each.getKey()) > 0) {
                changed.add(was[1]);
            }
        }
        return changed;
    }

    /** Indexes of the same name on another file, of tables that kept theirs. */
    private Set<String> rebuilt(Map<String, String> then) throws SQLException {
        Set<String> tables = changedFiles(then, Set.of("r", "m"));
        Map<String, String> files = new HashMap<>();
        then.values().forEach(was -> files.put(was.split(" ")[1], was.split(" ")[2]));
        Map<String, String> now = ask(FILES);
        Set<String> built = new TreeSet<>();
        for (String is : now.values()) {
            String[] parts = is.split(" ");
            boolean other = files.containsKey(parts[1]) && !parts[2].equals(files.get(parts[1]));
            if (parts[0].equals("i") && other && !tables.contains(parts[3]) && !emptied(now, files, parts[3])) {
                built.add(parts[1]);
            }
        }
        return built;
    }

    private static boolean emptied(Map<String, String> now, Map<String, String> files, String table) {
        return now.values().stream()
                .map(is -> is.split(" "))
                .anyMatch(is -> is[1].equals(table) && !is[2].equals(files.get(table)));
    }

    private Set<String> reads(Map<String, String> then) throws SQLException {
        Set<String> read = new TreeSet<>();
        ask(READ).forEach((oid, is) -> {
            String was = then.get(oid);
            if (was != null && !is.substring(is.indexOf(' ')).equals(was.substring(was.indexOf(' ')))) {
                read.add(was.substring(0, was.indexOf(' ')));
            }
        });
        return read;
    }

    private long size(String oid) throws SQLException {
        return Long.parseLong(
                ask("SELECT '1', pg_relation_size(" + oid + ")::text").get("1"));
    }

    private Map<String, String> ask(String question) throws SQLException {
        Map<String, String> answers = new HashMap<>();
        try (Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery(question)) {
            while (row.next()) {
                answers.put(row.getString(1), row.getString(2));
            }
        }
        return answers;
    }

    /** What earlier transactions counted must not be counted again. */
    private void flush() throws SQLException {
        try (Statement statement = connection.createStatement()) {
            boolean can = connection.getMetaData().getDatabaseMajorVersion() >= 15;
            statement.execute(can ? "SELECT pg_stat_force_next_flush()" : "SELECT 1");
        }
    }
}
