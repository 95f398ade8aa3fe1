package org.migrationsafe.processor.read;

import org.migrationsafe.schema.ColumnType;
import org.migrationsafe.schema.ColumnType.Kind;

/** PostgreSQL's names for what Java types, JDBC type codes and column definitions mean. */
final class SqlTypeNames {

    /** From this length on Hibernate uses text. */
    private static final int LONGEST_VARCHAR = 10_485_760;

    private SqlTypeNames() {}

    static ColumnType ofJava(String javaType, Sizes sizes, HibernateVersion hibernate) {
        return switch (javaType) {
            case "java.lang.Boolean" -> new ColumnType(Kind.BOOLEAN, "boolean");
            case "java.lang.Byte", "java.lang.Short" -> new ColumnType(Kind.SMALL_INTEGER, "smallint");
            case "java.lang.Integer", "java.time.Year" -> new ColumnType(Kind.INTEGER, "integer");
            case "java.lang.Long" -> new ColumnType(Kind.BIG_INTEGER, "bigint");
            case "java.lang.Float" -> new ColumnType(Kind.FLOATING_POINT, "float4");
            case "java.lang.Double" -> new ColumnType(Kind.FLOATING_POINT, "float(53)");
            case "java.math.BigDecimal" ->
                new ColumnType(Kind.DECIMAL, "numeric(" + sizes.precision() + "," + sizes.scale() + ")");
            case "java.math.BigInteger" -> new ColumnType(Kind.DECIMAL, "numeric(" + sizes.precision() + ",0)");
            case "java.time.Duration" -> new ColumnType(Kind.DECIMAL, "numeric(21,0)");
            case "java.lang.Character" -> new ColumnType(Kind.TEXT, "char(1)");
            case "java.lang.String",
                    "java.util.Locale",
                    "java.util.TimeZone",
                    "java.time.ZoneId",
                    "java.time.ZoneOffset",
                    "java.net.URL",
                    "java.lang.Class" -> text(sizes.length());
            case "java.time.LocalDate", "java.sql.Date" -> new ColumnType(Kind.DATE, "date");
            case "java.time.LocalTime", "java.time.OffsetTime", "java.sql.Time" ->
                new ColumnType(Kind.TIME, "time(" + hibernate.timePrecision() + ")");
            case "java.util.Currency" -> new ColumnType(Kind.TEXT, "varchar(3)");
            case "java.time.LocalDateTime",
                    "java.util.Date",
                    "java.sql.Timestamp",
                    "java.util.Calendar",
                    "java.util.GregorianCalendar" -> new ColumnType(Kind.TIMESTAMP, "timestamp(6)");
            case "java.time.Instant", "java.time.OffsetDateTime", "java.time.ZonedDateTime" ->
                new ColumnType(Kind.TIMESTAMP_WITH_TIME_ZONE, "timestamp(6) with time zone");
            case "java.util.UUID" -> new ColumnType(Kind.UUID, "uuid");
            case "java.net.InetAddress" -> new ColumnType(Kind.OTHER, "inet");
            case "java.sql.Clob", "java.sql.NClob", "java.sql.Blob" -> new ColumnType(Kind.LARGE_OBJECT, "oid");
            default -> new ColumnType(Kind.BINARY, "bytea");
        };
    }

    private static ColumnType text(int length) {
        return new ColumnType(Kind.TEXT, length > LONGEST_VARCHAR ? "text" : "varchar(" + length + ")");
    }

    /**
     * A code of java.sql.Types or Hibernate's SqlTypes.
     *
     * @see <a href="https://docs.hibernate.org/orm/7.0/javadocs/org/hibernate/type/SqlTypes.html">SqlTypes</a>
     */
    static ColumnType ofCode(int code, Sizes sizes) {
        return switch (code) {
            case 16, -7 -> new ColumnType(Kind.BOOLEAN, "boolean");
            case -6, 5 -> new ColumnType(Kind.SMALL_INTEGER, "smallint");
            case 4 -> new ColumnType(Kind.INTEGER, "integer");
            case -5 -> new ColumnType(Kind.BIG_INTEGER, "bigint");
            case 6, 8 -> new ColumnType(Kind.FLOATING_POINT, "float(53)");
            case 7 -> new ColumnType(Kind.FLOATING_POINT, "float4");
            case 2, 3 -> new ColumnType(Kind.DECIMAL, "numeric(" + sizes.precision() + "," + sizes.scale() + ")");
            case 1, -15 -> new ColumnType(Kind.TEXT, "char(" + sizes.length() + ")");
            case 12, -9 -> text(sizes.length());
            case -1, -16, 4001, 4002 -> new ColumnType(Kind.TEXT, "text");
            case -2, -3, -4, 4003 -> new ColumnType(Kind.BINARY, "bytea");
            case 91 -> new ColumnType(Kind.DATE, "date");
            case 92 -> new ColumnType(Kind.TIME, "time(6)");
            case 2013, 3007 -> new ColumnType(Kind.TIME, "time(6) with time zone");
            case 93 -> new ColumnType(Kind.TIMESTAMP, "timestamp(6)");
            case 2014, 3003, 3008 -> new ColumnType(Kind.TIMESTAMP_WITH_TIME_ZONE, "timestamp(6) with time zone");
            case 2004, 2005, 2011, 3004 -> new ColumnType(Kind.LARGE_OBJECT, "oid");
            case 3000 -> new ColumnType(Kind.UUID, "uuid");
            case 3001 -> new ColumnType(Kind.JSON, "jsonb");
            case 3100, 3015 -> new ColumnType(Kind.OTHER, "interval second");
            case 3002 -> new ColumnType(Kind.OTHER, "inet");
            case 6000, 6001, 6002, 6003 -> new ColumnType(Kind.NATIVE_ENUM, "enum");
            case 2003 -> new ColumnType(Kind.ARRAY, "array");
            default -> new ColumnType(Kind.OTHER, "type code " + code);
        };
    }
}
