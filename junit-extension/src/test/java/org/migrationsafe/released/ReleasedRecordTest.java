package org.migrationsafe.released;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.migrationsafe.ReviewRefused;
import org.migrationsafe.Scripts;
import org.migrationsafe.junit.MigrationReviewer;
import org.migrationsafe.recording.MigrationRun;
import org.migrationsafe.report.Report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

/** What production has is recorded once, and every later review is compared with it. */
class ReleasedRecordTest {

    private static final String HEADER =
            "# Migrations that production has: version (R for a repeatable one), Flyway's checksum, script.\n"
                    + "# Written by -Dmigrationsafe.release=true.\n";
    private static final String TIMEOUT = "SET LOCAL lock_timeout = '5s';\n";

    @TempDir
    private Path folder;

    private Scripts scripts;

    @BeforeEach
    void history() {
        scripts = Scripts.in(folder)
                .file("V1__orders.sql", "CREATE TABLE orders (id bigint PRIMARY KEY, note text);")
                .file("V2__code.sql", TIMEOUT + "ALTER TABLE orders ADD COLUMN code text;")
                .file("R__views.sql", "CREATE OR REPLACE VIEW v AS SELECT id, code FROM orders;");
    }

    private MigrationReviewer reviewer() {
        return scripts.reviewer()
                .postgres(16)
                .set("migrationsafe.store", folder.resolve("store").toString());
    }

    private void release() {
        reviewer().set("migrationsafe.release", "true").review();
    }

    private String record() throws IOException {
        return Files.readString(folder.resolve("store/released.txt"));
    }

    private static List<String> reviewed(Report report) {
        return report.recording().migrations().stream()
                .map(run -> run.migration().fileName())
                .toList();
    }

    private static List<String> problems(Report report) {
        return report.findings().stream()
                .map(finding -> Scripts.name(finding.place().toString()) + " "
                        + finding.rule().id() + ": " + finding.says())
                .toList();
    }

    @Test
    void is_written_only_when_asked_for_and_leaves_nothing_to_review() throws IOException {
        assertThat(reviewed(reviewer().review())).containsExactly("V1__orders.sql", "V2__code.sql", "R__views.sql");
        assertThat(folder.resolve("store")).doesNotExist();
        release();
        assertThat(record())
                .isEqualTo(HEADER + "1 -73496685 V1__orders.sql\n2 -486766908 V2__code.sql\n"
                        + "R -996952997 R__views.sql\n");
        Report report = reviewer().review();
        assertThat(reviewed(report)).isEmpty();
        assertThat(report.recording().released()).isEqualTo("2");
        assertThat(report.passed()).isTrue();
    }

    @Test
    void only_what_is_newer_or_another_text_is_reviewed() {
        release();
        scripts.file("V3__amount.sql", TIMEOUT + "ALTER TABLE orders ADD COLUMN amount int;")
                .file("R__more.sql", "CREATE OR REPLACE VIEW w AS SELECT amount FROM orders;");
        assertThat(reviewed(reviewer().review())).containsExactly("V3__amount.sql", "R__more.sql");
        scripts.file("R__views.sql", TIMEOUT + "CREATE OR REPLACE VIEW v AS SELECT id, code, note FROM orders;");
        Report report = reviewer().review();
        assertThat(reviewed(report)).containsExactly("V3__amount.sql", "R__more.sql", "R__views.sql");
        assertThat(report.problems()).isEmpty();
        assertThat(report.passed()).isTrue();
    }

    @Test
    void a_setting_wins_over_it() {
        release();
        assertThat(reviewed(reviewer().released("1").review())).containsExactly("V2__code.sql", "R__views.sql");
    }

    @Test
    void an_edited_a_renamed_and_a_vanished_migration_are_what_flyway_refuses() throws IOException {
        release();
        scripts.file("V1__orders.sql", "CREATE TABLE orders (id bigint PRIMARY KEY, note varchar(9));")
                .file("V2__order_code.sql", TIMEOUT + "ALTER TABLE orders ADD COLUMN code text;");
        Files.delete(folder.resolve("sql/V2__code.sql"));
        Files.delete(folder.resolve("sql/R__views.sql"));
        Report report = reviewer().review();
        assertThat(problems(report))
                .containsExactly(
                        "V1__orders.sql:1 released-migration-edited: Flyway refuses to migrate production: Migration checksum "
                                + "mismatch for migration version 1 -> Applied to database : -73496685 -> Resolved locally : "
                                + "-727518968.",
                        "V2__order_code.sql:1 released-migration-edited: Flyway refuses to migrate production: Migration "
                                + "description mismatch for migration version 2 -> Applied to database : code -> Resolved locally "
                                + ": order code.",
                        "R__views.sql:1 released-migration-edited: Flyway refuses to migrate production: Detected applied "
                                + "migration not resolved locally: views.");
        assertThat(report.passed()).isFalse();
    }

    @Test
    void a_version_below_a_released_one_is_reviewed_in_production_s_order_where_flyway_runs_it() {
        scripts.file("V4__total.sql", TIMEOUT + "ALTER TABLE orders ADD COLUMN total int;");
        release();
        scripts.file("V3__late.sql", TIMEOUT + "ALTER TABLE orders DROP COLUMN total;");
        assertThat(problems(reviewer().review()))
                .containsExactly(
                        "V3__late.sql:1 out-of-order: Flyway refuses to migrate production: Detected resolved migration not "
                                + "applied to database: 3.");
        Report report = reviewer().flyway("flyway.outOfOrder", "true").review();
        assertThat(reviewed(report)).containsExactly("V3__late.sql");
        assertThat(report.problems()).isEmpty();
        assertThat(report.recording().migrations())
                .flatMap(MigrationRun::statements)
                .hasSize(2);
        assertThat(report.recording().migrations().get(0).trials()).hasSize(2);
    }

    @Test
    void a_record_of_nothing_that_is_still_there_is_told_file_by_file() throws IOException {
        release();
        for (String gone : List.of("V1__orders.sql", "V2__code.sql", "R__views.sql")) {
            Files.delete(folder.resolve("sql").resolve(gone));
        }
        scripts.file("V3__other.sql", "CREATE TABLE other (id bigint PRIMARY KEY);");
        assertThat(problems(reviewer().review()))
                .extracting(problem -> problem.replaceFirst(": .*", ""))
                .containsExactly(
                        "V1__orders.sql:1 released-migration-edited",
                        "V2__code.sql:1 released-migration-edited",
                        "R__views.sql:1 released-migration-edited");
    }

    @Test
    void a_line_that_is_none_is_refused_with_its_number() throws IOException {
        release();
        Files.writeString(folder.resolve("store/released.txt"), HEADER + "1 -73496685 V1__orders.sql\nV2__code.sql\n");
        assertThatThrownBy(() -> reviewer().review())
                .isInstanceOf(ReviewRefused.class)
                .hasMessage(folder.resolve("store/released.txt")
                        + ":4 is 'V2__code.sql', which is not of the form: version "
                        + "checksum script. -Dmigrationsafe.release=true writes the file anew.");
    }

    @Test
    void a_build_server_writes_nothing() {
        assertThatThrownBy(() -> Store.refuseOnBuildServer("migrationsafe.release", "true"))
                .isInstanceOf(ReviewRefused.class)
                .hasMessage(
                        "migrationsafe.release writes into the repository, which a build server (CI=true) does not do. "
                                + "Run it on your own machine, and commit the file.");
        Store.refuseOnBuildServer("migrationsafe.release", null);
    }
}
