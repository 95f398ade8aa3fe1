package org.migrationsafe.seed;

import java.util.LinkedHashSet;
import java.util.Random;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

import com.github.curiousoddman.rgxgen.RgxGen;
import com.github.curiousoddman.rgxgen.config.RgxGenOption;
import com.github.curiousoddman.rgxgen.config.RgxGenProperties;

/**
 * Texts that a check's pattern accepts, or is likely to: the server decides.
 *
 * @see <a href="https://www.postgresql.org/docs/current/functions-matching.html">Pattern matching</a>
 */
final class Regex {

    /** {@code ~ '…'}, {@code ~* '…'} and what SIMILAR TO becomes in the catalogue; LIKE is {@code ~~}. */
    private static final Pattern MATCHES = Pattern.compile("(?<like>~~\\*?)\\s*'(?<pattern>(?:[^']|'')*)'"
            + "|~\\*?\\s*(?<similar>(?:pg_catalog\\.)?similar_to_escape\\()?'(?<regex>(?:[^']|'')*)'");

    private static final int TRIES_PER_TEXT = 3;
    private static final int LONGEST_REPETITION = 6;

    private Regex() {}

    /** An expression over the row's number for each pattern in a check, which takes turns over so many texts. */
    static Set<String> candidates(String check, int texts) {
        Set<String> candidates = new LinkedHashSet<>();
        Matcher matcher = MATCHES.matcher(check);
        while (matcher.find()) {
            String regex = matcher.group("like") != null
                    ? ofLike(matcher.group("pattern"))
                    : matcher.group("similar") != null ? ofSimilar(matcher.group("regex")) : matcher.group("regex");
            Set<String> generated = generate(plain(regex.replace("''", "'")), texts);
            if (!generated.isEmpty()) {
                candidates.add(generated.stream()
                        .map(text -> "'" + text.replace("'", "''") + "'")
                        .collect(Collectors.joining(", ", "(ARRAY[", "])[1 + s.i % " + generated.size() + "]")));
            }
        }
        return candidates;
    }

    private static String ofLike(String pattern) {
        return Pattern.compile("[^%_]+")
                .matcher(pattern)
                .replaceAll(literal -> Matcher.quoteReplacement(literal.group().replaceAll("([\\W])", "\\\\$1")))
                .replace("%", "[a-z0-9]{6}")
                .replace("_", "[a-z0-9]");
    }

    private static String ofSimilar(String pattern) {
        return pattern.replace("%", "[a-z0-9]{6}").replace("_", "[a-z0-9]");
    }

    /** Without what only this server writes: classes by name, word boundaries, options in front, anchors. */
    private static String plain(String regex) {
        return regex.replaceFirst("^\\(\\?\\w+\\)|^\\*\\*\\*[:=]", "")
                .replace("[:alpha:]", "a-zA-Z")
                .replace("[:alnum:]", "a-zA-Z0-9")
                .replace("[:digit:]", "0-9")
                .replace("[:xdigit:]", "0-9a-f")
                .replace("[:upper:]", "A-Z")
                .replace("[:lower:]", "a-z")
                .replace("[:space:]", " ")
                .replace("[:punct:]", "._-")
                .replaceAll("\\\\[mMyYAZ]", "");
    }

    private static Set<String> generate(String regex, int texts) {
        Set<String> generated = new LinkedHashSet<>();
        try {
            RgxGenProperties properties = new RgxGenProperties();
            RgxGenOption.INFINITE_PATTERN_REPETITION.setInProperties(properties, LONGEST_REPETITION);
            RgxGen generator = RgxGen.parse(properties, regex);
            Random same = new Random(regex.hashCode());
            for (int i = 0; i < TRIES_PER_TEXT * texts && generated.size() < texts; i++) {
                generated.add(generator.generate(same));
            }
        } catch (RuntimeException e) {
            // What the generator does not understand has no candidates; the table is named if it stays empty.
            return Set.of();
        }
        return generated;
    }
}
