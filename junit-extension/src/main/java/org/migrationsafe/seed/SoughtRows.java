package org.migrationsafe.seed;

import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

import org.migrationsafe.seed.TableToFill.Column;

/**
 * Which rows of a table have the values that migrations look for, as expressions over the row's number {@code s.i}.
 *
 * @param sought the values, by column
 * @param fromParents columns whose values are taken from rows that they refer to
 */
record SoughtRows(TableToFill table, Map<Integer, List<String>> sought, Set<Integer> fromParents) {

    /**
     * A quarter of the rows, ten at a time, has one of the values, so that each meets each of another column's, and NULLs as well;
     * of a column whose values are all different each value is there once.
     */
    String orSought(int number, String value) {
        List<String> values = sought.getOrDefault(number, List.of());
        if (values.isEmpty()) {
            return value;
        }
        Column column = Objects.requireNonNull(table.columns().get(number));
        if (column.uniqueAlone()) {
            return "CASE s.i" + choices(values, 1) + " ELSE " + value + " END";
        }
        String turn = values.size() <= 10 ? "s.i / 40 + s.i % 10" : "s.i / 40 * 10 + s.i % 10";
        String chosen = "CASE (" + turn + ") % " + values.size() + choices(values, 0) + " END";
        return "CASE WHEN s.i / 10 % 4 = 1 THEN " + existing(number, chosen, value) + " ELSE " + value + " END";
    }

    private static String choices(List<String> values, int first) {
        return IntStream.range(0, values.size())
                .mapToObj(i -> " WHEN " + (first + i) + " THEN " + values.get(i))
                .collect(Collectors.joining());
    }

    /** A value that refers to a row has to be there. */
    private String existing(int number, String chosen, String value) {
        if (!fromParents.contains(number)) {
            return chosen;
        }
        return table.foreignKeys().stream()
                .filter(key -> key.columns().equals(List.of(number)))
                .findFirst()
                .map(key -> "coalesce((SELECT k." + key.referenced().get(0) + " FROM " + key.quotedParent()
                        + " AS k WHERE k." + key.referenced().get(0) + " = " + chosen + "), " + value + ")")
                .orElse(value);
    }
}
