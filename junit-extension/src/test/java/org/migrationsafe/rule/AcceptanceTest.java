package org.migrationsafe.rule;

import java.nio.file.Path;
import java.util.List;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.migrationsafe.Scripts;
import org.migrationsafe.report.PlainText;
import org.migrationsafe.report.Report;

import static org.assertj.core.api.Assertions.assertThat;

/** What a comment in a script accepts: one rule, on the next statement, for a reason, and nothing else. */
class AcceptanceTest {

    @TempDir
    private Path folder;

    private Report review(String pending) {
        return Scripts.in(folder)
                .file("V1__orders.sql", "CREATE TABLE orders (id bigint PRIMARY KEY, a text, b text);")
                .file("V2__pending.sql", "SET LOCAL lock_timeout = '5s';\n" + pending)
                .reviewer()
                .released("1")
                .postgres(16)
                .review();
    }

    private static List<String> open(Report report) {
        return report.findings().stream()
                .map(finding -> finding.place().line() + " " + finding.rule().id())
                .toList();
    }

    private static List<String> idle(Report report) {
        return report.idle().stream()
                .map(idle -> idle.place().line() + " " + idle.says())
                .toList();
    }

    @Test
    void covers_the_next_statement_and_no_other() {
        Report report = review("""
                -- migrationsafe: accept index-without-concurrently because the table has ten rows
                CREATE INDEX orders_a ON orders (a);
                CREATE INDEX orders_b ON orders (b);
                """);
        assertThat(open(report)).containsExactly("3 statement-timeout-missing", "4 index-without-concurrently");
        assertThat(report.accepted()).singleElement().satisfies(accepted -> {
            assertThat(accepted.finding().place().line()).isEqualTo(3);
            assertThat(accepted.reason()).isEqualTo("the table has ten rows");
        });
        assertThat(idle(report)).isEmpty();
    }

    @Test
    void several_stand_above_one_statement_and_other_comments_between_them() {
        Report report = review("""
                -- migrationsafe: accept renamed-in-place because nothing reads it yet
                -- the name was misspelt
                -- migrationsafe: accept lock-timeout-missing because it cannot happen here
                ALTER TABLE orders RENAME COLUMN a TO c;
                """);
        assertThat(report.passed()).isTrue();
        assertThat(report.accepted()).hasSize(1);
        assertThat(idle(report))
                .containsExactly("4 accepts lock-timeout-missing, which finds nothing at line 5: remove it");
    }

    @Test
    void does_not_cover_the_statement_that_it_stands_in_or_behind() {
        Report report = review("""
                ALTER TABLE orders RENAME -- migrationsafe: accept renamed-in-place because it stands in it
                    COLUMN a TO c;
                """);
        assertThat(open(report)).containsExactly("2 renamed-in-place");
        assertThat(idle(report)).containsExactly("2 accepts renamed-in-place, but no statement comes after it");
    }

    @Test
    void what_is_misspelt_unknown_or_without_a_reason_accepts_nothing_and_is_told() {
        Report report = review("""
                -- migrationsafe: accept rename-in-place because of a typing error
                -- migrationsafe: accept renamed-in-place
                -- migrationsafe: ignore renamed-in-place because it is another word
                ALTER TABLE orders RENAME COLUMN a TO c;
                """);
        assertThat(open(report)).containsExactly("5 renamed-in-place");
        assertThat(idle(report))
                .containsExactly(
                        "2 accepts rename-in-place, which is no rule on migrations",
                        "3 accepts nothing, since it is not of the form -- migrationsafe: accept <rule> because <reason>",
                        "4 accepts nothing, since it is not of the form -- migrationsafe: accept <rule> because <reason>");
        assertThat(PlainText.failure(report))
                .contains("acceptances without a finding:\n  " + folder.resolve("sql/V2__pending.sql") + ":2: ");
    }

    @Test
    void a_comment_inside_a_quoted_body_is_no_acceptance() {
        Report report = review("""
                DO $$ BEGIN
                  -- migrationsafe: accept renamed-in-place because it is quoted
                END $$;
                ALTER TABLE orders RENAME COLUMN a TO c;
                """);
        assertThat(open(report)).containsExactly("5 renamed-in-place");
        assertThat(idle(report)).isEmpty();
    }

    @Test
    void what_was_not_seen_cannot_be_accepted() {
        Report report = Scripts.in(folder)
                .file("V1__orders.sql", "CREATE TABLE orders (id bigint PRIMARY KEY CHECK (id < 5 AND id > 5));")
                .file(
                        "V2__note.sql",
                        "-- migrationsafe: accept lock-timeout-missing because I say so\nALTER TABLE orders ADD COLUMN n int;")
                .reviewer()
                .released("1")
                .review();
        assertThat(report.passed()).isFalse();
        assertThat(report.notSeen()).hasSize(1);
    }
}
