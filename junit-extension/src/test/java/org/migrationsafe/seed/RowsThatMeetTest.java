package org.migrationsafe.seed;

import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.migrationsafe.Scripts;
import org.migrationsafe.recording.RowChange;
import org.migrationsafe.recording.StatementRun;
import org.migrationsafe.report.Report;
import org.migrationsafe.rule.Tag;

import static org.assertj.core.api.Assertions.assertThat;

/** Some rows meet what a migration asks for, and some do not; what no row meets is told. */
class RowsThatMeetTest {

    private static final String SHOP = """
            CREATE TABLE state (id int PRIMARY KEY, code text NOT NULL UNIQUE);
            CREATE TABLE orders (
              id bigint PRIMARY KEY,
              code varchar(20) NOT NULL,
              state varchar(10) NOT NULL DEFAULT 'new' CHECK (state IN ('new', 'open', 'paid', 'gone')),
              state_id int NOT NULL REFERENCES state,
              total numeric(12, 2) NOT NULL,
              items int NOT NULL DEFAULT 1,
              placed timestamptz NOT NULL,
              due date,
              active boolean NOT NULL DEFAULT true,
              data jsonb NOT NULL DEFAULT '{}',
              tags text[] NOT NULL DEFAULT '{}',
              tenant int NOT NULL,
              UNIQUE (tenant, code));
            """;

    @TempDir
    private Path folder;

    private Report review(String pending) {
        Report report = Scripts.in(folder)
                .file("V1__shop.sql", SHOP)
                .file("V2__pending.sql", pending)
                .reviewer()
                .set("migrationsafe.growth", "false")
                .set("migrationsafe.queue", "false")
                .released("1")
                .postgres(16)
                .review();
        assertThat(report.problems()).isEmpty();
        assertThat(report.notSeen()).isEmpty();
        return report;
    }

    private static List<Long> changed(Report report) {
        return Scripts.lastStatements(report).stream()
                .map(StatementRun::changes)
                .map(changes -> changes.stream().mapToLong(RowChange::total).sum())
                .toList();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "code = 'A-17'",
                "'A-17' = orders.code",
                "lower(code) = 'a-17'",
                "code IN ('A-17', 'B-9')",
                "code LIKE 'A-%'",
                "code ILIKE '%special%'",
                "code = ANY (ARRAY['A-17', 'C-3'])",
                "state = 'gone'",
                "state <> 'new'",
                "total < 0",
                "total BETWEEN 1000000000 AND 2000000000",
                "items = 0",
                "items > 5000000",
                "placed < '2009-08-01'",
                "placed >= DATE '2031-01-01'",
                "due = '1999-12-31'::date",
                "placed < now() - interval '5 years'",
                "due IS NULL",
                "NOT active",
                "active = false",
                "data ->> 'kind' = 'gift'",
                "data #>> '{address,country}' = 'AT'",
                "data @> '{\"kind\": \"gift\"}'",
                "'red' = ANY (tags)",
                "tenant = 7",
                "state = 'open' AND code = 'A-17'",
                "state = 'open' AND due IS NULL AND tenant = 3",
                "state_id = 4",
                "state_id = (SELECT id FROM state WHERE code = 'OPEN')",
                "state_id IN (SELECT s.id FROM state s WHERE s.code IN ('OPEN', 'PAID'))",
            })
    void some_rows_meet(String condition) {
        Report report = review("UPDATE orders SET total = 5 WHERE " + condition + ";");
        assertThat(changed(report)).singleElement().satisfies(rows -> assertThat(rows)
                .isBetween(1L, 299L));
    }

    @Test
    void a_block_finds_its_rows_too() {
        Report report = review("""
                DO $$ BEGIN
                  UPDATE orders SET total = 5 WHERE orders.state = 'gone';
                END $$;
                """);
        assertThat(changed(report)).singleElement().satisfies(rows -> assertThat(rows)
                .isBetween(2L, 299L));
    }

    private static Stream<String> unmet(Report report) {
        return report.findings().stream()
                .filter(finding -> finding.rule().id().equals("condition-met-no-row"))
                .map(finding -> finding.place().line() + " " + finding.relation() + " " + finding.tag());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "UPDATE orders SET total = 5 WHERE md5(code) = md5(code || code);",
                "DELETE FROM orders WHERE md5(code) = md5(code || code);",
                "INSERT INTO orders SELECT * FROM orders o WHERE md5(o.code) = md5(o.code || o.code);",
                "WITH old AS (SELECT id FROM orders WHERE code = code || 'x') DELETE FROM orders USING old WHERE old.id = orders.id;",
                "MERGE INTO orders USING state ON orders.code = state.code || 'none' WHEN MATCHED THEN UPDATE SET total = 5;",
                "DO $$ BEGIN UPDATE orders SET total = 5 WHERE md5(code) = md5(code || code); END $$;",
            })
    void what_no_row_meets_is_left_to_the_team(String statement) {
        assertThat(unmet(review(statement))).containsExactly("1 orders " + Tag.CONCERN);
    }

    @Test
    void it_is_told_too_where_the_lock_was_there_before() {
        Report report = review("""
                UPDATE orders SET total = 5 WHERE state = 'gone';
                UPDATE orders SET total = 5 WHERE md5(code) = md5(code || code);
                """);
        assertThat(unmet(report)).containsExactly("2 orders " + Tag.CONCERN);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "INSERT INTO state VALUES (1000001, 'x') ON CONFLICT DO NOTHING;",
                "INSERT INTO state SELECT 1000001, 'x' WHERE NOT EXISTS (SELECT FROM state WHERE id = 1000001);",
                "SELECT count(*) FROM orders WHERE md5(code) = md5(code || code);",
                "SELECT id FROM orders WHERE md5(code) = md5(code || code) FOR UPDATE;",
                "COMMENT ON TABLE orders IS 'all of them';",
                "SET LOCAL lock_timeout = '1s';",
            })
    void nothing_is_told_of_what_has_no_condition_or_changes_nothing(String statement) {
        assertThat(unmet(review(statement))).isEmpty();
    }
}
