package org.migrationsafe.seed;

import java.util.List;

import org.jspecify.annotations.Nullable;
import org.migrationsafe.seed.TableToFill.Column;

/**
 * A value for a type, as an expression over the row's number {@code s.i}.
 *
 * <p>One number gives the same value in every table, so that a foreign key that is added later finds its partner; whole
 * numbers begin high, so that rows which a migration itself inserts do not collide with them. Dates are spread over years, and where
 * no key needs all of them to be different, some whole numbers are small.
 */
final class Values {

    private static final int FIRST_NUMBER = 1_000_000;

    /** pg_attribute.atttypmod of varchar(n) and char(n) is n + 4, of numeric((p, s)) ((p << 16) | s) + 4. */
    private static final int HEADER = 4;

    private Values() {}

    /** The expression, or null for a type that we cannot make a value of. */
    static @Nullable String of(Column column) {
        if (column.element() != null) {
            @Nullable String element = ofType(column.element(), -1);
            return element == null ? null : "ARRAY[" + element + "]::" + column.type();
        }
        if (column.typeKind() == 'e') {
            return "(enum_range(NULL::" + column.baseType() + "))[1 + s.i % cardinality(enum_range(NULL::"
                    + column.baseType() + "))]";
        }
        @Nullable String value = Look.of(column).orElseGet(() -> ofType(column.baseType(), column.modifier()));
        return value == null ? null : "(" + value + ")::" + column.type();
    }

    private static @Nullable String ofType(String type, int modifier) {
        return switch (type) {
            case "integer", "bigint" -> FIRST_NUMBER + " + s.i";
            case "smallint" -> "10000 + s.i";
            case "numeric" -> numeric(modifier);
            case "real", "double precision", "money" -> "s.i";
            case "text", "character varying", "character", "citext" -> text(modifier);
            case "\"char\"" -> "'a'";
            case "boolean" -> "s.i % 2 = 0";
            case "date" -> "date '2015-01-01' + s.i * 17 % 4000";
            case "timestamp without time zone", "timestamp with time zone" ->
                "timestamp '2015-01-01' + s.i * 317 % 96000 * interval '1 hour' + s.i * interval '1 second'";
            case "time without time zone", "time with time zone" -> "time '00:00' + s.i * interval '1 minute'";
            case "interval" -> "s.i * interval '1 minute'";
            case "uuid" -> "lpad(to_hex(" + FIRST_NUMBER + " + s.i), 32, '0')";
            case "json", "jsonb" -> "'{\"seed\": ' || s.i || '}'";
            case "xml" -> "'<seed/>'";
            case "bytea" -> "decode(lpad(to_hex(s.i), 8, '0'), 'hex')";
            case "inet", "cidr" -> "inet '10.0.0.0' + s.i";
            case "macaddr" ->
                "'08:00:2b:00:' || lpad(to_hex(s.i / 256), 2, '0') || ':' || lpad(to_hex(s.i % 256), 2, '0')";
            case "tsvector" -> "to_tsvector('simple', 'seed' || s.i)";
            case "bit", "bit varying" -> "s.i::bit(" + Math.max(1, modifier) + ")";
            case "point" -> "point(s.i, s.i)";
            case "oid" -> "0";
            case "int4range", "int8range", "numrange" -> type + "(s.i, s.i + 1)";
            case "daterange" -> "daterange(date '2024-01-01' + s.i, date '2024-01-02' + s.i)";
            case "tsrange", "tstzrange" ->
                type
                        + "(timestamp '2024-01-01' + s.i * interval '1 hour', timestamp '2024-01-01' + (s.i + 1) * interval '1 hour')";
            default -> null;
        };
    }

    private static String numeric(int modifier) {
        if (modifier < HEADER) {
            return "s.i";
        }
        int precision = modifier - HEADER >> 16;
        int scale = modifier - HEADER & 0x7ff;
        return "s.i % (10 ^ " + Math.min(9, Math.max(0, precision - scale)) + ")::int";
    }

    private static String text(int modifier) {
        int length = modifier < HEADER ? Integer.MAX_VALUE : modifier - HEADER;
        if (length >= 12) {
            return "'seed-' || (" + FIRST_NUMBER + " + s.i)";
        }
        return "right(lpad(to_hex(s.i), " + length + ", '0'), " + length + ")";
    }

    /** Further values to try when a check refuses the first; the server decides which one holds. */
    static List<String> alternatives(Column column) {
        return switch (column.baseType()) {
            case "text", "character varying", "character", "citext" ->
                List.of(
                        "'a'",
                        "'A'",
                        "'AA'",
                        "'AAA'",
                        "'aa'",
                        "'aaa'",
                        "'EUR'",
                        "'0'",
                        "'00000'",
                        "''",
                        "'seed' || s.i || '@example.org'",
                        "'https://example.org/' || s.i",
                        "'+49' || (1000000 + s.i)",
                        "'seed-' || s.i",
                        "'SEED' || s.i",
                        "'seed' || s.i");
            case "integer", "bigint", "smallint", "numeric", "real", "double precision" ->
                List.of("s.i", "1", "0", "-1", "s.i % 100", "s.i % 10", "0.5", "2", "10", "100", "2024");
            case "date", "timestamp without time zone", "timestamp with time zone" ->
                List.of(
                        "timestamp '2026-01-01' + s.i * interval '1 hour'",
                        "timestamp '2000-01-01' + s.i * interval '1 hour'",
                        "now() + s.i * interval '1 day'",
                        "now() - s.i * interval '1 day'");
            case "boolean" -> List.of("true", "false");
            default -> List.of();
        };
    }
}
