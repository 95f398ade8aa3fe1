package org.migrationsafe.source;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.function.Predicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What must not be shown, and does not belong in a script: secrets by the form that their issuers give them, and
 * personal data by a form that can be checked.
 *
 * @param what in words that fit after "holds"
 * @param personal whether it is about a person; otherwise it is a secret
 * @param secret a pattern whose group of that name is what must not be seen
 * @param real tells what only has the form
 */
record Sensitive(String what, boolean personal, Pattern secret, Predicate<String> real) {

    private static final Predicate<String> ANY = text -> !text.isBlank() && !text.matches("\\$\\{[^}]*}");

    /** Domains that can belong to nobody, and addresses of functions. */
    private static final Pattern NOBODYS_ADDRESS = Pattern.compile(
            "(?i)(?:.*[@.](?:example(?:\\.(?:com|org|net))?|test|invalid|localhost|local)"
                    + "|(?:info|admin|administrator|root|support|help|hello|contact|sales|office|mail|noreply|no-reply|"
                    + "postmaster|webmaster|abuse|security|system|service|test|user|demo|dev|billing|accounting)[0-9]*@.*)");

    private static final List<String> TEST_CARDS = List.of(
            "4111111111111111",
            "4242424242424242",
            "5555555555554444",
            "378282246310005",
            "6011111111111117",
            "4012888888881881");

    static final List<Sensitive> ALL = List.of(
            secret("a password", "(?i)\\bpassword\\s+E?'(?<secret>(?:[^']|'')*)'"),
            secret("a password", "(?i)[?&;](?:password|passwd|pwd|sslpassword|token|secret)=(?<secret>[^&;\\s\"']*)"),
            secret("a password", "(?i)\\bhost(?:addr)?\\s*=[^']*?\\bpassword\\s*=\\s*(?<secret>[^\\s']+)"),
            secret("a password", "://[^/@:\\s]+:(?<secret>[^/@\\s]+)@"),
            secret("the hash of a password", "(?<secret>\\$2[aby]\\$\\d\\d\\$[./A-Za-z0-9]{53})"),
            secret("a private key", "(?s)-----BEGIN [A-Z ]*PRIVATE KEY-----(?<secret>.*?)(?:-----END|$)"),
            secret("an access key of AWS", "\\b(?<secret>(?:AKIA|ASIA)[0-9A-Z]{16})\\b"),
            secret("a token of GitHub", "\\b(?<secret>gh[pousr]_[A-Za-z0-9]{36,})\\b"),
            secret("a token of Slack", "\\b(?<secret>xox[abprs]-[A-Za-z0-9-]{10,})"),
            secret("a key of Stripe", "\\b(?<secret>[sr]k_live_[A-Za-z0-9]{16,})"),
            secret("a key of Google", "\\b(?<secret>AIza[0-9A-Za-z_-]{35})"),
            secret(
                    "a signed token",
                    "\\b(?<secret>eyJ[A-Za-z0-9_-]{10,}\\.eyJ[A-Za-z0-9_-]{10,}\\.[A-Za-z0-9_-]{10,})"),
            personal(
                    "an e-mail address",
                    "(?<![\\w.+-/:])(?<secret>[A-Za-z0-9._+-]+@(?:[A-Za-z0-9-]+\\.)+[A-Za-z]{2,})\\b",
                    address -> !NOBODYS_ADDRESS.matcher(address).matches()),
            personal(
                    "a bank account", "\\b(?<secret>[A-Z]{2}\\d{2}(?: ?[A-Z0-9]){11,30})\\b", Sensitive::isBankAccount),
            personal("a payment card", "\\b(?<secret>[2-6](?:[ -]?\\d){12,18})\\b", Sensitive::isCard),
            personal(
                    "a social security number",
                    "(?<=')(?<secret>(?!000|666|9)\\d{3}-(?!00)\\d{2}-(?!0000)\\d{4})(?=')",
                    text -> true),
            personal(
                    "a telephone number",
                    "(?<=')(?<secret>\\+[1-9][0-9 ()/-]{7,18}[0-9])(?=')",
                    text -> !text.replaceAll("\\D", "").matches(".*555\\d{4}|.*0{6}.*")));

    private static Sensitive secret(String what, String pattern) {
        return new Sensitive(what, false, Pattern.compile(pattern), ANY);
    }

    private static Sensitive personal(String what, String pattern, Predicate<String> real) {
        return new Sensitive(what, true, Pattern.compile(pattern), real);
    }

    /** Where it stands in a text: the first character and the one after the last. */
    List<Found> in(String text) {
        List<Found> found = new ArrayList<>();
        Matcher matcher = secret.matcher(text);
        while (matcher.find()) {
            if (real.test(matcher.group("secret"))) {
                found.add(new Found(this, matcher.start("secret"), matcher.end("secret")));
            }
        }
        return found;
    }

    /** Everything of any kind, in the order of the text. */
    static List<Found> everything(String text) {
        return ALL.stream()
                .flatMap(kind -> kind.in(text).stream())
                .sorted(Comparator.comparingInt(Found::from).thenComparingInt(Found::to))
                .toList();
    }

    /** One of them in a text. */
    record Found(Sensitive kind, int from, int to) {}

    /** <a href="https://www.iso.org/standard/81090.html">ISO 13616</a>: as a number, moved and spelt out, one more than a multiple of 97. */
    private static boolean isBankAccount(String text) {
        String account = text.replace(" ", "");
        if (account.length() < 15 || account.length() > 34) {
            return false;
        }
        StringBuilder digits = new StringBuilder();
        (account.substring(4) + account.substring(0, 4))
                .toUpperCase(Locale.ROOT)
                .chars()
                .forEach(c -> digits.append(Character.getNumericValue(c)));
        return new BigInteger(digits.toString()).mod(BigInteger.valueOf(97)).intValue() == 1;
    }

    /** Issuers' first digits and <a href="https://www.iso.org/standard/70484.html">ISO 7812</a>'s check digit. */
    private static boolean isCard(String text) {
        String digits = text.replaceAll("[ -]", "");
        if (!digits.matches("4\\d{15}|5[1-5]\\d{14}|2[2-7]\\d{14}|3[47]\\d{13}|6(?:011|5\\d\\d)\\d{12}")
                || TEST_CARDS.contains(digits)) {
            return false;
        }
        int sum = 0;
        for (int i = 0; i < digits.length(); i++) {
            int digit = digits.charAt(digits.length() - 1 - i) - '0';
            int weighed = i % 2 == 0 ? digit : 2 * digit;
            sum += weighed > 9 ? weighed - 9 : weighed;
        }
        return sum % 10 == 0;
    }
}
