package org.migrationsafe.sizes;

import java.nio.file.Path;
import java.util.List;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.migrationsafe.Scripts;
import org.migrationsafe.recording.Growth;
import org.migrationsafe.recording.StatementRun;
import org.migrationsafe.report.Report;

import static org.assertj.core.api.Assertions.assertThat;

/** All tables that a statement works on grow by the same factor, whoever gave them their rows. */
class SizeComparisonTest {

    @TempDir
    private Path folder;

    private Report review(String released, String pending) {
        return Scripts.in(folder)
                .file("V1__released.sql", released)
                .file("V2__pending.sql", pending)
                .reviewer()
                .released("1")
                .postgres(16)
                .set("migrationsafe.queue", "false")
                .review();
    }

    private static List<String> growth(Report report) {
        StatementRun last = Scripts.lastStatements(report)
                .get(Scripts.lastStatements(report).size() - 1);
        return last.growth().stream()
                .map(growth -> growth.work() + " of " + growth.relation() + " " + growth.order() + ": "
                        + growth.samples().stream()
                                .map(sample -> sample.amount() + "/" + sample.rows())
                                .toList())
                .toList();
    }

    private static List<String> found(Report report) {
        return report.findings().stream()
                .map(finding -> finding.place().line() + " " + finding.rule().id())
                .toList();
    }

    @Test
    void a_backfill_by_a_join_changes_as_many_rows_as_there_are() {
        Report report = review(
                "CREATE TABLE payer (id bigint PRIMARY KEY, code text NOT NULL UNIQUE);\n"
                        + "CREATE TABLE invoice (id bigint PRIMARY KEY, payer_code text NOT NULL, payer_id bigint);",
                "SET LOCAL lock_timeout = '5s';\n"
                        + "UPDATE invoice i SET payer_id = p.id FROM payer p WHERE p.code = i.payer_code;");
        assertThat(growth(report))
                .containsExactlyInAnyOrder(
                        "ROWS_READ of invoice LINEAR: [300/300, 600/600, 120000/120000]",
                        "ROWS_READ of payer LINEAR: [300/300, 600/600, 120000/120000]",
                        "ROWS_CHANGED of invoice LINEAR: [300/300, 600/600, 120000/120000]");
        assertThat(found(report)).containsExactly("2 backfill-unbatched");
        assertThat(report.notSeen()).isEmpty();
    }

    @Test
    void a_batch_is_bounded_whoever_gave_the_table_its_rows() {
        Report report = review("""
                        CREATE TABLE parcel (id bigint PRIMARY KEY, grams integer NOT NULL, kilos numeric(10, 3));
                        INSERT INTO parcel SELECT i, i * 100 FROM generate_series(1, 300) i;
                        """, """
                        SET LOCAL lock_timeout = '5s';
                        UPDATE parcel SET kilos = grams / 1000.0
                        WHERE id IN (SELECT id FROM parcel WHERE kilos IS NULL ORDER BY id LIMIT 5000);
                        """);
        assertThat(growth(report)).contains("ROWS_CHANGED of parcel LESS_THAN_LINEAR: [300/300, 600/600, 5000/120000]");
        assertThat(found(report)).isEmpty();
        assertThat(report.notSeen()).isEmpty();
    }

    @Test
    void a_table_that_can_have_no_further_row_is_not_compared_and_reported_so() {
        Report report = review("""
                        CREATE TABLE single (id boolean PRIMARY KEY CHECK (id), amount integer NOT NULL);
                        INSERT INTO single VALUES (true, 1);
                        """, "UPDATE single SET amount = 2 WHERE amount > 0;");
        assertThat(growth(report)).isEmpty();
        assertThat(report.notSeen())
                .extracting(unseen -> Scripts.name(unseen.toString()))
                .containsExactly("V2__pending.sql:1: how its work on single grows with the rows: "
                        + "a unique key of it has no further values");
    }

    @Test
    void a_lookup_that_cannot_grow_as_much_is_reported_and_the_table_beside_it_is_compared() {
        Report report = review("""
                        CREATE TABLE country (code varchar(2) PRIMARY KEY);
                        INSERT INTO country VALUES ('at'), ('de');
                        CREATE TABLE customer (id bigint PRIMARY KEY, country varchar(2) NOT NULL REFERENCES country, eu boolean);
                        """, """
                        SET LOCAL lock_timeout = '5s';
                        UPDATE customer u SET eu = true FROM country c WHERE c.code = u.country;
                        """);
        assertThat(report.notSeen())
                .extracting(unseen -> Scripts.name(unseen.toString()))
                .containsExactly("V2__pending.sql:2: how its work on country grows with the rows: "
                        + "only 183 of 798 further rows that obey its constraints were found");
        assertThat(report.recording().migrations().get(0).statements().get(1).growth())
                .filteredOn(growth -> growth.work() == Growth.Work.ROWS_CHANGED)
                .extracting(Growth::order)
                .containsExactly(Growth.Order.LINEAR);
    }

