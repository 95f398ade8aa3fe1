package org.migrationsafe.seed;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;

import org.jspecify.annotations.Nullable;
import org.migrationsafe.seed.TableToFill.Column;
import org.migrationsafe.seed.TableToFill.ForeignKey;
import org.migrationsafe.seed.UniqueKeys.Key;

/**
 * The INSERT … SELECT that gives a table more rows like those that it has: each is a copy of a row that is there, so that
 * whatever migrations have made of the rows holds for the new ones too, with other values where no two rows may have the same.
 */
final class Multiplied {

    private static final Set<String> INEXHAUSTIBLE = Set.of(
            "integer",
            "bigint",
            "smallint",
            "numeric",
            "real",
            "double precision",
            "text",
            "character varying",
            "character",
            "citext",
            "uuid",
            "timestamp without time zone",
            "timestamp with time zone",
            "date",
            "inet",
            "bytea",
            "int4range",
            "int8range",
            "numrange",
            "daterange",
            "tsrange",
            "tstzrange");

    private final TableToFill table;
    private final Map<Integer, String> fresh = new LinkedHashMap<>();
    private final Set<ForeignKey> partners = new LinkedHashSet<>();
    private final List<Key> keysOfPartners = new ArrayList<>();

    private Multiplied(TableToFill table) {
        this.table = table;
    }

    /**
     * Decides which columns get other values.
     *
     * @param rows how many rows the table is to have in the end
     * @param sought what migrations compare columns with
     * @param usedUp how many numbers of rows were used up before
     * @throws Unfillable if some key allows no further row
     */
    static Multiplied of(Connection connection, TableToFill table, int rows, Sought sought, int usedUp)
            throws SQLException, Unfillable {
        Multiplied multiplied = new Multiplied(table);
        SeedStatement seed = SeedStatement.of(connection, table, rows, Map.of(), new Filled())
                .solved();
        for (Key key : UniqueKeys.of(connection, table)) {
            multiplied.vary(key, seed);
        }
        multiplied.fresh.replaceAll((number, value) -> {
            Column column = Objects.requireNonNull(table.columns().get(number));
            return new SameSide(column, sought.of(table, column), usedUp).or(value);
        });
        return multiplied;
    }

    private void vary(Key key, SeedStatement seed) throws Unfillable {
        if (key.columns().stream().anyMatch(fresh::containsKey)) {
            return;
        }
        List<Integer> own = key.columns().stream()
                .filter(number -> canVary(number) && seed.expression(number) != null)
                .toList();
        if (!own.isEmpty()) {
            (key.exclusion() ? own : own.subList(0, 1))
                    .forEach(number -> fresh.put(number, Objects.requireNonNull(seed.expression(number))));
            return;
        }
        List<ForeignKey> referring = table.foreignKeys().stream()
                .filter(foreign -> foreign.parent() != table.oid()
                        && foreign.columns().stream().anyMatch(key.columns()::contains))
                .toList();
        if (referring.isEmpty() || key.exclusion()) {
            throw new Unfillable("a unique key of it has no further values");
        }
        partners.addAll(referring);
        keysOfPartners.add(key);
    }

    private boolean canVary(int number) {
        Column column = table.columns().get(number);
        return column != null
                && !column.generated()
                && INEXHAUSTIBLE.contains(column.baseType())
                && table.foreignKeys().stream().noneMatch(key -> key.columns().contains(number));
    }

    /** Tables that need more rows too, since each of theirs may be referred to only so often. */
    Set<Long> parents() {
        return partners.stream().map(ForeignKey::parent).collect(Collectors.toCollection(LinkedHashSet::new));
    }

    /**
     * The statement.
     *
     * @param there rows that the table has
     * @param more rows that it is to get
     * @param base the number of the last row whose values are used up
     */
    String sql(int there, int more, long base) {
        List<String> names = new ArrayList<>();
        List<String> values = new ArrayList<>();
        for (Column column : table.columns().values()) {
            if (!column.generated()) {
                names.add(column.quotedName());
                values.add(value(column));
            }
        }
        return "INSERT INTO " + table.quotedName() + " (" + String.join(", ", names)
                + ") OVERRIDING SYSTEM VALUE SELECT " + String.join(", ", values)
                + " FROM (SELECT x.*, row_number() OVER () AS n_ FROM ONLY " + table.quotedName() + " AS x) AS c"
                + " CROSS JOIN generate_series(0, " + (more - 1) / there + ") AS g (n_)"
                + " CROSS JOIN LATERAL (SELECT " + base + " + g.n_ * " + there + " + c.n_ AS i) AS s"
                + (partners.isEmpty() ? "" : partners(more) + " ON f.n_ = g.n_ * " + there + " + c.n_")
                + " WHERE g.n_ * " + there + " + c.n_ <= " + more;
    }

    private String value(Column column) {
        @Nullable String value = fresh.get(column.number());
        if (value != null) {
            // A row that has no value there is like the others that have none, and a key lets any number of them be.
            return column.notNull()
                    ? value
                    : "CASE WHEN c." + column.quotedName() + " IS NOT NULL THEN " + value + " END";
        }
        boolean ofPartner = partners.stream().anyMatch(key -> key.columns().contains(column.number()));
        return (ofPartner ? "f." : "c.") + column.quotedName();
    }

    /** Combinations of rows referred to which the table does not have yet. */
    private String partners(int more) {
        Map<Integer, String> columns = new LinkedHashMap<>();
        List<String> from = new ArrayList<>();
        List<String> conditions = new ArrayList<>();
        for (ForeignKey key : partners) {
            String alias = "p" + from.size();
            from.add(key.quotedParent() + " AS " + alias);
            for (int i = 0; i < key.columns().size(); i++) {
                String column = alias + "." + key.referenced().get(i);
                @Nullable String before = columns.putIfAbsent(key.columns().get(i), column);
                if (before != null) {
                    conditions.add(before + " = " + column);
                }
            }
        }
        for (Key key : keysOfPartners) {
            conditions.add("NOT EXISTS (SELECT FROM " + table.quotedName() + " AS t WHERE "
                    + key.columns().stream()
                            .filter(columns::containsKey)
                            .map(number -> "t." + quoted(number) + " = " + columns.get(number))
                            .collect(Collectors.joining(" AND "))
                    + ")");
        }
        return " JOIN (SELECT q.*, row_number() OVER () AS n_ FROM (SELECT "
                + columns.entrySet().stream()
                        .map(column -> column.getValue() + " AS " + quoted(column.getKey()))
                        .collect(Collectors.joining(", "))
                + " FROM " + String.join(" CROSS JOIN ", from) + " WHERE " + String.join(" AND ", conditions)
                + " LIMIT "
                + more + ") AS q) AS f";
    }

    private String quoted(int number) {
        return Objects.requireNonNull(table.columns().get(number)).quotedName();
    }
}
