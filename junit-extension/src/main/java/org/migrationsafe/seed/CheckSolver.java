package org.migrationsafe.seed;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import org.migrationsafe.seed.TableToFill.Check;
import org.migrationsafe.seed.TableToFill.Column;

/**
 * Finds values that a table's checks accept: proposes some, taken from the checks' own literals among others, and asks
 * the server which of them hold for every row.
 */
final class CheckSolver {

    private static final Pattern TEXT_LITERAL = Pattern.compile("'((?:[^']|'')*)'");
    private static final Pattern NUMBER = Pattern.compile("(?<![\\w'.])-?\\d+(?:\\.\\d+)?(?![\\w'])");
    private static final int MOST_TRIES = 400;

    /** Enough of a kind for a column whose values may repeat. */
    private static final int SOME = 50;

    private final Connection connection;
    private final TableToFill table;
    private final int rows;
    private int tries;

    CheckSolver(Connection connection, TableToFill table, int rows) {
        this.connection = connection;
        this.table = table;
        this.rows = rows;
    }

    /** Replaces the expressions, by column number, that a check refuses. */
    void solve(Map<Integer, String> expressions) throws SQLException {
        for (Check check : table.checks()) {
            if (expressions.keySet().containsAll(check.columns()) && !holds(checksOver(check.columns()), expressions)) {
                search(check, 0, expressions);
            }
        }
    }

    private List<Check> checksOver(List<Integer> columns) {
        return table.checks().stream()
                .filter(check -> columns.containsAll(check.columns()))
                .toList();
    }

    private boolean search(Check check, int index, Map<Integer, String> expressions) throws SQLException {
        if (index == check.columns().size()) {
            return false;
        }
        int number = check.columns().get(index);
        Column column = table.columns().get(number);
        String first = expressions.get(number);
        if (column == null || first == null) {
            return false;
        }
        for (String candidate : candidates(check, column, first)) {
            expressions.put(number, candidate);
            if (holds(checksOver(check.columns()), expressions) || search(check, index + 1, expressions)) {
                return true;
            }
        }
        expressions.put(number, first);
        return false;
    }

    private Set<String> candidates(Check check, Column column, String first) {
        Set<String> candidates = new LinkedHashSet<>();
        candidates.add(first);
        candidates.addAll(Regex.candidates(check.expression(), column.unique() ? rows : SOME));
        List<String> texts = new ArrayList<>();
        Matcher text = TEXT_LITERAL.matcher(check.expression());
        while (text.find()) {
            texts.add("'" + text.group(1) + "'");
        }
        if (texts.size() > 1) {
            candidates.add("(ARRAY[" + String.join(", ", texts) + "])[1 + s.i % " + texts.size() + "]");
        }
        candidates.addAll(texts);
        Matcher number = NUMBER.matcher(check.expression());
        while (number.find()) {
            candidates.add("(" + number.group() + " + s.i % 10)");
            candidates.add("(" + number.group() + ")");
            candidates.add("(" + number.group() + " + 1)");
            candidates.add("(" + number.group() + " - 1)");
        }
        candidates.addAll(Values.alternatives(column));
        Set<String> typed = new LinkedHashSet<>();
        candidates.forEach(candidate -> typed.add("(" + candidate + ")::" + column.type()));
        if (!column.notNull()) {
            typed.add("NULL::" + column.type());
        }
        return typed;
    }

    /** A candidate that does not even fit the type is refused by an error, which is an answer too. */
    private boolean holds(List<Check> checks, Map<Integer, String> expressions) throws SQLException {
        if (++tries > MOST_TRIES) {
            return false;
        }
        List<String> columns = new ArrayList<>();
        checks.stream().flatMap(check -> check.columns().stream()).distinct().forEach(number -> {
            Column column = table.columns().get(number);
            if (column != null) {
                columns.add(expressions.get(number) + " AS " + column.quotedName());
            }
        });
        List<String> conditions = checks.stream()
                .map(check -> "coalesce((" + check.expression() + "), true)")
                .toList();
        String sql = "SELECT bool_and(" + String.join(" AND ", conditions) + ") FROM (SELECT "
                + String.join(", ", columns) + " FROM generate_series(1, " + rows + ") AS s (i)) AS row";
        try (Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery(sql)) {
            return row.next() && row.getBoolean(1);
        } catch (SQLException e) {
            if (String.valueOf(e.getSQLState()).startsWith("08")) {
                throw e;
            }
            return false;
        }
    }
}
