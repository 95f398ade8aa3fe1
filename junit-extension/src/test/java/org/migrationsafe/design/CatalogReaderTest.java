package org.migrationsafe.design;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.stream.Collectors;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.migrationsafe.catalog.CatalogReader;
import org.migrationsafe.catalog.Written;
import org.migrationsafe.database.DisposableDatabase;
import org.migrationsafe.recording.RelationName;
import org.migrationsafe.schema.Column;
import org.migrationsafe.schema.PostgresTypes;
import org.migrationsafe.schema.Schema;
import org.migrationsafe.schema.SchemaText;
import org.migrationsafe.schema.Table;
import org.migrationsafe.source.Redaction;

import static org.assertj.core.api.Assertions.assertThat;

/** What is read from the catalogue of real servers, and where migrations wrote it. */
class CatalogReaderTest {

    private static final String SQL = """
            CREATE SCHEMA sales;
            CREATE TYPE mood AS ENUM ('CALM', 'WILD');
            CREATE DOMAIN postcode AS varchar(10) NOT NULL CHECK (length(VALUE) > 3);
            CREATE SEQUENCE numbers INCREMENT BY 50;
            CREATE TABLE sales.customer (
                id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
                -- a comment (with a parenthesis, and a comma
                "Full Name" varchar(80) NOT NULL,
                code postcode,
                temper mood DEFAULT 'CALM',
                number bigint DEFAULT nextval('numbers'),
                key uuid DEFAULT gen_random_uuid(),
                twice bigint GENERATED ALWAYS AS (number * 2) STORED,
                state text CHECK (state IN ('NEW', 'OLD')),
                level smallint CONSTRAINT level_check CHECK (level BETWEEN 0 AND 2),
                tags text[],
                CONSTRAINT customer_number_key UNIQUE (number)
            );
            COMMENT ON TABLE sales.customer IS 'Who buys';
            COMMENT ON COLUMN sales.customer.state IS 'how far';
            CREATE UNIQUE INDEX customer_alive ON sales.customer (lower("Full Name")) INCLUDE (state) WHERE state = 'NEW';
            CREATE INDEX customer_tags ON sales.customer USING gin (tags);
            ALTER TABLE sales.customer ENABLE ROW LEVEL SECURITY;
            CREATE TABLE reading (
                day date NOT NULL,
                customer_id bigint REFERENCES sales.customer ON DELETE SET NULL DEFERRABLE
            ) PARTITION BY RANGE (day);
            CREATE TABLE reading_2025 PARTITION OF reading FOR VALUES FROM ('2025-01-01') TO ('2026-01-01');
            ALTER TABLE reading ADD COLUMN value double precision,
                ADD COLUMN unit varchar(5);
            ALTER TABLE reading ALTER COLUMN unit TYPE varchar(8);
            ALTER TABLE reading RENAME COLUMN value TO amount;
            CREATE VIEW readings AS SELECT day, amount FROM reading;
            CREATE TABLE flyway_schema_history (version text);
            """;

