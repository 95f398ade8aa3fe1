package org.migrationsafe.rule;

import java.nio.file.Path;
import java.util.stream.Collectors;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.migrationsafe.Scripts;
import org.migrationsafe.report.Report;

import static org.assertj.core.api.Assertions.assertThat;

/** Statements that look like a fault and are none, and faults that do not look like one. */
class NearMissesTest {

    private static final String SHOP = """
            CREATE TYPE mood AS ENUM ('sad', 'ok');
            CREATE TABLE customer (id bigint PRIMARY KEY, email varchar(50) NOT NULL, note text);
            CREATE TABLE orders (id bigint PRIMARY KEY, customer_id bigint NOT NULL REFERENCES customer,
                code varchar(20) NOT NULL, amount numeric(10, 2) NOT NULL CHECK (amount > 0), placed timestamp(3) NOT NULL);
            CREATE INDEX orders_code ON orders (code);
            CREATE TABLE setting (name text PRIMARY KEY, value text);
            CREATE VIEW open_orders AS SELECT id FROM orders;
            CREATE TABLE event (kind int NOT NULL) PARTITION BY LIST (kind);
            CREATE TABLE e1 PARTITION OF event FOR VALUES IN (1);
            """;

    private static Report review(Path folder, String pending) {
        return review(folder, pending, 16);
    }

