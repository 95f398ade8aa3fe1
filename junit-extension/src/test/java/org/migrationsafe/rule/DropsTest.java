package org.migrationsafe.rule;

import java.nio.file.Path;

import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.migrationsafe.Scripts;
import org.migrationsafe.report.Report;

import static org.assertj.core.api.Assertions.assertThat;

/** What is dropped is found by what is gone, whatever took it, and each thing once. */
class DropsTest {

    private static final String SHOP = """
            CREATE TYPE mood AS ENUM ('ok', 'sad');
            CREATE TABLE orders (id bigint PRIMARY KEY, amount int NOT NULL);
            CREATE VIEW open_orders AS SELECT id FROM orders;
            CREATE TABLE line (id bigint PRIMARY KEY, number serial UNIQUE, mood mood);
            CREATE TABLE stock (id bigint PRIMARY KEY, code text, kind text, CONSTRAINT stock_named CHECK (code <> '' OR kind <> ''));
            CREATE UNIQUE INDEX stock_code ON stock (code);
            CREATE TABLE shelf (id bigint PRIMARY KEY, stock_id bigint REFERENCES stock);
            CREATE UNIQUE INDEX shelf_id ON shelf (id);
            CREATE TABLE bare (note text);
            CREATE PUBLICATION stocks FOR TABLE stock;
            CREATE TABLE event (id bigint NOT NULL, kind text, at date NOT NULL) PARTITION BY RANGE (at);
            CREATE TABLE e1 PARTITION OF event FOR VALUES FROM ('2024-01-01') TO ('2025-01-01');
            CREATE TABLE e2 PARTITION OF event FOR VALUES FROM ('2025-01-01') TO ('2030-01-01');
            CREATE SEQUENCE numbers;
            CREATE SCHEMA archive;
            CREATE TABLE archive.old (id bigint PRIMARY KEY);
            CREATE FUNCTION tidy() RETURNS void LANGUAGE plpgsql AS $$ BEGIN DROP TABLE line; END $$;
            """;

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "DROP SCHEMA archive CASCADE | data-dropped archive.old, object-dropped-while-in-use archive, table-dropped-while-in-use archive.old",
                "DROP TABLE orders CASCADE | data-dropped orders, object-dropped-while-in-use open_orders, table-dropped-while-in-use orders",
                "DROP TABLE event | data-dropped event, table-dropped-while-in-use event",
                "DROP TABLE e1 | data-dropped e1, partition-locks-siblings event",
                "ALTER TABLE event DROP COLUMN kind | column-dropped-while-in-use event, data-dropped event",
                "DROP SEQUENCE numbers | object-dropped-while-in-use numbers",
                "ALTER TABLE line DROP COLUMN number | column-dropped-while-in-use line, data-dropped line",
                "SELECT tidy() | data-dropped line, table-dropped-while-in-use line",
                "DROP TYPE mood CASCADE | column-dropped-while-in-use line, data-dropped line, object-dropped-while-in-use mood",
                "ALTER SCHEMA archive RENAME TO attic | renamed-in-place null",
                "ALTER TYPE mood RENAME TO temper | renamed-in-place null",
                "ALTER TYPE mood RENAME VALUE 'sad' TO 'blue' | renamed-in-place null",
                "ALTER FUNCTION tidy() RENAME TO clean | renamed-in-place null",
                "DROP FUNCTION tidy() | object-dropped-while-in-use tidy()",
                "DO $$ BEGIN DROP FUNCTION tidy(); END $$ | object-dropped-while-in-use tidy()",
                "DROP VIEW open_orders; CREATE VIEW open_orders AS SELECT 1 AS one | object-dropped-while-in-use open_orders.id",
                "ALTER TABLE line ALTER COLUMN number DROP DEFAULT | object-dropped-while-in-use line.number",
                "ALTER TABLE line ADD COLUMN c int NOT NULL DEFAULT 1; ALTER TABLE line ALTER COLUMN c DROP DEFAULT | required-column-without-default line",
                "ALTER TABLE line ALTER COLUMN id ADD GENERATED ALWAYS AS IDENTITY | identity-below-rows line, object-dropped-while-in-use line.id",
                "ALTER TABLE line DROP CONSTRAINT line_pkey | unique-key-dropped line",
                "ALTER TABLE orders DROP COLUMN id CASCADE | column-dropped-while-in-use orders, data-dropped orders, object-dropped-while-in-use open_orders, unique-key-dropped orders",
                "DO $$ BEGIN DROP INDEX stock_code; END $$ | drop-index-without-concurrently stock, unique-key-dropped stock",
                "ALTER TABLE stock DROP COLUMN code CASCADE | column-dropped-while-in-use stock, constraint-dropped-with-column stock, data-dropped stock",
                "ALTER TABLE stock DROP COLUMN id CASCADE | column-dropped-while-in-use stock, constraint-dropped-with-column shelf, data-dropped stock, replica-identity-dropped stock",
                "ALTER TABLE stock REPLICA IDENTITY NOTHING | replica-identity-dropped stock",
                "CREATE PUBLICATION more FOR TABLE bare | replica-identity-dropped bare",
                "SELECT setval('line_number_seq', 1) | identity-below-rows line",
                "ALTER SEQUENCE line_number_seq RESTART | identity-below-rows line",
                "CREATE RULE none AS ON INSERT TO line DO INSTEAD NOTHING | trigger-on-hot-table line",
                "CREATE TABLE other (id bigint); DROP TABLE line; ALTER TABLE other RENAME TO line | data-dropped line",
                "ALTER TABLE line DROP COLUMN mood, ADD COLUMN mood text | data-dropped line"
            })
    void each_thing_that_is_gone_is_found_once(String pending, String expected, @TempDir Path folder) {
        Report report = Scripts.in(folder)
                .file("V1__shop.sql", SHOP)
                .file(
                        "V2__pending.sql",
                        "SET LOCAL lock_timeout = '5s'; SET LOCAL statement_timeout = '1min';\n" + pending + ";\n")
                .reviewer()
                .released("1")
                .set("migrationsafe.queue", "false")
                .postgres(16)
                .review();
        assertThat(report.problems()).isEmpty();
        assertThat(report.notSeen()).isEmpty();
        assertThat(report.findings().stream()
                        .map(finding -> finding.rule().id() + " " + finding.relation())
                        .sorted())
                .containsExactly(expected.split(", "));
        assertThat(report.passed()).isFalse();
    }

    /** Each is there again under its name, or was never there for running code. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "DROP FUNCTION tidy(); CREATE FUNCTION tidy() RETURNS int LANGUAGE sql AS 'SELECT 1'",
                "CREATE OR REPLACE FUNCTION tidy() RETURNS void LANGUAGE sql AS 'SELECT 1'",
                "DROP VIEW open_orders; CREATE VIEW open_orders AS SELECT id, amount FROM orders",
                "CREATE TYPE t AS ENUM ('a'); ALTER TYPE t RENAME TO u; DROP TYPE u",
                "CREATE SCHEMA s; CREATE TABLE s.t (id int); DROP TABLE s.t; DROP SCHEMA s",
                "ALTER TYPE mood ADD VALUE 'glad'",
                "ALTER TABLE shelf DROP CONSTRAINT shelf_pkey",
                "ALTER TABLE stock REPLICA IDENTITY NOTHING; ALTER TABLE stock REPLICA IDENTITY FULL",
                "SELECT setval('line_number_seq', (SELECT max(number) FROM line))",
                "ALTER SEQUENCE line_number_seq RESTART WITH 2000000",
                "INSERT INTO line (id) VALUES (7)",
                "ALTER TABLE line ALTER COLUMN number SET DEFAULT 7",
                "ALTER TABLE line ALTER COLUMN number DROP DEFAULT; ALTER TABLE line ALTER COLUMN number SET DEFAULT 7",
                "ALTER TABLE orders ALTER COLUMN amount SET DEFAULT 1"
            })
    void nothing_is_found_where_nothing_is_missing(String pending, @TempDir Path folder) {
        Report report = Scripts.in(folder)
                .file("V1__shop.sql", SHOP)
                .file(
                        "V2__pending.sql",
                        "SET LOCAL lock_timeout = '5s'; SET LOCAL statement_timeout = '1min';\n" + pending + ";\n")
                .reviewer()
                .released("1")
                .set("migrationsafe.queue", "false")
                .postgres(16)
                .review();
        assertThat(report.problems()).isEmpty();
        assertThat(report.findings()).isEmpty();
    }
}
