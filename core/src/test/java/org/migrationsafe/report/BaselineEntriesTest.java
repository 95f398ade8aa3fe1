package org.migrationsafe.report;

import java.util.List;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.migrationsafe.ReviewRefused;
import org.migrationsafe.rule.Finding;

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
}