    private static Schema read(int major, String sql) throws SQLException {
        try (DisposableDatabase database = Servers.open(major);
                Connection connection = database.connect();
                Statement statement = connection.createStatement()) {
            statement.execute(sql);
            Written written = Written.in(List.of(new Written.Script("V1__it.sql", sql)));
            return new CatalogReader(
                            connection,
                            written,
                            new RelationName("public", "flyway_schema_history"),
                            Redaction.PATTERNS_ONLY)
                    .read();
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {14, 16, 18})
    void everything_is_read_with_the_line_that_wrote_it(int major) throws SQLException {
        String read = new SchemaText(read(major, SQL), java.util.Map.of()).text();
        assertThat(read.replace("\t", "|")
                        .replaceFirst("(?m)^source.*\n", "")
                        .lines()
                        .skip(1))
                .containsExactly("""
                        table||reading|UNMAPPED|||day,||V1__it.sql|24
                        key|
                        column|day|DATE|date||false||WRITER|||0|||||V1__it.sql|25
                        column|customer_id|BIG_INTEGER|bigint||true|FOREIGN_KEY,|WRITER|||0|||||V1__it.sql|26
                        column|amount|FLOATING_POINT|double precision||true||WRITER|||0|||||V1__it.sql|32
                        column|unit|TEXT|varchar(8)||true||WRITER|||0|||||V1__it.sql|31
                        reference|reading_customer_id_fkey|customer_id,|customer|id,|SET_NULL|DEFERRABLE,||V1__it.sql|26
                        table||readings|VIEW|||||V1__it.sql|33
                        key|
                        column|day|DATE|date||true||WRITER|||0|||||V1__it.sql|33
                        column|amount|FLOATING_POINT|double precision||true||WRITER|||0|||||V1__it.sql|33
                        table|sales|customer|UNMAPPED||ROW_SECURITY,||Who buys|V1__it.sql|5
                        key|id,
                        column|id|BIG_INTEGER|bigint||false|GENERATED,IDENTIFIER,|IDENTITY|ALWAYS||0|||||V1__it.sql|6
                        column|Full Name|TEXT|varchar(80)||false||WRITER|||0|||||V1__it.sql|8
                        column|code|TEXT|varchar(10)|postcode|false||WRITER|||0|||||V1__it.sql|9
                        column|temper|NATIVE_ENUM|mood||true||DEFAULT|'CALM'::mood||0|||||V1__it.sql|10
                        column|number|BIG_INTEGER|bigint||true|GENERATED,|SEQUENCE|nextval('numbers'::regclass)|numbers|0|||||V1__it.sql|11
                        column|key|UUID|uuid||true|GENERATED,UUID_VALUE,|RANDOM_UUID|gen_random_uuid()||0|||||V1__it.sql|12
                        column|twice|BIG_INTEGER|bigint||true|GENERATED,|STORED|(number * 2)||0|||||V1__it.sql|13
                        column|state|TEXT|text||true||WRITER|||0||how far|||V1__it.sql|14
                        column|level|SMALL_INTEGER|smallint||true|ORDINAL_ENUM,|WRITER|||0|||||V1__it.sql|15
                        column|tags|ARRAY|text[]||true||WRITER|||0|||||V1__it.sql|16
                        index|customer_alive|lower("Full Name"::text),|true|state,|btree|state = 'NEW'::text|EXPRESSION,|customer.customer_alive|V1__it.sql|21
                        index|customer_number_key|number,|true||btree||CONSTRAINT,|customer.customer_number_key|V1__it.sql|17
                        index|customer_tags|tags,|false||gin|||customer.customer_tags|V1__it.sql|22
                        check|customer_state_check|state,|state = ANY (ARRAY['NEW'::text, 'OLD'::text])|NEW,OLD,|V1__it.sql|14
                        check|level_check|level,|level >= 0 AND level <= 2|0,1,2,|V1__it.sql|15
                        sequence||numbers|50||V1__it.sql|4
                        sequence|sales|customer_id_seq|1||the migrated schema|0
                        enum||mood|CALM,WILD,|V1__it.sql|2""".lines().toArray(String[]::new));
    }

    /** Whatever a type is called, it is the same to us if it is the same to the server. */
    @Test
    void names_of_types_mean_what_the_server_says() throws SQLException {
        List<String> names = List.of(
                "int",
                "int4",
                "integer",
                "int2",
                "smallint",
                "int8",
                "bigint",
                "bool",
                "boolean",
                "decimal",
                "decimal(12)",
                "numeric(12,2)",
                "float4",
                "real",
                "float8",
                "double precision",
                "float",
                "float(24)",
                "float(53)",
                "varchar",
                "varchar(40)",
                "character varying(40)",
                "character varying",
                "char",
                "char(1)",
                "character(8)",
                "bpchar",
                "text",
                "timestamp",
                "timestamp(6)",
                "timestamp(3)",
                "timestamptz",
                "timestamptz(3)",
                "timestamp with time zone",
                "timestamp(6) with time zone",
                "time",
                "time(0)",
                "timetz",
                "time(6) with time zone",
                "date",
                "interval",
                "interval second",
                "uuid",
                "json",
                "jsonb",
                "bytea",
                "inet",
                "oid",
                "money",
                "int[]",
                "varchar(255)[]",
                "numeric(12,2)[]",
                "tsvector",
                "tstzrange");
        try (DisposableDatabase database = Servers.open(16);
                Connection connection = database.connect();
                Statement statement = connection.createStatement()) {
            statement.execute("CREATE TABLE t ("
                    + java.util.stream.IntStream.range(0, names.size())
                            .mapToObj(i -> "c" + i + " " + names.get(i))
                            .collect(Collectors.joining(", "))
                    + ")");
            try (ResultSet row = statement.executeQuery("""
                    SELECT substr(attname, 2)::int, format_type(atttypid, atttypmod) FROM pg_attribute
                    WHERE attrelid = 't'::regclass AND attnum > 0 ORDER BY attnum""")) {
                int seen = 0;
                while (row.next()) {
                    String ours = names.get(row.getInt(1));
                    assertThat(PostgresTypes.canonical(ours))
                            .as(ours + " is " + row.getString(2))
                            .isEqualTo(PostgresTypes.canonical(row.getString(2)));
                    assertThat(PostgresTypes.kindOf(ours)).as(ours).isEqualTo(PostgresTypes.kindOf(row.getString(2)));
                    seen++;
                }
                assertThat(seen).isEqualTo(names.size());
            }
        }
    }

    @Test
    void what_no_script_writes_has_no_line() throws SQLException {
        Schema schema = read(16, "DO $$ BEGIN EXECUTE 'CREATE TABLE hid' || 'den (id bigint)'; END $$;");
        Table hidden = schema.table("hidden").orElseThrow();
        assertThat(hidden.place()).hasToString("the migrated schema");
        assertThat(hidden.columns()).extracting(Column::place).containsExactly(hidden.place());
    }

    @Test
    void what_is_secret_is_not_shown() throws SQLException {
        String read = new SchemaText(read(16, """
                CREATE TABLE source (
                    id bigint PRIMARY KEY,
                    url text DEFAULT 'jdbc:postgresql://shop:s3cr3tpw@db/shop' CHECK (url <> 'postgresql://a:s3cr3tpw@b/c')
                );
                COMMENT ON COLUMN source.url IS 'such as postgresql://a:s3cr3tpw@b/c';
                """), java.util.Map.of()).text();
        assertThat(read).contains("DEFAULT", "***").doesNotContain("s3cr3tpw");
    }

    @Test
    void a_long_text_is_gone_past() throws SQLException {
        String text = "it''s ".repeat(50_000);
        Schema schema = read(
                16,
                "CREATE TABLE words (\n    said text DEFAULT '" + text + "',\n    \"odd \"\"name\" text\n);\n"
                        + "INSERT INTO words (said) VALUES ('" + text + "');");
        assertThat(schema.table("words").orElseThrow().columns())
                .extracting(column -> column.name() + " " + column.place().line())
                .containsExactly("said 2", "odd \"name 3");
    }
}
