package org.migrationsafe.seed;

/** Names within texts. */
final class Words {

    private Words() {}

    /** Whether a name is a word of a text, in whatever case. */
    static boolean has(String text, String name) {
        int length = name.length();
        for (int at = 0; at + length <= text.length(); at++) {
            int end = at + length;
            if (text.regionMatches(true, at, name, 0, length)
                    && (at == 0 || !Character.isJavaIdentifierPart(text.charAt(at - 1)))
                    && (end == text.length() || !Character.isJavaIdentifierPart(text.charAt(end)))) {
                return true;
            }
        }
        return false;
    }
}
