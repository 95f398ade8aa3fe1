package org.migrationsafe.sql;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;

import org.jspecify.annotations.Nullable;

/**
 * Splits a PostgreSQL script into statements and knows the line of each.
 *
 * <p>Understands what may hide a semicolon: strings (escaped ones too), quoted names, dollar quotes, nested comments, and
 * the bodies of SQL functions between BEGIN ATOMIC and END.
 *
 * @see <a href="https://www.postgresql.org/docs/current/sql-syntax-lexical.html">Lexical structure</a>
 */
public final class SqlScript {

    private static final Pattern COPY_FROM_STDIN = Pattern.compile("(?is)copy\\b.*\\bfrom\\s+stdin\\b.*");

    private final String text;
    private final List<SqlStatement> statements = new ArrayList<>();
    private final List<SqlComment> comments = new ArrayList<>();
    private int at;
    private int start = -1;
    private int atomicDepth;

    private SqlScript(String text) {
        this.text = text;
    }

    public static SqlScript of(String text) {
        SqlScript script = new SqlScript(text);
        script.read();
        return script;
    }

    public static List<SqlStatement> split(String text) {
        return of(text).statements();
    }

    public List<SqlStatement> statements() {
        return List.copyOf(statements);
    }

    /** The line comments that stand between and in statements, but not those in what is quoted. */
    public List<SqlComment> comments() {
        return List.copyOf(comments);
    }

    private void read() {
        while (at < text.length()) {
            char c = text.charAt(at);
            if (Character.isWhitespace(c) || c == '\uFEFF') {
                at++;
            } else if (text.startsWith("--", at)) {
                skipLine();
            } else if (text.startsWith("/*", at)) {
                skipComment();
            } else if (c == ';' && atomicDepth == 0) {
                end();
                at++;
                skipCopiedRows();
            } else {
                if (start < 0) {
                    start = at;
                }
                readToken(c);
            }
        }
        end();
    }

    private void readToken(char c) {
        if (c == '\'') {
            skipString(at > 0 && isEscapePrefix());
        } else if (c == '"') {
            skipQuoted('"');
        } else if (c == '$' && dollarTag() != null) {
            skipDollarQuote(String.valueOf(dollarTag()));
        } else if (Character.isJavaIdentifierStart(c) && c != '$') {
            readWord();
        } else {
            at++;
        }
    }

    private boolean isEscapePrefix() {
        char before = Character.toLowerCase(text.charAt(at - 1));
        return before == 'e' && (at < 2 || !Character.isJavaIdentifierPart(text.charAt(at - 2)));
    }

    private void readWord() {
        int from = at;
        while (at < text.length() && Character.isJavaIdentifierPart(text.charAt(at))) {
            at++;
        }
        String word = text.substring(from, at).toUpperCase(Locale.ROOT);
        if (word.equals("ATOMIC") && precededBy("BEGIN", from)) {
            atomicDepth = 1;
        } else if (atomicDepth > 0 && word.equals("CASE")) {
            atomicDepth++;
        } else if (atomicDepth > 0 && word.equals("END")) {
            atomicDepth--;
        }
    }

    private boolean precededBy(String word, int from) {
        String before = text.substring(Math.max(0, start), from).stripTrailing().toUpperCase(Locale.ROOT);
        return before.endsWith(word);
    }

    private void end() {
        if (start >= 0) {
            statements.add(new SqlStatement(text.substring(start, at).stripTrailing(), lineOf(start)));
            start = -1;
        }
    }

    /** The rows of COPY … FROM STDIN follow it, up to a line of backslash and dot, and may hold anything. */
    private void skipCopiedRows() {
        boolean copies = !statements.isEmpty()
                && COPY_FROM_STDIN
                        .matcher(statements.get(statements.size() - 1).text())
                        .matches();
        if (copies) {
            int close = text.indexOf("\n\\.", at);
            at = close < 0 ? text.length() : close + 3;
        }
    }

    private int lineOf(int offset) {
        return 1
                + (int) text.substring(0, offset).chars().filter(c -> c == '\n').count();
    }

    private void skipLine() {
        int newline = text.indexOf('\n', at);
        int end = newline < 0 ? text.length() : newline;
        int next = statements.size() + (start < 0 ? 0 : 1);
        comments.add(new SqlComment(text.substring(at + 2, end).strip(), lineOf(at), next));
        at = Math.min(end + 1, text.length());
    }

    private void skipComment() {
        int depth = 0;
        do {
            if (text.startsWith("/*", at)) {
                depth++;
                at += 2;
            } else if (text.startsWith("*/", at)) {
                depth--;
                at += 2;
            } else {
                at++;
            }
        } while (depth > 0 && at < text.length());
    }

    private void skipString(boolean escapes) {
        at++;
        while (at < text.length()) {
            char c = text.charAt(at++);
            if (escapes && c == '\\') {
                at++;
            } else if (c == '\'') {
                if (at < text.length() && text.charAt(at) == '\'') {
                    at++;
                } else {
                    return;
                }
            }
        }
        at = Math.min(at, text.length());
    }

    private void skipQuoted(char quote) {
        int close = text.indexOf(quote, at + 1);
        at = close < 0 ? text.length() : close + 1;
    }

    private @Nullable String dollarTag() {
        if (at > 0 && Character.isJavaIdentifierPart(text.charAt(at - 1))) {
            return null;
        }
        int i = at + 1;
        while (i < text.length() && text.charAt(i) != '$' && Character.isJavaIdentifierPart(text.charAt(i))) {
            i++;
        }
        boolean closes = i < text.length() && text.charAt(i) == '$';
        boolean parameter = i > at + 1 && Character.isDigit(text.charAt(at + 1));
        return closes && !parameter ? text.substring(at, i + 1) : null;
    }

    private void skipDollarQuote(String tag) {
        int close = text.indexOf(tag, at + tag.length());
        at = close < 0 ? text.length() : close + tag.length();
    }
}
