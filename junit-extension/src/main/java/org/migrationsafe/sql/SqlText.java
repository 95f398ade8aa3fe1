package org.migrationsafe.sql;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Compares a statement as a script writes it with the statement as it was sent. */
public final class SqlText {

    private static final Pattern NOISE = Pattern.compile("(?s)--[^\n]*|/\\*.*?\\*/|\\s+|;");
    private static final Pattern PLACEHOLDER = Pattern.compile("\\$\\{[^}]+}");

    private SqlText() {}

    /** Whether both are the same but for comments, white space and what Flyway put in for {@code ${…}}. */
    public static boolean same(String written, String sent) {
        String plain = flat(written);
        if (plain.regionMatches(true, 0, "copy", 0, 4) && flat(sent).startsWith(plain)) {
            return true; // sent with the rows that follow it
        }
        if (!PLACEHOLDER.matcher(plain).find()) {
            return plain.equals(flat(sent));
        }
        StringBuilder pattern = new StringBuilder();
        Matcher placeholder = PLACEHOLDER.matcher(plain);
        int from = 0;
        while (placeholder.find()) {
            pattern.append(Pattern.quote(plain.substring(from, placeholder.start())))
                    .append("(?s:.*?)");
            from = placeholder.end();
        }
        pattern.append(Pattern.quote(plain.substring(from)));
        return Pattern.matches(pattern.toString(), flat(sent));
    }

    private static String flat(String sql) {
        return NOISE.matcher(sql).replaceAll("");
    }
}
