package org.migrationsafe.seed;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import org.jspecify.annotations.Nullable;
import org.migrationsafe.seed.TableToFill.Column;
import org.migrationsafe.seed.TableToFill.ForeignKey;

/** The one INSERT … SELECT that fills a table. */
final class SeedStatement {

    private final Connection connection;
    private final TableToFill table;
    private final int rows;
    private final Map<Long, TableToFill> coming;
    private final Filled filled;
    private final List<ForeignKey> ahead = new ArrayList<>();
    private final Map<Integer, String> expressions = new LinkedHashMap<>();
    private final Map<Integer, String> fromParents = new LinkedHashMap<>();
    private final List<String> joins = new ArrayList<>();

    /** Values that migrations look for, by column. */
    private final Map<Integer, List<String>> sought = new LinkedHashMap<>();

    private boolean refersToItself;

    private SeedStatement(
            Connection connection, TableToFill table, int rows, Map<Long, TableToFill> coming, Filled filled) {
        this.coming = coming;
        this.filled = filled;
        this.connection = connection;
        this.table = table;
        this.rows = rows;
    }

    /**
     * Chooses a value for each column. Checks are not looked at: most tables' rows obey theirs, as the server then says.
     *
     * @param coming tables that get their rows later, for foreign keys that cannot wait for them
     */
    static SeedStatement of(
            Connection connection, TableToFill table, int rows, Map<Long, TableToFill> coming, Filled filled)
            throws SQLException, Unfillable {
        SeedStatement seed = new SeedStatement(connection, table, rows, coming, filled);
        seed.ownKeys();
        for (ForeignKey key : table.foreignKeys()) {
            seed.foreignKey(key);
        }
        seed.plainColumns();
        return seed;
    }

    /**
     * Lets some rows have the values that migrations look for.
     *
     * @param referring tables that may refer to this one
     */
    SeedStatement seeking(Sought values, Collection<TableToFill> referring) throws SQLException {
        for (Column column : table.columns().values()) {
            List<String> found = column.generated() ? List.of() : values.values(connection, table, column, referring);
            if (!found.isEmpty()) {
                sought.put(column.number(), found);
            }
        }
        return this;
    }

    /** Whether any row has such a value. */
    boolean seeks() {
        return !sought.isEmpty();
    }

    /** Replaces values that a check refuses. */
    SeedStatement solved() throws SQLException {
        new CheckSolver(connection, table, rows).solve(expressions);
        return this;
    }

    /**
     * Whether what it refers to is there for certain, since it is taken from there: then the server need not look it up again row
     * by row, which takes half of the time.
     */
    boolean partnersAreThere() {
        return ahead.isEmpty() && !refersToItself;
    }

    /** Columns numbered by the server get numbers far from those that its sequence will give. */
    private void ownKeys() throws Unfillable {
        for (Column column : table.columns().values()) {
            if (column.numbered()) {
                expressions.put(column.number(), value(column));
            }
        }
    }

    private void foreignKey(ForeignKey key) throws SQLException, Unfillable {
        if (key.parent() == table.oid()) {
            selfReference(key);
            return;
        }
        if (fromParents.keySet().containsAll(key.columns())) {
            return;
        }
        if (!filled.has(connection, key)) {
            leaveNullOrRunAhead(key);
            return;
        }
        join(key);
    }

    private void join(ForeignKey key) {
        String alias = "p" + joins.size();
        List<String> shared = new ArrayList<>();
        for (int i = 0; i < key.columns().size(); i++) {
            String known = fromParents.get(key.columns().get(i));
            if (known != null) {
                shared.add("x." + key.referenced().get(i) + " = " + known);
            }
        }
        String columns = String.join(", ", key.referenced());
        if (shared.isEmpty()) {
            joins.add(" JOIN (SELECT " + columns + ", row_number() OVER () - 1 AS n_ FROM " + key.quotedParent()
                    // The count is a query of its own, so that the join can be hashed: rows may be many.
                    + ") AS " + alias + " ON " + alias + ".n_ = (s.i - 1) % (SELECT count(*) FROM " + key.quotedParent()
                    + ")");
        } else {
            joins.add(" JOIN LATERAL (SELECT " + columns + " FROM " + key.quotedParent() + " AS x WHERE "
                    + String.join(" AND ", shared) + " LIMIT 1) AS " + alias + " ON true");
        }
        for (int i = 0; i < key.columns().size(); i++) {
            fromParents.putIfAbsent(
                    key.columns().get(i), alias + "." + key.referenced().get(i));
            expressions.remove(key.columns().get(i));
        }
    }

