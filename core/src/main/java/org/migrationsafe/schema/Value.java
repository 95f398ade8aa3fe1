package org.migrationsafe.schema;

/**
 * Where a column's values come from.
 *
 * @param expression of a default or a generation, as the DDL has it; empty for none
 * @param sequence the sequence that it draws from; empty for none
 * @param step by how much the application takes that sequence to go on with each call; 0 where nobody says
 */
public record Value(Source source, String expression, String sequence, int step) {

    /** Every row's writer gives it. */
    public static final Value GIVEN = new Value(Source.WRITER, "", "", 0);

    /** Who gives a value. */
    public enum Source {
        WRITER,
        DEFAULT,
        IDENTITY,
        SEQUENCE,
        /** A table that stands in for a sequence. */
        TABLE,
        /** A random UUID, version 4. */
        RANDOM_UUID,
        /** A UUID that begins with the time, version 6 or 7. */
        ORDERED_UUID,
        STORED,
        VIRTUAL,
        /** Something of the application's own. */
        OTHER
    }

    public static Value of(Source source) {
        return new Value(source, "", "", 0);
    }

    public static Value of(Source source, String expression) {
        return new Value(source, expression, "", 0);
    }

    public static Value sequence(String name, int step) {
        return new Value(Source.SEQUENCE, "", name, step);
    }

    /** Whether a row gets a value although its writer gives none. */
    public boolean filledByServer() {
        return switch (source) {
            case DEFAULT, IDENTITY, STORED, VIRTUAL -> true;
            case SEQUENCE, RANDOM_UUID, ORDERED_UUID -> !expression.isEmpty();
            case WRITER, TABLE, OTHER -> false;
        };
    }
}
