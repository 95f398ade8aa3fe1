package shop;

import java.util.List;
import java.util.stream.Stream;

import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.migrationsafe.junit.MigrationReviewer;
import org.migrationsafe.report.Report;
import org.migrationsafe.rule.migration.MigrationRule;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Histories with a fault of each kind: every finding is listed, so that one more or one fewer fails. There are two, since
 * nothing comes after a migration that the server refuses.
 */
class FlawedHistoryTest {

    private static final List<String> EXPECTED = List.of(
            "V2__public_id.sql:2 blocking-table-rewrite CRITICAL",
            "V2__public_id.sql:2 lock-timeout-missing MEDIUM",
            "V3__unique_email.sql:2 blocking-table-scan CRITICAL",
            "V4__customer_reference.sql:2 constraint-validated-while-blocking CRITICAL",
            "V4__customer_reference.sql:3 index-without-concurrently CRITICAL",
            "V4__customer_reference.sql:3 lock-held-across-work HIGH",
            "V5__status_required.sql:2 backfill-beside-ddl HIGH",
            "V5__status_required.sql:3 not-null-by-scan HIGH",
            "V6__net_total.sql:3 backfill-beside-ddl HIGH",
            "V7__quantity.sql:2 type-change-rewrites CRITICAL",
            "V8__currency.sql:2 required-column-without-default CRITICAL",
            "V9__cities.sql:3 lock-held-across-work HIGH",
            "V10__rename.sql:2 renamed-in-place CRITICAL",
            "V10__rename.sql:3 renamed-in-place CRITICAL",
            "V11__index.sql:1 concurrently-behind-flyway-lock HIGH",
            "V12__hidden.sql:1 index-without-concurrently CRITICAL",
            "V12__hidden.sql:1 lock-timeout-missing MEDIUM",
            "V13__drop_index.sql:2 drop-index-without-concurrently MEDIUM",
            "V14__state.sql:3 enum-value-used-in-its-transaction HIGH",
            "V2__rebuild.sql:2 concurrently-in-transaction HIGH");

    private static List<Report> reports;

    @BeforeAll
    static void review() {
        reports = Stream.of("db", "refused", "mixed")
                .map(FlawedHistoryTest::review)
                .toList();
    }

    private static Report review(String folder) {
        return MigrationReviewer.create()
                .locations("classpath:flawed/" + folder)
                .postgres(16)
                .released("1")
                .named("flawed-" + folder)
                .review();
    }

    /** File, line, rule and severity, in the order of the versions. */
    private static List<String> lines(List<MigrationRule> rules) {
        return reports.stream()
                .flatMap(report -> Report.of(report.recording(), report.policy(), rules).findings().stream())
                .map(finding -> finding.place().toString().replaceFirst(".*/", "") + " "
                        + finding.rule().id() + " " + finding.severity())
                .toList();
    }

    static Stream<MigrationRule> rules() {
        return MigrationRule.all().stream();
    }

    @Test
    void give_exactly_these_findings() {
        assertThat(lines(MigrationRule.all())).containsExactlyElementsOf(EXPECTED);
        assertThat(reports).allSatisfy(report -> {
            assertThat(report.findings())
                    .allMatch(finding -> finding.place().file().startsWith("src/test/resources/flawed/"));
            assertThat(report.passed()).isFalse();
        });
    }

    @ParameterizedTest
    @MethodSource("rules")
    void miss_something_without_any_one_rule(MigrationRule removed) {
        List<MigrationRule> others = MigrationRule.all().stream()
                .filter(rule -> rule.getClass() != removed.getClass())
                .toList();
        assertThat(others).hasSize(MigrationRule.all().size() - 1);
        assertThat(lines(others)).isNotEqualTo(EXPECTED);
    }
}
