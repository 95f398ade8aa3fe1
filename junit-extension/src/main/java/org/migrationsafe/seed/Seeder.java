package org.migrationsafe.seed;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

import org.jspecify.annotations.Nullable;
import org.migrationsafe.database.NumberedColumns;
import org.migrationsafe.database.Quoted;
import org.migrationsafe.recording.NotSeen;
import org.migrationsafe.recording.RelationName;

/** Fills every empty table and every empty partition with valid rows, parents first. */
public final class Seeder {

    private final int rows;
    private final boolean nulls;
    private final RelationName historyTable;
    private final SeedScripts scripts;
    private final Sought sought;
    private final Set<Long> done = new HashSet<>();
    private final Filled filled = new Filled();
    private @Nullable String seen;
    private final Insertion insertion;
    private final Map<RelationName, NotSeen> empty = new TreeMap<>();
    private final RowsAhead ahead = new RowsAhead();
    private final Set<RelationName> made = new HashSet<>();
    private @Nullable Required required;
    private final Set<RelationName> distinct = new HashSet<>();

    /**
     * @param rows how many rows a table gets where nothing keeps it from having so many
     * @param nulls whether one row in ten has NULL in a column that allows it
     * @param scripts fill certain tables in place of us
     * @param sought values that some rows are to have
     */
    public Seeder(int rows, boolean nulls, RelationName historyTable, SeedScripts scripts, Sought sought) {
        this.rows = rows;
        this.nulls = nulls;
        this.insertion = new Insertion(nulls);
        this.historyTable = historyTable;
        this.scripts = scripts;
        this.sought = sought;
    }

    /** Tables that could not be given rows, with the reason. */
    public Map<RelationName, NotSeen> leftEmpty() {
        return empty;
    }

    /** One that goes on from here in a copy of the database. */
    public Seeder copy() {
        Seeder copy = new Seeder(rows, nulls, historyTable, scripts, sought);
        copy.done.addAll(done);
        copy.empty.putAll(empty);
        copy.made.addAll(made);
        copy.distinct.addAll(distinct);
        return copy;
    }

    /** Whether all rows of a table are ours. */
    public boolean made(RelationName table) {
        return made.contains(table);
    }

    /** Where the user may put rows of a table that replace ours. */
    public String scriptOf(RelationName table) {
        return scripts.of(table);
    }

    /** Takes a table's rows away, and those that refer to them, until rows are made again. */
    public void empty(Connection connection, RelationName table) throws SQLException {
        empty(
                connection,
                new Concede(connection, historyTable)
                        .tables().stream().filter(table::equals).toList());
    }

    /** The same of each table whose name is a word of a text. */
    public void emptyNamedIn(Connection connection, String sql) throws SQLException {
        empty(connection, new Concede(connection, historyTable).tablesNamedIn(sql));
    }

    /** The same of all tables. */
    public void emptyAll(Connection connection) throws SQLException {
        empty(connection, new Concede(connection, historyTable).tables());
    }

    private void empty(Connection connection, List<RelationName> tables) throws SQLException {
        makeAnew();
        new Concede(connection, historyTable).empty(tables);
        for (RelationName table : tables) {
            leave("table", table, "the migration is refused with them");
        }
    }

    private void makeAnew() {
        done.clear();
        seen = null;
    }

    /**
     * Makes a table's rows anew, with a value in a column that allows NULL.
     *
     * @param column null for all columns
     */
    public void withoutNulls(Connection connection, RelationName table, @Nullable String column) throws SQLException {
        if (made.contains(table)) {
            makeAnew();
            new Concede(connection, historyTable).empty(List.of(table));
            required = new Required(table, column);
            try {
                fill(connection);
            } finally {
                required = null;
            }
        }
    }

    /** Makes a table's rows anew, in which no value is there twice because migrations look for it. */
    public void withoutRepeats(Connection connection, RelationName table) throws SQLException {
        if (made.contains(table)) {
            distinct.add(table);
            makeAnew();
            new Concede(connection, historyTable).empty(List.of(table));
            fill(connection);
        }
    }

