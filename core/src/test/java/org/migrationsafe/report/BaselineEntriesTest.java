package org.migrationsafe.report;

import java.util.List;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.migrationsafe.ReviewRefused;
import org.migrationsafe.engine.ServerVersion;
import org.migrationsafe.policy.ReviewPolicy;
import org.migrationsafe.recording.NotSeen;
import org.migrationsafe.recording.Recording;
import org.migrationsafe.rule.Finding;
import org.migrationsafe.rule.Subject;
import org.migrationsafe.rule.migration.MigrationRule;
import org.migrationsafe.schema.Schema;
import org.migrationsafe.source.Place;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

/** What may stand in a baseline. */
class BaselineEntriesTest {

    @ParameterizedTest
    @ValueSource(
            strings = {
                "<<<<<<< HEAD",
                "=======",
                "db/V2__index.sql:2",
                "db/V2__index.sql:2 ",
                "no-such-rule V2__c.sql:1 x",
                "\u0000\u0001 rubbish"
            })
    void what_is_no_entry_is_refused_with_its_line(String line) {
        assertThatThrownBy(() -> Baseline.parse("store/baseline.txt", "# head\n\n" + line + "\n"))
                .isInstanceOf(ReviewRefused.class)
                .hasMessage("store/baseline.txt:3 is not an entry of a baseline: \"" + line.strip()
                        + "\". An entry has the form <file>:<line> <rule> <table>. Remove the line, or restore the file "
                        + "from version control.");
    }

    @Test
    void an_entry_is_a_place_a_rule_and_perhaps_a_table() {
        String text = "\uFEFFdb/my scripts/V2__index.sql:2 index-without-concurrently \"odd table\"\n"
                + "shop.Order.total model-differs-from-schema orders\n"
                + "db/V3__secret.sql:9 secret-in-migration\n";
        assertThat(Baseline.parse("baseline.txt", text).entries())
                .extracting(entry ->
                        entry.place().line() + "|" + entry.where() + "|" + entry.rule() + "|" + entry.relation())
                .containsExactly(
                        "1|db/my scripts/V2__index.sql:2|index-without-concurrently|\"odd table\"",
                        "2|shop.Order.total|model-differs-from-schema|orders",
                        "3|db/V3__secret.sql:9|secret-in-migration|");
    }

    @Test
    void a_rule_that_does_not_exist_is_reported() {
        List<BaselineEntry> entries = Baseline.parse("baseline.txt", "db/V2__index.sql:2 no-such-rule orders")
                .entries();
        assertThat(Judged.of(List.<Finding>of(), List.of()).exempting(entries).idle())
                .hasToString(
                        "[baseline.txt:1: exempts db/V2__index.sql:2 no-such-rule orders: there is no rule no-such-rule]");
    }

    @Test
    void an_entry_of_each_rule_reads_as_it_was_written() {
        assertThat(MigrationRule.all()).extracting(rule -> rule.page().id()).contains("truncate");
        String written = Baseline.of(
                        "baseline.txt",
                        MigrationRule.all().stream()
                                .map(rule -> new Finding(
                                        rule.page(),
                                        new Place("db/V2__it.sql", 7),
                                        new Subject.Script(),
                                        "orders",
                                        List.of()))
                                .toList())
                .text();
        Baseline read = Baseline.parse("baseline.txt", written);
        assertThat(read.text()).isEqualTo(written);
        assertThat(read.entries())
                .hasSameSizeAs(MigrationRule.all())
                .allMatch(entry -> entry.where().equals("db/V2__it.sql:7")
                        && entry.relation().equals("orders"));
    }

    @Test
    void an_entry_on_a_difference_stays_where_differences_were_not_looked_for() {
        Baseline baseline = Baseline.parse("baseline.txt", "shop.Order.total model-differs-from-schema orders");
        Recording nothing = new Recording(
                new ServerVersion("PostgreSQL", 16, "16.15"), "embedded server", "1", List.of(), List.of());
        Report report = Report.of(nothing, ReviewPolicy.DEFAULT, baseline);
        Report unseen =
                report.withDesign(DesignReport.ofNothing(new NotSeen(null, "the schema", "it failed")), baseline);
        assertThat(unseen.idle()).isEmpty();
        assertThat(unseen.shrunk(baseline)).isEqualTo(baseline);
        Report seen = report.withDesign(DesignReport.of(new Schema(List.of()), List.of()), baseline);
        assertThat(seen.idle()).hasSize(1);
        assertThat(seen.shrunk(baseline).entries()).isEmpty();
    }
}
