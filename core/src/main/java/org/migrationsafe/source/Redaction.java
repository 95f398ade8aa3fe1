package org.migrationsafe.source;

import java.util.List;
import java.util.regex.Pattern;

/**
 * Takes secrets and personal data out of a text before anybody sees it: what has the form of one, and values known to be secret.
 *
 * @param secrets values that must not appear, wherever they turn up
 */
public record Redaction(List<String> secrets) {

    public static final Redaction PATTERNS_ONLY = new Redaction(List.of());

    private static final String MARK = "***";

    /** Names under which secrets are kept in settings. */
    private static final Pattern SECRET_NAME =
            Pattern.compile("(?i).*(password|passwd|pwd|secret|token|api[-_.]?key|credential).*");

    public Redaction {
        secrets = secrets.stream().filter(secret -> secret.length() > 2).toList();
    }

    public static boolean namesASecret(String setting) {
        return SECRET_NAME.matcher(setting).matches();
    }

    /** The text with every secret replaced by {@code ***}. */
    public String apply(String text) {
        String clean = text;
        for (Sensitive kind : Sensitive.ALL) {
            StringBuilder shown = new StringBuilder();
            int at = 0;
            for (Sensitive.Found found : kind.in(clean)) {
                shown.append(clean, at, found.from()).append(MARK);
                at = found.to();
            }
            clean = shown.append(clean, at, clean.length()).toString();
        }
        for (String secret : secrets) {
            clean = clean.replace(secret, MARK);
        }
        return clean;
    }
}