    @Test
    void work_that_grows_with_the_square_is_known_without_doing_all_of_it() {
        Report report = review(
                "CREATE TABLE reading (id bigint PRIMARY KEY, meter integer NOT NULL, earlier bigint);",
                "SET LOCAL lock_timeout = '5s';\n"
                        + "UPDATE reading r SET earlier = (SELECT count(*) FROM reading o WHERE o.meter < r.meter);");
        assertThat(growth(report))
                .containsExactly(
                        "ROWS_READ of reading WORSE: [90300/300, 360600/600, 1441200/1200]",
                        "ROWS_CHANGED of reading LINEAR: [300/300, 600/600, 1200/1200]");
        assertThat(found(report)).containsExactly("2 backfill-unbatched");
        assertThat(report.notSeen())
                .extracting(unseen -> Scripts.name(unseen.toString()))
                .containsExactly(
                        "V2__pending.sql: how its work grows with the rows: with more rows than any batch has, "
                                + "a statement did not end within 10 seconds with 120,000 rows, and was cut off");
    }

    private Report batched(int limit) {
        return Scripts.in(folder)
                .file("V1__released.sql", "CREATE TABLE parcel (id bigint PRIMARY KEY, grams int NOT NULL);")
                .file("V2__pending.sql", """
                        SET lock_timeout = '2s';
                        ALTER TABLE parcel ADD COLUMN IF NOT EXISTS kilos numeric(10, 3);
                        UPDATE parcel SET kilos = grams / 1000.0
                        WHERE id IN (SELECT id FROM parcel WHERE kilos IS NULL ORDER BY id LIMIT %d);
                        ALTER TABLE parcel DROP CONSTRAINT IF EXISTS kilos_known;
                        ALTER TABLE parcel ADD CONSTRAINT kilos_known CHECK (kilos IS NOT NULL) NOT VALID;
                        ALTER TABLE parcel VALIDATE CONSTRAINT kilos_known;
                        """.formatted(limit))
                .file("V2__pending.sql.conf", "executeInTransaction=false")
                .reviewer()
                .released("1")
                .postgres(16)
                .set("migrationsafe.queue", "false")
                .review();
    }

    private static void isRefusedWith(String rows, Report report) {
        assertThat(report.problems())
                .extracting(problem -> problem.place().line() + " " + problem.says())
                .containsExactly("7 with " + rows
                        + " rows the server refuses this statement, which it takes with 300: check constraint"
                        + " \"kilos_known\" of relation \"parcel\" is violated by some row (SQLSTATE 23514).");
        assertThat(found(report)).isEmpty();
    }

    @Test
    void a_batch_beside_ddl_is_bounded_and_what_needs_all_rows_fails_with_more_of_them() {
        Report report = batched(5000);
        isRefusedWith("120,000", report);
        assertThat(report.notSeen()).isEmpty();
        assertThat(Scripts.lastStatements(report).get(2).growth()).anySatisfy(growth -> {
            assertThat(growth.work()).isEqualTo(Growth.Work.ROWS_CHANGED);
            assertThat(growth.samples().get(2).amount()).isEqualTo(5000);
        });
    }

    /** What comes after the refusal was never run at a larger size. */
    @Test
    void the_smallest_size_at_which_it_fails_is_the_one_that_is_told() {
        Report report = batched(500);
        isRefusedWith("600", report);
    }

    @Test
    void rows_of_migrations_do_not_grow_without_measure() {
        Report report = review(
                "CREATE TABLE invoice (id bigint PRIMARY KEY, state text);\n"
                        + "INSERT INTO invoice SELECT g, 'x' FROM generate_series(1, 50000) g;",
                "UPDATE invoice SET state = 'y' WHERE id BETWEEN 1 AND 100;");
        assertThat(growth(report))
                .containsExactly("ROWS_CHANGED of invoice CONSTANT: [100/50000, 100/100000, 100/1000000]");
        assertThat(found(report)).isEmpty();
    }
}
