package org.migrationsafe.sql;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import org.migrationsafe.sql.Comparison.Kind;

/**
 * Finds the values that scripts compare columns with, wherever they stand: in conditions, functions and blocks. They are
 * proposals for rows to be tried with, of which the server tells which are values of a column; nothing is concluded from them.
 */
public final class Comparisons {

    private static final String NAME = "(?:\"[^\"]+\"|[a-z_]\\w*)";
    private static final String COLUMN = "(?<column>" + NAME + "(?:\\s*\\.\\s*" + NAME + "){0,2})";
    private static final String CAST = "(?:\\s*::\\s*[a-z_][\\w. ]*(?:\\([\\d, ]*\\))?(?:\\[\\])?)?";
    private static final String PATH = "(?<path>(?:\\s*(?:->>?|#>>?)\\s*'(?:[^']|'')*')*)";
    private static final String LITERAL =
            "(?:(?:\\be|\\b(?:date|timestamp|timestamptz|interval)\\s*)?'(?:[^']|'')*'|-?\\d+(?:\\.\\d+)?|true\\b|false\\b)";
    private static final String LEFT = COLUMN + PATH + "\\s*\\)*" + CAST + "\\s*\\)*\\s*";

    private static final Pattern ONE = pattern(LEFT
            + "(?<operator><=|>=|<>|!=|=|<|>|@>|\\?|(?:not\\s+)?i?like\\b|is\\s+(?:not\\s+)?distinct\\s+from\\b)\\s*\\(?\\s*"
            + "(?<literal>" + LITERAL + ")");

    private static final Pattern BETWEEN =
            pattern(LEFT + "between\\s+(?<literal>" + LITERAL + ")" + CAST + "\\s+and\\s+(?<other>" + LITERAL + ")");

    private static final Pattern LIST =
            pattern(LEFT + "(?:(?:not\\s+)?in\\s*|(?:=|<>|!=)\\s*(?:any|all)\\s*\\(\\s*array\\s*)[(\\[]\\s*"
                    + "(?<list>" + LITERAL + CAST + "(?:\\s*,\\s*" + LITERAL + CAST + ")*)");

    private static final Pattern REVERSED = pattern("(?<literal>" + LITERAL + ")" + CAST
            + "\\s*(?<operator><=|>=|<>|!=|=|<|>)\\s*(?:any\\s*)?\\(?\\s*" + COLUMN);

    private static final Pattern EACH = pattern(LITERAL);
    private static final Pattern KEY = pattern("'((?:[^']|'')*)'");
    private static final Pattern COMMENT = Pattern.compile("(?s)--[^\n]*|/\\*.*?\\*/");

    private Comparisons() {}

    private static Pattern pattern(String regex) {
        return Pattern.compile(regex, Pattern.CASE_INSENSITIVE | Pattern.DOTALL);
    }

    /** All of them, in the order of the script. */
    public static List<Comparison> in(String script) {
        List<Comparison> found = new ArrayList<>();
        for (SqlStatement statement : SqlScript.split(script)) {
            String text = COMMENT.matcher(statement.text()).replaceAll(" ");
            each(ONE, text, match -> add(found, match, kind(match.group("operator")), match.group("literal"), text));
            each(BETWEEN, text, match -> {
                add(found, match, Kind.ORDER, match.group("literal"), text);
                add(found, match, Kind.ORDER, match.group("other"), text);
            });
            each(
                    LIST,
                    text,
                    match -> each(
                            EACH,
                            match.group("list"),
                            literal -> add(found, match, Kind.EQUAL, literal.group(), text)));
            each(
                    REVERSED,
                    text,
                    match -> found.add(new Comparison(
                            bare(match.group("column")),
                            List.of(),
                            kind(match.group("operator")),
                            match.group("literal").strip(),
                            text)));
        }
        return found;
    }

    private interface Found {
        void in(Matcher match);
    }

    private static void each(Pattern pattern, String text, Found found) {
        Matcher match = pattern.matcher(text);
        while (match.find()) {
            found.in(match);
        }
    }

    private static void add(List<Comparison> found, Matcher match, Kind kind, String literal, String statement) {
        List<String> path = new ArrayList<>();
        each(KEY, match.group("path"), key -> {
            String written = key.group(1);
            path.addAll(
                    written.startsWith("{")
                            ? List.of(written.replaceAll("[{}]", "").split(","))
                            : List.of(written));
        });
        found.add(new Comparison(bare(match.group("column")), path, kind, literal.strip(), statement));
    }

    private static Kind kind(String operator) {
        String plain = operator.toLowerCase(Locale.ROOT);
        if (plain.endsWith("like")) {
            return Kind.PATTERN;
        }
        return switch (plain) {
            case "<", "<=", ">", ">=" -> Kind.ORDER;
            case "@>", "?" -> Kind.CONTAINED;
            default -> Kind.EQUAL;
        };
    }

    /** The last part of a name; in quotation marks it is taken as it is. */
    private static String bare(String name) {
        String last = name.replaceFirst("(?s).*\\.\\s*", "").strip();
        return last.startsWith("\"") ? last.substring(1, last.length() - 1) : last.toLowerCase(Locale.ROOT);
    }
}
