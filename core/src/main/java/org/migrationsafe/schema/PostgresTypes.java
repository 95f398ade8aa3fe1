package org.migrationsafe.schema;

import java.util.Locale;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import org.migrationsafe.schema.ColumnType.Kind;

/**
 * PostgreSQL's many names for its types.
 *
 * @see <a href="https://www.postgresql.org/docs/current/datatype.html">Data types and their aliases</a>
 */
public final class PostgresTypes {

    private static final Map<String, String> ALIASES = Map.ofEntries(
            Map.entry("character varying", "varchar"),
            Map.entry("character", "char"),
            Map.entry("bpchar", "char"),
            Map.entry("int", "integer"),
            Map.entry("int4", "integer"),
            Map.entry("serial", "integer"),
            Map.entry("serial4", "integer"),
            Map.entry("int2", "smallint"),
            Map.entry("smallserial", "smallint"),
            Map.entry("int8", "bigint"),
            Map.entry("bigserial", "bigint"),
            Map.entry("serial8", "bigint"),
            Map.entry("bool", "boolean"),
            Map.entry("decimal", "numeric"),
            Map.entry("float4", "real"),
            Map.entry("float8", "double precision"),
            Map.entry("double", "double precision"),
            Map.entry("timestamptz", "timestamp with time zone"),
            Map.entry("timestamp without time zone", "timestamp"),
            Map.entry("time without time zone", "time"),
            Map.entry("timetz", "time with time zone"));

    private static final Map<String, Kind> KINDS = Map.ofEntries(
            Map.entry("timestamp", Kind.TIMESTAMP),
            Map.entry("timestamp with time zone", Kind.TIMESTAMP_WITH_TIME_ZONE),
            Map.entry("date", Kind.DATE),
            Map.entry("time", Kind.TIME),
            Map.entry("time with time zone", Kind.TIME),
            Map.entry("text", Kind.TEXT),
            Map.entry("varchar", Kind.TEXT),
            Map.entry("char", Kind.TEXT),
            Map.entry("citext", Kind.TEXT),
            Map.entry("name", Kind.TEXT),
            Map.entry("boolean", Kind.BOOLEAN),
            Map.entry("smallint", Kind.SMALL_INTEGER),
            Map.entry("integer", Kind.INTEGER),
            Map.entry("bigint", Kind.BIG_INTEGER),
            Map.entry("numeric", Kind.DECIMAL),
            Map.entry("real", Kind.FLOATING_POINT),
            Map.entry("float", Kind.FLOATING_POINT),
            Map.entry("double precision", Kind.FLOATING_POINT),
            Map.entry("money", Kind.MONEY),
            Map.entry("bytea", Kind.BINARY),
            Map.entry("uuid", Kind.UUID),
            Map.entry("json", Kind.JSON_TEXT),
            Map.entry("jsonb", Kind.JSON),
            Map.entry("tsvector", Kind.SEARCH_VECTOR),
            Map.entry("int4range", Kind.RANGE),
            Map.entry("int8range", Kind.RANGE),
            Map.entry("numrange", Kind.RANGE),
            Map.entry("tsrange", Kind.RANGE),
            Map.entry("tstzrange", Kind.RANGE),
            Map.entry("daterange", Kind.RANGE),
            Map.entry("oid", Kind.LARGE_OBJECT),
            Map.entry("lo", Kind.LARGE_OBJECT));

    /** Name, sizes, and what follows them. */
    private static final Pattern PARTS = Pattern.compile("([a-z_0-9 .\"]+?)(?:\\s*\\(([^)]*)\\)\\s*([a-z ]*))?");

    private PostgresTypes() {}

    /** A hand-written or catalogued type, told by what it is, under its short name. */
    public static ColumnType of(String sql) {
        return new ColumnType(kindOf(sql), shortName(sql));
    }

    public static Kind kindOf(String sql) {
        Parts parts = Parts.of(sql);
        return parts.array ? Kind.ARRAY : KINDS.getOrDefault(parts.name, Kind.OTHER);
    }

    /** {@code varchar(40)} for {@code character varying(40)}, {@code integer} for {@code int4}. */
    public static String shortName(String sql) {
        return Parts.of(sql).text(false);
    }

    /** One text for all ways to write a type: sizes that are the default ones left out, too. */
    public static String canonical(String sql) {
        return Parts.of(sql).text(true);
    }

    private record Parts(String name, String sizes, boolean array) {

        static Parts of(String sql) {
            String text = withoutConstraints(sql.strip().replaceAll("\\s+", " "));
            boolean array = text.endsWith("[]") || text.toLowerCase(Locale.ROOT).endsWith(" array");
            String element = text.replaceAll("(?i)(\\[\\])+$| array$", "");
            Matcher parts = PARTS.matcher(element.toLowerCase(Locale.ROOT));
            if (!parts.matches()) {
                return new Parts(element, "", array);
            }
            String behind = parts.group(3) == null ? "" : " " + parts.group(3);
            String name = (parts.group(1) + behind).strip();
            String sizes = parts.group(2) == null ? "" : parts.group(2).replace(" ", "");
            return new Parts(ALIASES.getOrDefault(name, name), sizes, array);
        }

        /** What a column definition says beyond the type. */
        private static String withoutConstraints(String definition) {
            return definition.replaceAll(
                    "(?i) (not null|null|default|check|unique|primary key|references|generated|collate)\\b.*$", "");
        }

        String text(boolean canonical) {
            String plain = canonical ? plainName() : name;
            String size = canonical ? plainSizes() : sizes;
            int zone = plain.indexOf(" with");
            String sized = size.isEmpty()
                    ? plain
                    : zone < 0
                            ? plain + "(" + size + ")"
                            : plain.substring(0, zone) + "(" + size + ")" + plain.substring(zone);
            return sized + (array ? "[]" : "");
        }

        private String plainName() {
            if (!name.equals("float")) {
                return name;
            }
            return !sizes.isEmpty() && Integer.parseInt(sizes) <= 24 ? "real" : "double precision";
        }

        private String plainSizes() {
            boolean ofMoment = name.startsWith("time") || name.startsWith("interval");
            if (name.equals("float") || ofMoment && sizes.equals("6") || name.equals("char") && sizes.equals("1")) {
                return "";
            }
            return name.equals("numeric") && !sizes.isEmpty() && !sizes.contains(",") ? sizes + ",0" : sizes;
        }
    }
}
