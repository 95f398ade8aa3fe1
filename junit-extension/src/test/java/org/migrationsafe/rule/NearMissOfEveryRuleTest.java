package org.migrationsafe.rule;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.migrationsafe.Scripts;
import org.migrationsafe.report.Report;
import org.migrationsafe.rule.migration.MigrationRule;

import static org.assertj.core.api.Assertions.assertThat;

/** Each rule has something that looks like its fault and is none; the fault itself is its page's bad example. */
class NearMissOfEveryRuleTest {

    private static final String TIMEOUTS = "SET LOCAL lock_timeout = '5s'; SET LOCAL statement_timeout = '1min';\n";

    /** Runs without a transaction, as a file of that name with {@code .conf} says. */
    private static final String ALONE = "alone: ";

    private static final String SHOP = """
            CREATE TYPE mood AS ENUM ('sad', 'ok');
            CREATE DOMAIN amount AS numeric(12, 2);
            CREATE TABLE customer (id bigint PRIMARY KEY, email varchar(50) NOT NULL, note text, code varchar(20) NOT NULL);
            CREATE TABLE orders (id bigint PRIMARY KEY, customer_id bigint NOT NULL, total amount, state mood,
                placed timestamp(3) NOT NULL, paid boolean, code varchar(20) UNIQUE);
            CREATE INDEX orders_customer ON orders (customer_id);
            CREATE UNIQUE INDEX customer_code ON customer (code);
            CREATE UNIQUE INDEX customer_code_again ON customer (code);
            CREATE TABLE setting (name text PRIMARY KEY, value text);
            CREATE TABLE booking (id bigint PRIMARY KEY, room int NOT NULL, starts date, ends date,
                CONSTRAINT booking_order CHECK (starts < ends), CONSTRAINT booking_room CHECK (room > 0 OR starts IS NULL));
            CREATE TABLE parcel (id bigint PRIMARY KEY, code text NOT NULL);
            CREATE PUBLICATION parcels FOR TABLE parcel;
            CREATE TABLE event (kind int NOT NULL, at date) PARTITION BY LIST (kind);
            CREATE TABLE e1 PARTITION OF event FOR VALUES IN (1);
            CREATE VIEW open_orders AS SELECT id FROM orders;
            CREATE MATERIALIZED VIEW totals AS SELECT id FROM orders;
            CREATE UNIQUE INDEX totals_id ON totals (id);
            CREATE FUNCTION watch() RETURNS trigger LANGUAGE plpgsql AS 'BEGIN RETURN NEW; END';
            CREATE TABLE watched (id bigint PRIMARY KEY);
            CREATE TABLE copied (id bigint PRIMARY KEY);
            """;

    private static final Map<String, String> NEAR_MISSES = new LinkedHashMap<>();

    private static void miss(String rule, String sql) {
        NEAR_MISSES.put(rule, sql);
    }