    /** Makes the rows of a table refer to those of another one. */
    public void refer(Connection connection, RelationName table, List<String> columns, String partner)
            throws SQLException {
        if (made.contains(table)) {
            new Concede(connection, historyTable).refer(table, columns, partner);
        }
    }

    /** Gives the tables of a database more rows of the kind that they have. */
    public TopUp topUp(Connection connection) {
        return new TopUp(connection, rows, sought);
    }

    /** How many rows a table gets. */
    public int rows() {
        return rows;
    }

    /** Fills the tables that have come since the last call. */
    public void fill(Connection connection) throws SQLException {
        String relations = TableReader.relations(connection);
        if (!relations.equals(seen)) {
            fillNew(connection);
            seen = relations;
        }
        NumberedColumns.pass(connection);
        forgetWhatGotRows(connection);
    }

    private void fillNew(Connection connection) throws SQLException {
        List<TableToFill> waiting = new ArrayList<>();
        for (TableToFill table : TableReader.read(connection, done)) {
            if (!table.name().equals(historyTable) && done.add(table.oid())) {
                waiting.add(required == null ? table : required.of(table));
            }
        }
        List<TableToFill> all = List.copyOf(waiting);
        filled.ask(connection, all);
        while (!waiting.isEmpty()) {
            List<TableToFill> ready = waiting.stream()
                    .filter(table -> waiting.stream().noneMatch(other -> Parents.needs(table, other)))
                    .toList();
            List<TableToFill> next = ready.isEmpty() ? List.of(Parents.firstOfCycle(waiting)) : ready;
            Map<Long, TableToFill> coming = new HashMap<>();
            if (ready.isEmpty()) {
                waiting.forEach(table -> coming.put(table.oid(), table));
            }
            for (TableToFill table : next) {
                fill(connection, table, coming, all);
            }
            waiting.removeAll(next);
        }
        takeBackOrphans(connection, all);
        new EmptyViews(connection).refresh().forEach((view, reason) -> leave("materialized view", view, reason));
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
        if (empty.isEmpty()) {
            return;
        }
        try (Statement statement = connection.createStatement()) {
            for (RelationName name : List.copyOf(empty.keySet())) {
                if (hasRows(statement, Quoted.name(name))) {
                    empty.remove(name);
                }
            }
        }
    }

    private void takeBackOrphans(Connection connection, List<TableToFill> all) throws SQLException {
        boolean took = !ahead.isEmpty();
        ahead.takeBackOrphans(connection)
                .forEach((table, key) ->
                        leave("table", table.name(), "it needs rows of " + key.quotedParent() + ", which has none"));
        if (took) {
            leaveWhatIsEmpty(connection, all);
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

    private void fill(
            Connection connection, TableToFill table, Map<Long, TableToFill> coming, List<TableToFill> referring)
            throws SQLException {
        try (Statement statement = connection.createStatement()) {
            if (filled.has(statement, table)) {
                return;
            }
            if (scripts.fill(connection, table.name(), rows)) {
                filled.doubt();
                if (hasRows(statement, table.quotedName())) {
                    filled.add(table);
                } else {
                    leave("table", table.name(), "its seed script gave it none");
                }
                return;
            }
            SeedStatement seed = SeedStatement.of(connection, table, rows, coming, filled)
                    .seeking(distinct.contains(table.name()) ? Sought.NOTHING : sought, referring);
            if (!seed.ahead().isEmpty()) {
                Insertion.ahead(statement, seed.solved());
                ahead.add(table, seed.ahead());
                made.add(table.name());
                return;
            }
            int inserted = insertion.of(statement, table, seed);
            if (inserted > 0) {
                filled.add(table);
                made.add(table.name());
            } else {
                leave("table", table.name(), "no row that obeys its constraints was found");
            }
        } catch (Unfillable e) {
            leave("table", table.name(), e.reason());
        } catch (SQLException e) {
            refuseIfGone(e);
            if (!TableReader.hasNoPlaceForRows(connection, table)) {
                leave("table", table.name(), "the server refused its rows: " + firstLine(e));
            }
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

    static boolean hasRows(Statement statement, String table) throws SQLException {
        try (ResultSet row = statement.executeQuery("SELECT EXISTS (SELECT FROM " + table + ")")) {
            return row.next() && row.getBoolean(1);
        }
    }
}
