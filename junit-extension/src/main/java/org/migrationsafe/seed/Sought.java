package org.migrationsafe.seed;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

import org.migrationsafe.database.Ask;
import org.migrationsafe.database.Quoted;
import org.migrationsafe.seed.TableToFill.Check;
import org.migrationsafe.seed.TableToFill.Column;
import org.migrationsafe.sql.Comparison;
import org.migrationsafe.sql.Comparison.Kind;

/**
 * Values that migrations look for in a column, so that some rows meet their conditions and some do not.
 *
 * @param byColumn comparisons by the column's name
 * @param known what the server has said of them
 */
public record Sought(Map<String, List<Comparison>> byColumn, Map<String, List<String>> known) {

    /** More than that of one column are a list to be loaded, which no condition of a migration's is. */
    private static final int MOST = 60;

    private static final Set<String> NUMBERS =
            Set.of("integer", "bigint", "smallint", "numeric", "real", "double precision");
    private static final Set<String> TIMES = Set.of("date", "timestamp without time zone", "timestamp with time zone");
    private static final Set<String> DOCUMENTS = Set.of("json", "jsonb");

    /** Of a column whose values are all different so many are near what is looked for, as many rows share it elsewhere. */
    static final int SEVERAL = 10;

    /** Looks for nothing. */
    public static final Sought NOTHING = of(List.of());

    public static Sought of(List<Comparison> comparisons) {
        Map<String, List<Comparison>> byColumn = new ConcurrentHashMap<>();
        for (Comparison comparison : comparisons) {
            byColumn.computeIfAbsent(comparison.column(), name -> new ArrayList<>())
                    .add(comparison);
        }
        return new Sought(byColumn, new ConcurrentHashMap<>());
    }

    /**
     * Expressions for values that are looked for in a column, each of its type and accepted by its own checks.
     *
     * @param referring tables whose columns may refer to it, so that what is looked for there has to be here
     */
    List<String> values(Connection connection, TableToFill table, Column column, Collection<TableToFill> referring)
            throws SQLException {
        if (byColumn.isEmpty()) {
            return List.of();
        }
        String key = table.name() + "." + column.name() + " " + column.type() + " "
                + table.checks().size();
        List<String> before = known.get(key);
        if (before != null) {
            return before;
        }
        List<String> values = new ArrayList<>();
        Set<String> candidates = new LinkedHashSet<>(candidates(table, column));
        for (TableToFill other : referring) {
            other.referringTo(table, column).forEach(own -> candidates.addAll(candidates(other, own)));
        }
        for (String candidate : candidates) {
            String typed = "(" + candidate + ")::" + column.type();
            if (values.size() < MOST && isValue(connection, table, column, typed)) {
                values.add(typed);
            }
        }
        known.put(key, List.copyOf(values));
        return values;
    }

    private Set<String> candidates(TableToFill table, Column column) {
        Set<String> candidates = new LinkedHashSet<>();
        of(table, column).forEach(comparison -> candidates.addAll(candidates(comparison, column)));
        return candidates;
    }

    /** What a column of a table is compared with. */
    List<Comparison> of(TableToFill table, Column column) {
        return byColumn.getOrDefault(column.name(), List.of()).stream()
                .filter(comparison ->
                        Words.has(comparison.statement(), table.name().name()))
                .toList();
    }

    static boolean isNumber(Column column) {
        return NUMBERS.contains(column.baseType());
    }

    private static List<String> candidates(Comparison comparison, Column column) {
        String literal = comparison.literal();
        if (DOCUMENTS.contains(column.baseType())) {
            return document(comparison);
        }
        int near = column.uniqueAlone() ? SEVERAL : 1;
        if (comparison.kind() == Kind.PATTERN) {
            List<String> like = new ArrayList<>(List.of(literal.replace("%", "").replace("_", "x")));
            for (int i = 1; i < near && literal.contains("%"); i++) {
                like.add(literal.replace("%", String.valueOf(i)).replace("_", "x"));
            }
            return like;
        }
        if (comparison.kind() == Kind.ORDER && NUMBERS.contains(column.baseType())) {
            List<String> around = new ArrayList<>(List.of(literal));
            for (int i = 1; i <= near; i++) {
                around.addAll(List.of(literal + "::numeric - " + i, literal + "::numeric + " + i));
            }
            return around;
        }
        if (comparison.kind() == Kind.ORDER && TIMES.contains(column.baseType())) {
            String time = "(" + literal + ")::timestamp";
            return List.of(literal, time + " - interval '1 day'", time + " + interval '1 day'");
        }
        if (column.element() != null && literal.startsWith("'") && !literal.startsWith("'{")) {
            return List.of("ARRAY[" + literal + "]");
        }
        return List.of(literal);
    }

    /** A document that holds the value under its keys, or the document itself. */
    private static List<String> document(Comparison comparison) {
        String literal = comparison.literal();
        if (comparison.path().isEmpty()) {
            return comparison.kind() == Kind.CONTAINED && !literal.startsWith("'{") && !literal.startsWith("'[")
                    ? List.of("jsonb_build_object(" + literal + ", true)")
                    : List.of(literal);
        }
        String text = literal.startsWith("'") ? literal + "::text" : literal;
        List<String> keys = new ArrayList<>(comparison.path());
        Collections.reverse(keys);
        String value = text;
        for (String key : keys) {
            value = "jsonb_build_object(" + Quoted.literal(key) + ", " + value + ")";
        }
        return List.of(value);
    }

    private static boolean isValue(Connection connection, TableToFill table, Column column, String typed)
            throws SQLException {
        List<String> conditions = new ArrayList<>(List.of("(" + column.quotedName() + " IS NOT NULL)"));
        for (Check check : table.checks()) {
            if (check.columns().equals(List.of(column.number()))) {
                conditions.add("coalesce((" + check.expression() + "), true)");
            }
        }
        try {
            return Ask.whether(
                    connection,
                    "SELECT " + String.join(" AND ", conditions) + " FROM (SELECT " + typed + " AS "
                            + column.quotedName() + ") AS row");
        } catch (SQLException e) {
            Seeder.refuseIfGone(e);
            return false;
        }
    }
}