    static {
        miss("backfill-beside-ddl", "CREATE TABLE audit (id int); UPDATE setting SET value = '1' WHERE name = 'none';");
        miss("backfill-in-migration", "DO $$ BEGIN FOR i IN 1..3 LOOP PERFORM i; END LOOP; END $$;");
        miss(
                "backfill-not-idempotent",
                ALONE
                        + "UPDATE orders SET paid = true WHERE id IN (SELECT id FROM orders WHERE paid IS NULL ORDER BY id LIMIT 10);");
        miss(
                "backfill-unbatched",
                "UPDATE customer SET note = 'x' WHERE id IN (SELECT id FROM customer ORDER BY id LIMIT 5000);");
        miss(
                "backfill-unthrottled",
                ALONE
                        + "UPDATE orders SET total = 1 WHERE id IN (SELECT id FROM orders WHERE total IS NULL ORDER BY id LIMIT 100);");
        miss("blocking-table-rewrite", "ALTER TABLE orders SET (fillfactor = 90);");
        miss("blocking-table-scan", "ALTER TABLE orders ADD CONSTRAINT c1 CHECK (id > 0) NOT VALID;");
        miss(
                "column-dropped-while-in-use",
                "ALTER TABLE setting ADD COLUMN gone int; ALTER TABLE setting DROP COLUMN gone;");
        miss("concurrently-behind-flyway-lock", "CREATE TABLE own1 (id int); CREATE INDEX own1_id ON own1 (id);");
        miss("concurrently-in-transaction", "COMMENT ON TABLE orders IS 'CREATE INDEX CONCURRENTLY comes later';");
        miss("condition-met-no-row", "INSERT INTO setting VALUES ('near', 'miss') ON CONFLICT DO NOTHING;");
        miss("constraint-dropped-with-column", "ALTER TABLE booking DROP CONSTRAINT booking_room;");
        miss("constraint-validated-while-blocking", "ALTER TABLE orders VALIDATE CONSTRAINT c1;");
        miss("conversion-by-session-time-zone", "ALTER TABLE orders ALTER COLUMN placed TYPE timestamp;");
        miss("data-dropped", "CREATE TABLE own2 (id int); INSERT INTO own2 VALUES (1); DROP TABLE own2;");
        miss("domain-column-rewrites", "ALTER TABLE customer ADD COLUMN credit amount DEFAULT 5;");
        miss(
                "domain-validated-while-blocking",
                "ALTER DOMAIN amount ADD CONSTRAINT positive CHECK (VALUE > 0) NOT VALID;");
        miss(
                "drop-index-without-concurrently",
                "CREATE TABLE own3 (id int); CREATE INDEX own3_id ON own3 (id); DROP INDEX own3_id;");
        miss("enum-rewritten", "ALTER TYPE mood ADD VALUE 'glad';");
        miss("enum-value-used-in-its-transaction", "ALTER TYPE mood ADD VALUE 'sorry'; SELECT 'ok'::mood;");
        miss("exclusion-constraint", "CREATE TABLE own4 (during daterange, EXCLUDE USING gist (during WITH &&));");
        miss(
                "identity-below-rows",
                "CREATE TABLE own5 (id bigint GENERATED BY DEFAULT AS IDENTITY PRIMARY KEY);"
                        + " INSERT INTO own5 VALUES (1), (2); SELECT setval('own5_id_seq', 2);");
        miss(
                "identity-on-existing-table",
                "CREATE SEQUENCE numbers; ALTER TABLE setting ADD COLUMN number bigint;"
                        + " ALTER TABLE setting ALTER COLUMN number SET DEFAULT nextval('numbers');");
        miss("index-without-concurrently", "CREATE INDEX event_kind ON ONLY event (kind);");
        miss(
                "invalid-index-left-behind",
                ALONE + "DROP INDEX CONCURRENTLY IF EXISTS i1; CREATE INDEX CONCURRENTLY i1 ON orders (paid);");
        miss(
                "lock-held-across-work",
                "ALTER TABLE setting ADD COLUMN more int; INSERT INTO setting (name) VALUES ('a');");
        miss("lock-timeout-missing", "SELECT 1;");
        miss("locks-many-tables", "ALTER TABLE setting ADD COLUMN b int; ALTER TABLE setting ADD COLUMN c int;");
        miss("not-null-by-scan", "ALTER TABLE orders ALTER COLUMN customer_id SET NOT NULL;");
        miss(
                "not-retryable",
                ALONE + "DROP INDEX CONCURRENTLY IF EXISTS i2; CREATE INDEX CONCURRENTLY i2 ON orders (state);");
        miss(
                "object-dropped-while-in-use",
                "DROP VIEW open_orders; CREATE VIEW open_orders AS SELECT id FROM orders WHERE id > 1;");
        miss("partition-locks-siblings", "CREATE TABLE e2 (LIKE event INCLUDING ALL);");
        miss("personal-data-in-seed", "INSERT INTO customer VALUES (1, 'jane@example.com', NULL, 'x');");
        miss("policy-or-rls-change", "CREATE TABLE own6 (id int); ALTER TABLE own6 ENABLE ROW LEVEL SECURITY;");
        miss("refresh-blocking", "REFRESH MATERIALIZED VIEW CONCURRENTLY totals;");
        miss(
                "reindex-without-concurrently",
                ALONE + "DROP INDEX CONCURRENTLY IF EXISTS orders_customer_ccnew;"
                        + " REINDEX INDEX CONCURRENTLY orders_customer;");
        miss("renamed-in-place", "ALTER INDEX orders_customer RENAME TO orders_customer_idx;");
        miss("replica-identity-dropped", "ALTER TABLE parcel REPLICA IDENTITY FULL;");
        miss("required-column-without-default", "ALTER TABLE orders ADD COLUMN kind text NOT NULL DEFAULT 'web';");
        miss("secret-in-migration", "CREATE TABLE api_key (id int, password_hash text);");
        miss("seed-not-idempotent", "INSERT INTO setting (name) VALUES ('once');");
        miss("statement-timeout-missing", "ALTER TABLE orders ADD COLUMN comment text;");
        miss("stored-generated-column", "CREATE TABLE own7 (a int, b int GENERATED ALWAYS AS (a * 2) STORED);");
        miss("table-dropped-while-in-use", "DROP TABLE IF EXISTS no_such_table;");
        miss(
                "timeout-set-too-late",
                "SELECT 1; SET LOCAL lock_timeout = '3s'; ALTER TABLE orders ADD COLUMN late int;");
        miss(
                "timeout-starves-concurrent-build",
                ALONE + "SET lock_timeout = 0; SET statement_timeout = 0;"
                        + " DROP INDEX CONCURRENTLY IF EXISTS i3; CREATE INDEX CONCURRENTLY i3 ON orders (total);");
        miss("timeout-too-long", "SET LOCAL lock_timeout = '10s'; ALTER TABLE orders ADD COLUMN ten int;");
        miss(
                "trigger-on-hot-table",
                "CREATE TABLE own8 (id int);"
                        + " CREATE TRIGGER t BEFORE INSERT ON own8 FOR EACH ROW EXECUTE FUNCTION watch();");
        miss("truncate", "CREATE TABLE own9 (id int); INSERT INTO own9 VALUES (1); TRUNCATE own9;");
        miss("type-change-breaks-partner", "ALTER TABLE orders ALTER COLUMN code TYPE varchar(40);");
        miss("type-change-rebuilds-index", "ALTER TABLE customer ALTER COLUMN code TYPE varchar(40);");
        miss("type-change-rewrites", "ALTER TABLE customer ALTER COLUMN email TYPE text;");
        miss(
                "unique-constraint-not-using-index",
                "ALTER TABLE customer ADD CONSTRAINT code_key UNIQUE USING INDEX customer_code;");
        miss("unique-key-dropped", "ALTER TABLE customer DROP CONSTRAINT code_key;");
        miss("vacuum-full-or-cluster", ALONE + "VACUUM ANALYZE setting;");
        miss("volatile-default", "ALTER TABLE orders ADD COLUMN seen timestamptz NOT NULL DEFAULT now();");
    }

