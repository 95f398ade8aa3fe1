package org.migrationsafe.schema;

/**
 * A column's type.
 *
 * @param sql as the engine's DDL writes it, {@code varchar(255)}; of a domain its base type
 * @param domain the domain's name; empty for a type that is none
 */
public record ColumnType(Kind kind, String sql, String domain) {

    public ColumnType(Kind kind, String sql) {
        this(kind, sql, "");
    }

    /** What a rule needs to know of a type, whatever the engine calls it. */
    public enum Kind {
        BOOLEAN,
        SMALL_INTEGER,
        INTEGER,
        BIG_INTEGER,
        DECIMAL,
        FLOATING_POINT,
        /** PostgreSQL's money. */
        MONEY,
        TEXT,
        BINARY,
        DATE,
        TIME,
        TIMESTAMP,
        TIMESTAMP_WITH_TIME_ZONE,
        UUID,
        /** JSON kept as the text that it came as. */
        JSON_TEXT,
        JSON,
        NATIVE_ENUM,
        /** A pointer into {@code pg_largeobject}. */
        LARGE_OBJECT,
        /** Words prepared for full-text search. */
        SEARCH_VECTOR,
        RANGE,
        ARRAY,
        OTHER;

        /** Whether it holds whole numbers only. */
        public boolean isInteger() {
            return this == SMALL_INTEGER || this == INTEGER || this == BIG_INTEGER;
        }

        public boolean isMoment() {
            return this == DATE || this == TIMESTAMP || this == TIMESTAMP_WITH_TIME_ZONE;
        }
    }

    /** Characters, bits or digits in parentheses; -1 where there are none. */
    public int length() {
        return number(0);
    }

    /** Digits after the point of a decimal number; -1 where none are written. */
    public int scale() {
        return number(1);
    }

    private int number(int position) {
        int open = sql.indexOf('(');
        int close = sql.indexOf(')');
        if (open < 0 || close < open) {
            return -1;
        }
        String[] numbers = sql.substring(open + 1, close).split(",");
        try {
            return position < numbers.length ? Integer.parseInt(numbers[position].strip()) : -1;
        } catch (NumberFormatException e) {
            return -1;
        }
    }
}