    private static Report review(Path folder, String pending, int major) {
        return Scripts.in(folder)
                .file("V1__shop.sql", SHOP)
                .file(
                        "V2__pending.sql",
                        "SET LOCAL lock_timeout = '5s'; SET LOCAL statement_timeout = '1min';\n" + pending + ";\n")
                .reviewer()
                .released("1")
                .postgres(major)
                .review();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "ALTER TABLE orders ADD COLUMN c int",
                "ALTER TABLE orders ADD COLUMN c int NOT NULL DEFAULT 7",
                "ALTER TABLE orders ADD COLUMN c timestamptz NOT NULL DEFAULT now()",
                "ALTER TABLE orders ADD COLUMN c bigint REFERENCES customer",
                "ALTER TABLE orders ADD COLUMN c int; ALTER TABLE orders DROP COLUMN c",
                "DROP INDEX IF EXISTS no_such_index",
                "DROP TABLE IF EXISTS no_such_table",
                "CREATE TABLE extra (id int); DROP TABLE extra",
                "ALTER TABLE orders ALTER COLUMN code TYPE varchar(40)",
                "ALTER TABLE orders ALTER COLUMN code TYPE text",
                "ALTER TABLE orders ALTER COLUMN placed TYPE timestamp",
                "ALTER TABLE orders ALTER COLUMN code DROP NOT NULL",
                "ALTER TABLE orders ALTER COLUMN code SET DEFAULT 'x'",
                "ALTER TABLE orders ALTER COLUMN code SET STATISTICS 500",
                "ALTER TABLE orders ADD CONSTRAINT c CHECK (code <> '') NOT VALID",
                "ALTER TABLE orders DROP CONSTRAINT orders_amount_check",
                "ALTER INDEX orders_code RENAME TO orders_code_idx",
                "ALTER TABLE orders RENAME CONSTRAINT orders_amount_check TO amount_positive",
                "ALTER TYPE mood ADD VALUE 'happy'",
                "CREATE TABLE extra (id int PRIMARY KEY, order_id bigint REFERENCES orders); CREATE INDEX extra_order ON extra (order_id)",
                "CREATE TABLE extra (id int); INSERT INTO extra SELECT generate_series(1, 1000); ALTER TABLE extra ALTER COLUMN id TYPE bigint",
                "INSERT INTO setting VALUES ('a', '1'), ('b', '2'), ('c', '3'); ALTER TABLE orders ADD COLUMN c int",
                "ALTER TABLE orders ADD COLUMN c int; UPDATE setting SET value = '1' WHERE name = 'seed-1000001'",
                "CREATE OR REPLACE VIEW open_orders AS SELECT id FROM orders WHERE amount > 1",
                "COMMENT ON COLUMN orders.code IS 'what the customer typed'",
                "CREATE FUNCTION f() RETURNS int LANGUAGE sql AS 'SELECT 1'",
                "ALTER TABLE orders RENAME TO purchase; CREATE VIEW orders AS SELECT * FROM purchase",
                "DROP VIEW open_orders; CREATE VIEW open_orders AS SELECT id FROM orders",
                "UPDATE orders SET code = 'x' WHERE id < 0",
                "ANALYZE orders"
            })
    void harmless_statements_have_no_finding(String pending, @TempDir Path folder) {
        Report report = review(folder, pending);
        assertThat(report.problems()).isEmpty();
        assertThat(report.findings()).extracting(finding -> finding.rule().id()).isEmpty();
        assertThat(report.notSeen()).isEmpty();
    }

    /** The forms that no rule's good example has, since they need a newer server or a partitioned table. */
    @Test
    void advice_is_itself_clean(@TempDir Path folder) {
        String timeout = "SET LOCAL lock_timeout = '5s';\n";
        Report report = Scripts.in(folder)
                .file("V1__shop.sql", SHOP)
                .file("V2__not_null.sql", timeout + "ALTER TABLE customer ADD CONSTRAINT n NOT NULL note NOT VALID;")
                .file("V3__not_null_proven.sql", timeout + "ALTER TABLE customer VALIDATE CONSTRAINT n;")
                .file("V4__index.sql", timeout + "CREATE INDEX i ON ONLY event (kind);")
                .file(
                        "V5__index.sql",
                        "DROP INDEX CONCURRENTLY IF EXISTS i1;\nCREATE INDEX CONCURRENTLY i1 ON e1 (kind);")
                .file("V6__index.sql", timeout + "ALTER INDEX i ATTACH PARTITION i1;")
                .file(
                        "V7__virtual.sql",
                        timeout + "ALTER TABLE orders ADD c numeric GENERATED ALWAYS AS (amount) VIRTUAL;")
                .reviewer()
                .released("1")
                .postgres(18)
                .review();
        assertThat(report.problems()).isEmpty();
        assertThat(report.findings())
                .extracting(
                        finding -> finding.place().line() + " " + finding.rule().id())
                .isEmpty();
        assertThat(report.notSeen()).isEmpty();
    }

    /** Outside a transaction, where a failed migration is run again from its beginning. */
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "UPDATE orders SET code = 'x' WHERE id IN (SELECT id FROM orders WHERE code <> 'x' ORDER BY id LIMIT 50) | ''",
                "UPDATE orders SET amount = amount + 1 WHERE id IN (SELECT id FROM orders ORDER BY id LIMIT 50) | 50",
                "INSERT INTO setting SELECT id::text FROM orders WHERE NOT EXISTS (SELECT FROM setting WHERE name = '1000001') | ''",
                "INSERT INTO customer SELECT max(id) OVER () + row_number() OVER (), 'x', 'y' FROM customer | 600",
                "DELETE FROM setting WHERE name IN (SELECT name FROM setting ORDER BY 1 LIMIT 20) | ''"
            })
    void a_batch_that_goes_on_is_not_one_that_does_it_twice(String pending, String again, @TempDir Path folder) {
        Report report = Scripts.in(folder)
                .file("V1__shop.sql", SHOP)
                .file("V2__fill.sql", pending + ";")
                .file("V2__fill.sql.conf", "executeInTransaction=false")
                .reviewer()
                .set("migrationsafe.growth", "false")
                .set("migrationsafe.queue", "false")
                .released("1")
                .postgres(16)
                .review();
        assertThat(report.notSeen()).isEmpty();
        assertThat(report.findings().stream()
                        .filter(finding -> finding.rule().id().equals("backfill-not-idempotent"))
                        .flatMap(finding -> finding.facts().stream())
                        .filter(fact -> fact.name().equals("again"))
                        .map(Fact::value)
                        .collect(Collectors.joining()))
                .isEqualTo(again);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "16 | ALTER TABLE customer ALTER COLUMN note SET NOT NULL | ADD CONSTRAINT note_not_null CHECK (note IS NOT NULL) NOT VALID",
                "18 | ALTER TABLE customer ALTER COLUMN note SET NOT NULL | ADD CONSTRAINT note_not_null NOT NULL note NOT VALID",
                "16 | CREATE INDEX i ON event (kind) | `CREATE INDEX i ON ONLY event …`",
                "17 | ALTER TABLE orders ADD c numeric GENERATED ALWAYS AS (amount) STORED | Use an ordinary nullable column",
                "18 | ALTER TABLE orders ADD c numeric GENERATED ALWAYS AS (amount) STORED | `GENERATED ALWAYS AS (…) VIRTUAL`"
            })
    void advice_is_what_this_server_and_this_table_can_do(
            int major, String pending, String advice, @TempDir Path folder) {
        assertThat(review(folder, pending, major).findings())
                .singleElement()
                .satisfies(finding -> assertThat(finding.instead()).contains(advice));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "ALTER TABLE orders ADD COLUMN c bigserial | identity-on-existing-table",
                "ALTER TABLE orders ADD COLUMN c numeric GENERATED ALWAYS AS (amount * 2) STORED | stored-generated-column",
                "ALTER TABLE orders ADD COLUMN c int CHECK (c > 0) | constraint-validated-while-blocking",
                "ALTER TABLE orders ADD COLUMN c bigint DEFAULT 1000001 REFERENCES customer | constraint-validated-while-blocking",
                "ALTER TABLE orders ALTER COLUMN code TYPE varchar(40) COLLATE \"C\" | type-change-rebuilds-index",
                "ALTER TABLE orders ALTER COLUMN amount TYPE numeric(12, 4) | type-change-rewrites",
                "ALTER TABLE customer ALTER COLUMN id TYPE numeric(20) | type-change-breaks-partner + type-change-rewrites",
                "ALTER TABLE orders SET UNLOGGED | blocking-table-rewrite",
                "CLUSTER orders USING orders_code | vacuum-full-or-cluster",
                "TRUNCATE setting | truncate",
                "CREATE UNIQUE INDEX u ON customer (email) | index-without-concurrently",
                "ALTER TABLE customer ADD EXCLUDE (email WITH =) | exclusion-constraint",
                "ALTER VIEW open_orders RENAME TO orders_open | renamed-in-place",
                "DO $$ BEGIN ALTER TABLE orders ADD COLUMN c int; UPDATE orders SET c = 1; END $$ | backfill-beside-ddl",
                "DO $$ BEGIN EXECUTE 'DROP INDEX orders_code'; END $$ | drop-index-without-concurrently",
                "ALTER TYPE mood ADD VALUE 'new'; SELECT 'new'::mood | enum-value-used-in-its-transaction",
                "REINDEX TABLE CONCURRENTLY orders | concurrently-in-transaction",
                "LOCK TABLE orders IN SHARE MODE; DELETE FROM setting | backfill-beside-ddl",
                "LOCK TABLE orders; SELECT count(*) FROM customer | lock-held-across-work",
                "DO $$ BEGIN LOCK TABLE customer; PERFORM count(*) FROM customer; "
                        + "CREATE TABLE e2 PARTITION OF event FOR VALUES IN (2); END $$"
                        + " | blocking-table-scan + partition-locks-siblings"
            })
    void faults_that_hide_are_found(String pending, String rules, @TempDir Path folder) {
        assertThat(review(folder, pending).findings())
                .extracting(finding -> finding.rule().id())
                .containsExactly(rules.split(" \\+ "));
    }
}
