package org.migrationsafe.seed;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

import org.migrationsafe.recording.NotSeen;
import org.migrationsafe.recording.RelationName;
import org.migrationsafe.seed.TableToFill.ForeignKey;

/** Fills every empty table and every empty partition with valid rows, parents first. */
public final class Seeder {

    private final int rows;
    private final boolean nulls;
    private final String historyTable;
    private final SeedScripts scripts;
    private final Set<Long> done = new HashSet<>();
    private final Map<RelationName, NotSeen> empty = new TreeMap<>();
    private final Map<TableToFill, List<ForeignKey>> ahead = new LinkedHashMap<>();

    /**
     * @param rows how many rows a table gets where nothing keeps it from having so many
     * @param nulls whether one row in ten has NULL in a column that allows it
     * @param scripts fill certain tables in place of us
     */
    public Seeder(int rows, boolean nulls, String historyTable, SeedScripts scripts) {
        this.rows = rows;
        this.nulls = nulls;
        this.historyTable = historyTable;
        this.scripts = scripts;
    }

    /** Tables that could not be given rows, with the reason. */
    public Map<RelationName, NotSeen> leftEmpty() {
        return empty;
    }

    /** One that goes on from here in a copy of the database. */
    public Seeder copy() {
        Seeder copy = new Seeder(rows, nulls, historyTable, scripts);
        copy.done.addAll(done);
        copy.empty.putAll(empty);
        return copy;
    }

    /** Takes a table's rows away, and those that refer to them, which the next call gives new ones. */
    public void empty(Connection connection, RelationName table) throws SQLException {
        done.clear();
        try (Statement statement = connection.createStatement()) {
            statement.execute("TRUNCATE " + quoted(statement, table) + " CASCADE");
        }
    }

    /** How many rows a table gets. */
    public int rows() {
        return rows;
    }

    /** Fills the tables that have come since the last call. */
    public void fill(Connection connection) throws SQLException {
        List<TableToFill> waiting = new ArrayList<>();
        for (TableToFill table : TableReader.read(connection, done)) {
            if (!table.name().name().equals(historyTable) && done.add(table.oid())) {
                waiting.add(table);
            }
        }
        List<TableToFill> all = List.copyOf(waiting);
        while (!waiting.isEmpty()) {
            List<TableToFill> ready = waiting.stream()
                    .filter(table -> waiting.stream().noneMatch(other -> needs(table, other)))
                    .toList();
            List<TableToFill> next = ready.isEmpty() ? List.of(firstOfCycle(waiting)) : ready;
            Map<Long, TableToFill> coming = new HashMap<>();
            if (ready.isEmpty()) {
                waiting.forEach(table -> coming.put(table.oid(), table));
            }
            for (TableToFill table : next) {
                fill(connection, table, coming);
            }
            waiting.removeAll(next);
        }
        takeBackOrphans(connection, all);
        refreshViews(connection);
        forgetWhatGotRows(connection);
    }

    /** A materialized view that was made of empty tables is made again of full ones, the oldest first. */
    private void refreshViews(Connection connection) throws SQLException {
        List<RelationName> views = new ArrayList<>();
        try (Statement statement = connection.createStatement()) {
            try (ResultSet row = statement.executeQuery("""
                    SELECT n.nspname, c.relname
                    FROM pg_catalog.pg_class c JOIN pg_catalog.pg_namespace n ON n.oid = c.relnamespace
                    WHERE c.relkind = 'm' AND c.oid >= 16384 AND c.relispopulated ORDER BY c.oid""")) {
                while (row.next()) {
                    views.add(new RelationName(row.getString(1), row.getString(2)));
                }
            }
            for (RelationName view : views) {
                if (!hasRows(statement, quoted(statement, view))) {
                    refresh(statement, view);
                }
            }
        }
    }

    /** Refused where its query fails on our rows, or its unique index does; then it stays as the migrations left it. */
    private void refresh(Statement statement, RelationName view) throws SQLException {
        try {
            statement.execute("REFRESH MATERIALIZED VIEW " + quoted(statement, view));
        } catch (SQLException e) {
            refuseIfGone(e);
            leave("materialized view", view, "the server refused to refresh it: " + firstLine(e));
        }
    }

    /** Its quoted name, within a literal. */
    static String literal(RelationName name) {
        return ("\"" + name.schema().replace("\"", "\"\"") + "\".\"" + name.name().replace("\"", "\"\"") + "\"")
                .replace("'", "''");
    }

    static String quoted(Statement statement, RelationName name) throws SQLException {
        return statement.enquoteIdentifier(name.schema(), true) + "." + statement.enquoteIdentifier(name.name(), true);
    }

    static String firstLine(SQLException e) {
        return String.valueOf(e.getMessage()).lines().findFirst().orElse("");
    }

    static void refuseIfGone(SQLException e) throws SQLException {
        if (String.valueOf(e.getSQLState()).startsWith("08")) {
            throw e;
        }
    }

