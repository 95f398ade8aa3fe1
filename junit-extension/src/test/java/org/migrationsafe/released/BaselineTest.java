package org.migrationsafe.released;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.migrationsafe.Scripts;
import org.migrationsafe.junit.MigrationReviewer;
import org.migrationsafe.report.Report;

import static org.assertj.core.api.Assertions.assertThat;

/** A project's old findings are exempt, each by a line of its own, and never more of them than there were. */
class BaselineTest {

    private static final String HEADER =
            "# Findings that do not count: file:line or what is declared, rule, table. It only shrinks:"
                    + " -Dmigrationsafe.baseline=true removes what is fixed.\n";

    @TempDir
    private Path folder;

    private Scripts scripts;

    @BeforeEach
    void flawed() {
        scripts = Scripts.in(folder)
                .file("V1__orders.sql", "CREATE TABLE orders (id bigint PRIMARY KEY, code text, note text);")
                .file("V2__index.sql", "SET LOCAL statement_timeout = '1min';\nCREATE INDEX a ON orders (code);");
    }

    private MigrationReviewer reviewer() {
        return scripts.reviewer()
                .postgres(16)
                .released("1")
                .set("migrationsafe.queue", "false")
                .set("migrationsafe.growth", "false")
                .set("migrationsafe.store", folder.resolve("store").toString());
    }

    private Report shrink() {
        return reviewer().set("migrationsafe.baseline", "true").review();
    }

    private String line(String file, String rest) {
        return folder.resolve("sql").resolve(file) + rest + "\n";
    }

    private String baseline() throws IOException {
        return Files.readString(folder.resolve("store/baseline.txt"));
    }

    private static String rules(Report report) {
        return report.findings().stream().map(finding -> finding.rule().id()).toList()
                + " but not "
                + report.accepted().stream()
                        .map(each -> each.finding().rule().id())
                        .toList();
    }

    @Test
    void begins_with_all_that_is_found_sorted() throws IOException {
        assertThat(rules(reviewer().review()))
                .isEqualTo("[index-without-concurrently, lock-timeout-missing] but not []");
        assertThat(shrink().passed()).isTrue();
        assertThat(baseline())
                .isEqualTo(HEADER
                        + line("V2__index.sql", ":2 index-without-concurrently orders")
                        + line("V2__index.sql", ":2 lock-timeout-missing orders"));
        Report report = reviewer().review();
        assertThat(rules(report)).isEqualTo("[] but not [index-without-concurrently, lock-timeout-missing]");
        assertThat(report.accepted()).allMatch(each -> each.reason()
                .equals("it stands in " + folder.resolve("store/baseline.txt").toString()));
    }

    @Test
    void exempts_nothing_new_and_never_grows() throws IOException {
        shrink();
        scripts.file("V3__index.sql", "SET lock_timeout = '5s';\nCREATE INDEX b ON orders (note);");
        assertThat(rules(reviewer().review()))
                .isEqualTo("[index-without-concurrently, statement-timeout-missing] but not "
                        + "[index-without-concurrently, lock-timeout-missing]");
        String before = baseline();
        assertThat(shrink().passed()).isFalse();
        assertThat(baseline()).isEqualTo(before);
    }

    @Test
    void tells_what_is_mended_and_lets_it_go_when_asked() throws IOException {
        shrink();
        scripts.file(
                "V2__index.sql",
                "SET LOCAL statement_timeout = '1min'; SET LOCAL lock_timeout = '5s';\nCREATE INDEX a ON orders (code);");
        Report report = reviewer().review();
        assertThat(report.idle())
                .hasToString("[" + folder.resolve("store/baseline.txt") + ":3: exempts "
                        + line("V2__index.sql", ":2 lock-timeout-missing orders")
                                .strip()
                        + ", which is found no more: a run with -Dmigrationsafe.baseline=true takes it out]");
        assertThat(report.passed()).isTrue();
        shrink();
        assertThat(baseline()).isEqualTo(HEADER + line("V2__index.sql", ":2 index-without-concurrently orders"));
        assertThat(reviewer().review().idle()).isEmpty();
    }

    @Test
    void a_line_covers_one_finding_at_its_own_place() throws IOException {
        shrink();
        Files.writeString(folder.resolve("store/baseline.txt"), baseline().replace(":2 index", ":1 index"));
        assertThat(rules(reviewer().review())).isEqualTo("[index-without-concurrently] but not [lock-timeout-missing]");
    }

    @Test
    void lines_on_what_is_not_under_review_are_left_alone() throws IOException {
        shrink();
        String before = baseline();
        Report report =
                reviewer().released("2").set("migrationsafe.baseline", "true").review();
        assertThat(report.idle()).isEmpty();
        assertThat(baseline()).isEqualTo(before);
    }
}
