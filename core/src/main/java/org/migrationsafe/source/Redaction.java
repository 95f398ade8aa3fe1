package org.migrationsafe.source;

import java.util.List;
import java.util.regex.Pattern;

/**
 * Takes secrets out of a text before anybody sees it: passwords in JDBC URLs, in SQL, and values known to be secret.
 *
 * @param secrets values that must not appear, wherever they turn up
 */
public record Redaction(List<String> secrets) {

    public static final Redaction PATTERNS_ONLY = new Redaction(List.of());

    private static final String MARK = "***";
    private static final Pattern URL_PARAMETER =
            Pattern.compile("(?i)([?&;](?:password|passwd|pwd|sslpassword|token|secret)=)[^&;\\s\"']*");
    private static final Pattern URL_USER_INFO = Pattern.compile("(://[^/@:\\s]+:)[^/@\\s]+@");
    private static final Pattern SQL_PASSWORD = Pattern.compile("(?i)(\\bpassword\\s+)(?:E?'(?:[^']|'')*')");

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
        String clean = URL_PARAMETER.matcher(text).replaceAll("$1" + MARK);
        clean = URL_USER_INFO.matcher(clean).replaceAll("$1" + MARK + "@");
        clean = SQL_PASSWORD.matcher(clean).replaceAll("$1'" + MARK + "'");
        for (String secret : secrets) {
            clean = clean.replace(secret, MARK);
        }
        return clean;
    }
}