    /** A partitioned table that took no row itself has those of its partitions. */
    private void forgetWhatGotRows(Connection connection) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            for (RelationName name : List.copyOf(empty.keySet())) {
                if (hasRows(statement, quoted(statement, name))) {
                    empty.remove(name);
                }
            }
        }
    }

    private static boolean needs(TableToFill table, TableToFill other) {
        return table != other && table.foreignKeys().stream().anyMatch(key -> key.parent() == other.oid());
    }

    /** Of a cycle of foreign keys, one that can be NULL on the way round is where to begin. */
    private static TableToFill firstOfCycle(List<TableToFill> waiting) {
        return waiting.stream()
                .filter(table -> table.foreignKeys().stream()
                        .filter(key ->
                                waiting.stream().anyMatch(other -> other != table && other.oid() == key.parent()))
                        .allMatch(key -> key.columns().stream()
                                .map(table.columns()::get)
                                .anyMatch(column -> column != null && !column.notNull())))
                .findFirst()
                .orElse(waiting.get(0));
    }

    /** Rows that ran ahead of partners which have not come in the end would break their foreign key. */
    private void takeBackOrphans(Connection connection, List<TableToFill> all) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            for (Map.Entry<TableToFill, List<ForeignKey>> table : ahead.entrySet()) {
                for (ForeignKey key : table.getValue()) {
                    if (deletesOrphans(statement, table.getKey(), key)
                            && !hasRows(statement, table.getKey().quotedName())) {
                        leave(
                                "table",
                                table.getKey().name(),
                                "it needs rows of " + key.quotedParent() + ", which has none");
                    }
                }
            }
        }
        boolean took = !ahead.isEmpty();
        ahead.clear();
        if (took) {
            leaveWhatIsEmpty(connection, all);
        }
    }

    /** Orphans that other rows refer to in turn go with these, the cycle round. */
    private static boolean deletesOrphans(Statement statement, TableToFill table, ForeignKey key) throws SQLException {
        try {
            return statement.executeUpdate(key.deleteOrphans(table)) > 0;
        } catch (SQLException e) {
            refuseIfGone(e);
            statement.execute("TRUNCATE " + table.quotedName() + " CASCADE");
            return true;
        }
    }

    private void leaveWhatIsEmpty(Connection connection, List<TableToFill> all) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            for (TableToFill table : all) {
                if (!empty.containsKey(table.name()) && !hasRows(statement, table.quotedName())) {
                    leave("table", table.name(), "a cycle of foreign keys, in which all are required, did not close");
                }
            }
        }
    }

    private void fill(Connection connection, TableToFill table, Map<Long, TableToFill> coming) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            if (hasRows(statement, table.quotedName())) {
                return;
            }
            if (scripts.fill(connection, table.name(), rows)) {
                if (!hasRows(statement, table.quotedName())) {
                    leave("table", table.name(), "its seed script gave it none");
                }
                return;
            }
            SeedStatement seed = SeedStatement.of(connection, table, rows, coming);
            if (!seed.ahead().isEmpty()) {
                insertAhead(statement, seed);
                ahead.put(table, seed.ahead());
                return;
            }
            if (!nulls || !insertWithNulls(statement, seed)) {
                insert(statement, seed.sql(false));
            }
            if (!hasRows(statement, table.quotedName())) {
                leave("table", table.name(), "no row that obeys its constraints was found");
            }
        } catch (Unfillable e) {
            leave("table", table.name(), e.reason());
        } catch (SQLException e) {
            refuseIfGone(e);
            leave("table", table.name(), "the server refused its rows: " + firstLine(e));
        }
    }

    private void leave(String kind, RelationName name, String reason) {
        empty.put(
                name,
                new NotSeen(
                        null,
                        kind + " " + name,
                        "has no rows in the rehearsal, since " + reason
                                + "; what a statement does to its rows was not seen"));
    }

    /** In a session like that of a replica, which takes rows in whatever order they come. */
    private static void insertAhead(Statement statement, SeedStatement seed) throws SQLException {
        statement.execute("SET session_replication_role = replica");
        try {
            insert(statement, seed.sql(false));
        } finally {
            statement.execute("SET session_replication_role = DEFAULT");
        }
    }

    /** NULL may be refused by a check that names several columns, or by a trigger. */
    private static boolean insertWithNulls(Statement statement, SeedStatement seed) throws SQLException {
        try {
            insert(statement, seed.sql(true));
            return true;
        } catch (SQLException e) {
            refuseIfGone(e);
            return false;
        }
    }

    /** ON CONFLICT leaves out what a unique or exclusion constraint refuses; a deferrable one does not allow it. */
    static void insert(Statement statement, String sql) throws SQLException {
        try {
            statement.execute(sql + " ON CONFLICT DO NOTHING");
        } catch (SQLException e) {
            if (!"55000".equals(e.getSQLState())) {
                throw e;
            }
            statement.execute(sql);
        }
    }

    static boolean hasRows(Statement statement, String table) throws SQLException {
        try (ResultSet row = statement.executeQuery("SELECT EXISTS (SELECT FROM " + table + ")")) {
            return row.next() && row.getBoolean(1);
        }
    }
}
