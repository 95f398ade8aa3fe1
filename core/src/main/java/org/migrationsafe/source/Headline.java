package org.migrationsafe.source;

/** A statement on one line. */
public final class Headline {

    private static final int WIDTH = 110;
    private static final String LEADING_COMMENTS = "(?s)^(?:\\s+|--[^\n]*(?:\n|$)|/\\*.*?\\*/)+";

    private Headline() {}

    /** Without the comments before it, and cut where it is long. */
    public static String of(String sql) {
        String line = sql.replaceFirst(LEADING_COMMENTS, "").strip().replaceAll("\\s+", " ");
        return line.length() <= WIDTH ? line : line.substring(0, WIDTH - 1) + "…";
    }
}
