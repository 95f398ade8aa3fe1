package org.migrationsafe.database;

import org.migrationsafe.recording.RelationName;

/** Names as SQL has them, whatever is in them. */
public final class Quoted {

    private Quoted() {}

    /** {@code "public"."orders"}. */
    public static String name(RelationName name) {
        return name(name.schema()) + "." + name(name.name());
    }

    /** {@code "orders"}. */
    public static String name(String name) {
        return '"' + name.replace("\"", "\"\"") + '"';
    }

    /** {@code '"public"."orders"'}, as {@code to_regclass} takes it. */
    public static String literal(RelationName name) {
        return literal(name(name));
    }

    /** {@code 'orders'}. */
    public static String literal(String text) {
        return "'" + text.replace("'", "''") + "'";
    }
}