    /** Of Flyway's own refusals, which are found in a history as a whole. */
    private static final Set<String> OF_HISTORIES =
            Set.of("duplicate-version", "mixed-transactional", "out-of-order", "released-migration-edited");

    @TempDir
    private Path folder;

    private Scripts scripts;

    @BeforeEach
    void shop() {
        scripts = Scripts.in(folder).file("V1__shop.sql", SHOP);
    }

    @Test
    void no_rule_is_without_one() {
        Set<String> named = new TreeSet<>(NEAR_MISSES.keySet());
        named.addAll(OF_HISTORIES);
        assertThat(named)
                .containsExactlyElementsOf(MigrationRule.all().stream()
                        .map(rule -> rule.page().id())
                        .sorted()
                        .toList());
    }

    @Test
    void what_only_looks_like_a_fault_is_no_finding_of_any_rule() {
        List<String> rules = new ArrayList<>(NEAR_MISSES.keySet());
        for (int i = 0; i < rules.size(); i++) {
            String sql = NEAR_MISSES.get(rules.get(i));
            String name = "V" + (i + 2) + "__" + rules.get(i) + ".sql";
            if (sql.startsWith(ALONE)) {
                scripts.file(name + ".conf", "executeInTransaction=false").file(name, sql.substring(ALONE.length()));
            } else {
                scripts.file(name, rules.get(i).equals("lock-timeout-missing") ? sql : TIMEOUTS + sql);
            }
        }
        Report report = scripts.reviewer().released("1").postgres(16).review();
        assertThat(report.problems()).isEmpty();
        assertThat(report.notSeen()).isEmpty();
        assertThat(report.recording().migrations()).hasSize(rules.size());
        assertThat(report.findings().stream()
                        .map(finding -> Scripts.name(finding.place().toString()) + " "
                                + finding.rule().id())
                        .collect(Collectors.toList()))
                .isEmpty();
    }

    /** The same text again, a comment in a file of its own version, a version above all: what teams do every day. */
    @Test
    void what_flyway_takes_is_no_refusal_of_it() {
        Scripts history = Scripts.in(folder.resolve("history"))
                .file("V1__a.sql", "CREATE TABLE a (id bigint PRIMARY KEY);")
                .file("V3__b.sql", "CREATE TABLE b (id bigint PRIMARY KEY);");
        String store = folder.resolve("store").toString();
        history.reviewer()
                .postgres(16)
                .set("migrationsafe.store", store)
                .set("migrationsafe.release", "true")
                .review();
        history.file("V3.1__c.sql", "CREATE TABLE c (id bigint PRIMARY KEY);")
                .file("V3.1.1__d.sql", TIMEOUTS + "COMMENT ON TABLE a IS 'V3'; ALTER TABLE a ADD COLUMN n int;");
        Report report = history.reviewer()
                .postgres(16)
                .set("migrationsafe.store", store)
                .review();
        assertThat(report.problems()).isEmpty();
        assertThat(report.findings()).isEmpty();
        assertThat(report.recording().migrations())
                .extracting(run -> run.migration().fileName())
                .containsExactly("V3.1__c.sql", "V3.1.1__d.sql");
    }
}
