package org.migrationsafe.catalog;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import org.migrationsafe.sql.SqlStatement;

/** A statement's words and signs, each with its line and its depth in parentheses. */
final class Tokens {

    private static final Pattern TOKEN = Pattern.compile(
            "--[^\\n]*|(?s:/\\*.*?\\*/)|'[^']*+(?:''[^']*+)*+'|(?s:\\$(\\w*)\\$.*?\\$\\1\\$)|\"([^\"]*+(?:\"\"[^\"]*+)*+)\"|\\w+|\\S");

    /** One of them; a quoted name without its quotes. */
    record Token(String text, int line, int depth, boolean quoted) {
        boolean is(String word) {
            return !quoted && text.equalsIgnoreCase(word);
        }
    }

    private final List<Token> all;
    private int next;

    private Tokens(List<Token> all) {
        this.all = all;
    }

    static Tokens of(SqlStatement statement) {
        List<Token> tokens = new ArrayList<>();
        Matcher matcher = TOKEN.matcher(statement.text());
        int depth = 0;
        int line = statement.line();
        int counted = 0;
        while (matcher.find()) {
            line += (int) statement
                    .text()
                    .substring(counted, matcher.start())
                    .chars()
                    .filter(c -> c == '\n')
                    .count();
            counted = matcher.start();
            String text = matcher.group();
            if (text.startsWith("--") || text.startsWith("/*")) {
                continue;
            }
            depth -= text.equals(")") ? 1 : 0;
            String quoted = matcher.group(2);
            tokens.add(new Token(quoted == null ? text : quoted.replace("\"\"", "\""), line, depth, quoted != null));
            depth += text.equals("(") ? 1 : 0;
        }
        return new Tokens(tokens);
    }

    /** Goes past a word if it is the next one. */
    boolean take(String word) {
        if (next < all.size() && all.get(next).is(word)) {
            next++;
            return true;
        }
        return false;
    }

    /** Goes past any of these words. */
    void skip(String... words) {
        while (startsWithAny(words)) {
            next++;
        }
    }

    boolean startsWithAny(String... words) {
        return next < all.size()
                && Arrays.stream(words).anyMatch(word -> all.get(next).is(word));
    }

    /** Goes past the next such word, wherever it is. */
    boolean seek(String word) {
        for (int i = next; i < all.size(); i++) {
            if (all.get(i).is(word)) {
                next = i + 1;
                return true;
            }
        }
        return false;
    }

    /** A name, of which a schema before it is left out. */
    Optional<Token> name() {
        if (next >= all.size()) {
            return Optional.empty();
        }
        Token name = all.get(next++);
        while (next + 1 < all.size() && all.get(next).is(".")) {
            name = all.get(next + 1);
            next += 2;
        }
        return Optional.of(name);
    }

    /** What follows, divided at the commas that stand at the next one's depth, up to the parenthesis that closes it. */
    List<Tokens> items() {
        List<Tokens> items = new ArrayList<>();
        if (next >= all.size()) {
            return items;
        }
        int depth = all.get(next).depth();
        List<Token> item = new ArrayList<>();
        while (next < all.size() && all.get(next).depth() >= depth) {
            Token token = all.get(next++);
            if (token.is(",") && token.depth() == depth) {
                items.add(new Tokens(item));
                item = new ArrayList<>();
            } else {
                item.add(token);
            }
        }
        items.add(new Tokens(item));
        return items;
    }
}
