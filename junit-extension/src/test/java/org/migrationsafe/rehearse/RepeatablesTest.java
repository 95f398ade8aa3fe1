package org.migrationsafe.rehearse;

import java.nio.file.Path;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.migrationsafe.Scripts;
import org.migrationsafe.junit.MigrationReviewer;
import org.migrationsafe.report.Report;

import static org.assertj.core.api.Assertions.assertThat;

/** Production has repeatable migrations since its last release, in the text of then. */
class RepeatablesTest {

    private static final String TIMEOUTS = "SET LOCAL lock_timeout = '5s'; SET LOCAL statement_timeout = '1min';\n";

    @TempDir
    private Path folder;

    private Scripts scripts;

    @BeforeEach
    void history() {
        scripts = Scripts.in(folder)
                .file("V1__parcel.sql", "CREATE TABLE parcel (id bigint PRIMARY KEY, label varchar(80), grams int);")
                .file("R__overview.sql", "CREATE OR REPLACE VIEW overview AS SELECT id, label FROM parcel;");
    }

    private MigrationReviewer recorded() {
        return scripts.reviewer()
                .postgres(16)
                .set("migrationsafe.store", folder.resolve("store").toString());
    }

    private String widened() {
        return TIMEOUTS + "ALTER TABLE parcel ALTER COLUMN label TYPE varchar(200);";
    }

    private static void isRefused(Report report) {
        assertThat(report.problems())
                .extracting(problem -> Scripts.name(String.valueOf(problem)))
                .containsExactly(
                        "V2__widen.sql:2: the server refused this statement: cannot alter type of a column used by a view"
                                + " or rule (SQLSTATE 0A000). Fix it and run the review again. The rest was run without it.");
    }

    @Test
    void a_view_of_theirs_is_in_the_way_of_the_next_version() {
        isRefused(scripts.file("V2__widen.sql", widened())
                .reviewer()
                .released("1")
                .postgres(16)
                .review());
    }

    @Test
    void a_view_that_only_the_released_text_has_in_the_way_is_met_as_well() {
        recorded().set("migrationsafe.release", "true").review();
        scripts.file("V2__widen.sql", widened()).file("R__overview.sql", TIMEOUTS + "DROP VIEW IF EXISTS overview;");
        isRefused(recorded().review());
    }

    @Test
    void one_that_needs_the_next_version_is_applied_in_its_released_text() {
        recorded().set("migrationsafe.release", "true").review();
        scripts.file("V2__depth.sql", TIMEOUTS + "ALTER TABLE parcel ADD COLUMN depth int;")
                .file(
                        "R__overview.sql",
                        TIMEOUTS + "CREATE OR REPLACE VIEW overview AS SELECT id, label, depth FROM parcel;");
        Report report = recorded().review();
        assertThat(report.notSeen()).isEmpty();
        assertThat(report.problems()).isEmpty();
        assertThat(report.findings()).isEmpty();
        assertThat(report.recording().migrations())
                .extracting(run -> run.migration().fileName())
                .containsExactly("V2__depth.sql", "R__overview.sql");
    }

    @Test
    void one_that_the_record_does_not_have_is_not_there_yet() {
        recorded().set("migrationsafe.release", "true").review();
        scripts.file("V2__depth.sql", TIMEOUTS + "ALTER TABLE parcel ADD COLUMN depth int;")
                .file("R__deep.sql", "CREATE VIEW deep AS SELECT id FROM parcel WHERE depth > 9;");
        Report report = recorded().review();
        assertThat(report.notSeen()).isEmpty();
        assertThat(report.problems()).isEmpty();
        assertThat(report.recording().migrations())
                .extracting(run -> run.migration().fileName())
                .containsExactly("V2__depth.sql", "R__deep.sql");
    }

    @Test
    void without_a_record_one_that_needs_the_next_version_was_not_seen_as_production_has_it() {
        Report report = scripts.file("V2__depth.sql", TIMEOUTS + "ALTER TABLE parcel ADD COLUMN depth int;")
                .file("R__deep.sql", "CREATE OR REPLACE VIEW deep AS SELECT id FROM parcel WHERE depth > 9;")
                .reviewer()
                .released("1")
                .postgres(16)
                .review();
        assertThat(report.problems()).isEmpty();
        assertThat(report.notSeen())
                .extracting(unseen -> Scripts.name(unseen.what() + ": " + unseen.reason()))
                .containsExactly(
                        "R__deep.sql: its present text cannot be applied after version 1 (column \"depth\" does not exist), so"
                                + " production has an earlier one or none, and the migrations under review were rehearsed without"
                                + " it. Record what production has by a review of the released commit with"
                                + " -Dmigrationsafe.release=true");
    }

    /** Its checksum is another one at every look, so Flyway would run it after any version. */
    @Test
    void one_with_the_time_in_its_text_runs_in_its_turn_all_the_same() {
        Report report = scripts.file("V2__b.sql", "CREATE TABLE b (id bigint PRIMARY KEY); SELECT pg_sleep(1.2);")
                .file("V3__c.sql", "CREATE TABLE c (id bigint PRIMARY KEY); SELECT pg_sleep(1.2);")
                .file(
                        "R__overview.sql",
                        "-- ${flyway:timestamp}\nCREATE OR REPLACE VIEW overview AS SELECT b.id FROM b JOIN c USING (id);")
                .reviewer()
                .released("0")
                .postgres(16)
                .review();
        assertThat(report.problems()).isEmpty();
        assertThat(report.notSeen()).isEmpty();
        assertThat(report.recording().migrations())
                .extracting(run ->
                        run.migration().fileName() + " " + run.statements().size())
                .containsExactly("V1__parcel.sql 1", "V2__b.sql 2", "V3__c.sql 2", "R__overview.sql 1");
    }
}
