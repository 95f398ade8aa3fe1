package org.migrationsafe.rule;

import java.nio.file.Path;
import java.util.List;

import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.migrationsafe.Scripts;
import org.migrationsafe.report.Report;

import static org.assertj.core.api.Assertions.assertThat;

/** What the user says of production's sizes makes what grows with the rows mild, and nothing else. */
class TableRowsTest {

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "country=249 | LOW | 249 in production by migrationsafe.tableRows, so LOW in place of CRITICAL: at most 10,000 rows are little work",
                "country=10000 | LOW | 10,000 in production by migrationsafe.tableRows, so LOW in place of CRITICAL: at most 10,000 rows are little work",
                "country=10001 | CRITICAL | 10,001 in production by migrationsafe.tableRows",
                "country=400_000_000 | CRITICAL | 400,000,000 in production by migrationsafe.tableRows",
                "other=249 | CRITICAL | ''"
            })
    void a_small_table_is_no_critical(String given, String severity, String rows, @TempDir Path folder) {
        Report report = Scripts.in(folder)
                .file("V1__country.sql", "CREATE TABLE country (code text PRIMARY KEY, code3 text NOT NULL);")
                .file(
                        "V2__code3.sql",
                        "SET LOCAL lock_timeout = '1min'; SET LOCAL statement_timeout = '1min';\n"
                                + "CREATE INDEX country_code3 ON country (code3);")
                .reviewer()
                .set("migrationsafe.tableRows", given)
                .set("migrationsafe.queue", "false")
                .released("1")
                .postgres(16)
                .review();
        assertThat(report.findings())
                .extracting(finding -> finding.rule().id() + " " + finding.severity())
                .containsExactly("index-without-concurrently " + severity, "timeout-too-long MEDIUM");
        List<String> told = report.findings().get(0).facts().stream()
                .filter(fact -> fact.name().equals("rows"))
                .map(Fact::value)
                .toList();
        assertThat(String.join("", told)).isEqualTo(rows);
    }
}
