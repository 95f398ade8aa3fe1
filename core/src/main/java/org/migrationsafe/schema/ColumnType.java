package org.migrationsafe.schema;

/**
 * A column's type.
 *
 * @param sql as the engine's DDL writes it, {@code varchar(255)}
 */
public record ColumnType(Kind kind, String sql) {

    /** What a rule needs to know of a type, whatever the engine calls it. */
    public enum Kind {
        BOOLEAN,
        SMALL_INTEGER,
        INTEGER,
        BIG_INTEGER,
        DECIMAL,
        FLOATING_POINT,
        TEXT,
        BINARY,
        DATE,
        TIME,
        TIMESTAMP,
        TIMESTAMP_WITH_TIME_ZONE,
        UUID,
        JSON,
        NATIVE_ENUM,
        /** A pointer into {@code pg_largeobject}. */
        LARGE_OBJECT,
        ARRAY,
        OTHER
    }
}