    /** A row may refer to itself, which is always valid; better still, it refers to nothing. */
    private void selfReference(ForeignKey key) throws Unfillable {
        for (int i = 0; i < key.columns().size(); i++) {
            Column column = column(key.columns().get(i));
            if (fromParents.containsKey(column.number())) {
                continue;
            }
            Column target = column(key.referencedNumbers().get(i));
            refersToItself |= column.notNull();
            expressions.put(column.number(), column.notNull() ? value(target) : "NULL::" + column.type());
        }
    }

    /** Foreign keys whose partners will have the same numbers, and do not have them yet. */
    List<ForeignKey> ahead() {
        return ahead;
    }

    private void leaveNullOrRunAhead(ForeignKey key) throws Unfillable {
        for (int number : key.columns()) {
            Column column = column(number);
            if (!column.notNull()) {
                expressions.put(number, "NULL::" + column.type());
                return;
            }
        }
        TableToFill parent = coming.get(key.parent());
        if (parent == null) {
            throw new Unfillable("it needs rows of " + key.quotedParent() + ", which has none");
        }
        for (int i = 0; i < key.columns().size(); i++) {
            Column target = parent.columns().get(key.referencedNumbers().get(i));
            if (target == null) {
                throw new Unfillable("it needs rows of " + key.quotedParent() + ", which has none");
            }
            expressions.put(key.columns().get(i), value(target));
        }
        ahead.add(key);
    }

    private void plainColumns() throws Unfillable {
        for (Column column : table.columns().values()) {
            int number = column.number();
            if (column.generated() || expressions.containsKey(number) || fromParents.containsKey(number)) {
                continue;
            }
            expressions.put(number, orDefault(column));
        }
    }

    /** Most rows have a column's default, as in production, and some do not. */
    private String orDefault(Column column) throws Unfillable {
        @Nullable String defaultValue = column.defaultValue();
        if (defaultValue == null || column.unique()) {
            return column.unique() ? value(column) : sometimesSmall(column);
        }
        @Nullable String other = Values.of(column);
        return other == null
                ? defaultValue
                : "CASE WHEN s.i % 3 = 0 THEN " + other + " ELSE (" + defaultValue + ")::" + column.type() + " END";
    }

    /** Numbers that are no keys are small, too. */
    private String sometimesSmall(Column column) throws Unfillable {
        boolean whole = column.baseType().equals("integer") || column.baseType().equals("bigint");
        return whole && column.element() == null
                ? "(CASE WHEN s.i % 5 = 0 THEN s.i ELSE " + value(column) + " END)::" + column.type()
                : value(column);
    }

    private String value(Column column) throws Unfillable {
        @Nullable String value = Values.of(column);
        if (value != null) {
            return value;
        }
        if (column.notNull()) {
            throw new Unfillable("there is no value for " + column.name() + " of type " + column.type());
        }
        return "NULL::" + column.type();
    }

    /** A column's value in row {@code s.i}, which the table's checks accept; null for one that gets none of its own. */
    @Nullable
    String expression(int column) {
        return expressions.get(column);
    }

    private Column column(int number) {
        Column column = table.columns().get(number);
        if (column == null) {
            throw new IllegalStateException("no column " + number + " in " + table.name());
        }
        return column;
    }

    /**
     * The statement.
     *
     * @param nulls whether one row in ten has NULL where that is allowed, each column in another row
     * @param seeking whether some rows have the values that migrations look for
     */
    String sql(boolean nulls, boolean seeking) {
        Map<Integer, String> all = new LinkedHashMap<>(expressions);
        all.putAll(fromParents);
        if (seeking) {
            SoughtRows rows = new SoughtRows(table, sought, fromParents.keySet());
            all.replaceAll(rows::orSought);
        }
        List<String> names =
                all.keySet().stream().map(number -> column(number).quotedName()).toList();
        List<String> values = all.entrySet().stream()
                .map(entry -> nulls ? orNull(column(entry.getKey()), entry.getValue()) : entry.getValue())
                .toList();
        return "INSERT INTO " + table.quotedName() + " (" + String.join(", ", names)
                + ") OVERRIDING SYSTEM VALUE SELECT "
                + String.join(", ", values) + " FROM generate_series(1, " + rows + ") AS s (i)"
                + String.join("", joins);
    }

    private static String orNull(Column column, String value) {
        return column.notNull() ? value : "CASE WHEN s.i % 10 <> " + column.number() % 10 + " THEN " + value + " END";
    }
}
