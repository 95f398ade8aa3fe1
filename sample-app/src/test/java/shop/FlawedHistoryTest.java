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
 * Histories with a fault of each kind: every finding is listed, so that one more or one fewer fails. There are several, since
 * nothing comes after a migration that the server or Flyway refuses.
 */
class FlawedHistoryTest {

    private static final List<String> EXPECTED = List.of(
            "V2__public_id.sql:2 lock-timeout-missing MEDIUM",
            "V2__public_id.sql:2 statement-timeout-missing MEDIUM",
            "V2__public_id.sql:2 volatile-default CRITICAL",
            "V3__unique_email.sql:2 statement-timeout-missing MEDIUM",
            "V3__unique_email.sql:2 unique-constraint-not-using-index CRITICAL",
            "V4__customer_reference.sql:2 constraint-validated-while-blocking CRITICAL",
            "V4__customer_reference.sql:2 statement-timeout-missing MEDIUM",
            "V4__customer_reference.sql:3 index-without-concurrently CRITICAL",
            "V4__customer_reference.sql:3 lock-held-across-work HIGH",
            "V5__status_required.sql:2 backfill-beside-ddl HIGH",
            "V5__status_required.sql:3 not-null-by-scan HIGH",
            "V5__status_required.sql:3 statement-timeout-missing MEDIUM",
            "V6__net_total.sql:3 backfill-beside-ddl HIGH",
            "V6__net_total.sql:3 statement-timeout-missing MEDIUM",
            "V7__quantity.sql:2 statement-timeout-missing MEDIUM",
            "V7__quantity.sql:2 type-change-rewrites CRITICAL",
            "V8__currency.sql:2 required-column-without-default CRITICAL",
            "V9__cities.sql:3 lock-held-across-work HIGH",
            "V10__rename.sql:2 renamed-in-place CRITICAL",
            "V10__rename.sql:3 locks-many-tables MEDIUM",
            "V10__rename.sql:3 renamed-in-place CRITICAL",
            "V11__index.sql:1 concurrently-behind-flyway-lock HIGH",
            "V11__index.sql:1 not-retryable LOW",
            "V12__hidden.sql:1 index-without-concurrently CRITICAL",
            "V12__hidden.sql:1 lock-timeout-missing MEDIUM",
            "V12__hidden.sql:1 statement-timeout-missing MEDIUM",
            "V13__drop_index.sql:2 drop-index-without-concurrently MEDIUM",
            "V14__widen.sql:2 blocking-table-scan CRITICAL",
            "V15__numbers.sql:1 identity-on-existing-table CRITICAL",
            "V15__numbers.sql:1 statement-timeout-missing MEDIUM",
            "V15__numbers.sql:1 timeout-set-too-late MEDIUM",
            "V15__numbers.sql:3 locks-many-tables MEDIUM",
            "V16__gross.sql:2 stored-generated-column CRITICAL",
            "V16__gross.sql:2 timeout-too-long MEDIUM",
            "V17__unlogged.sql:2 blocking-table-rewrite CRITICAL",
            "V18__priority.sql:2 enum-rewritten HIGH",
            "V19__no_overlap.sql:2 exclusion-constraint MEDIUM",
            "V20__rebuild.sql:2 reindex-without-concurrently CRITICAL",
            "V21__collation.sql:2 type-change-rebuilds-index HIGH",
            "V22__key.sql:2 type-change-breaks-partner HIGH",
            "V22__key.sql:2 type-change-rewrites CRITICAL",
            "V23__partition.sql:2 partition-locks-siblings HIGH",
            "V24__index_with_timeout.sql:2 concurrently-behind-flyway-lock HIGH",
            "V24__index_with_timeout.sql:2 invalid-index-left-behind HIGH",
            "V24__index_with_timeout.sql:2 timeout-starves-concurrent-build MEDIUM",
            "V25__fill.sql:1 backfill-not-idempotent HIGH",
            "V25__fill.sql:1 backfill-unbatched HIGH",
            "V26__batches.sql:1 backfill-in-migration HIGH",
            "V26__batches.sql:1 backfill-unthrottled HIGH",
            "V27__tidy.sql:2 vacuum-full-or-cluster CRITICAL",
            "V28__refresh.sql:2 refresh-blocking HIGH",
            "V29__watch.sql:2 trigger-on-hot-table MEDIUM",
            "V29__watch.sql:3 policy-or-rls-change MEDIUM",
            "V30__domain.sql:2 domain-validated-while-blocking HIGH",
            "V31__moment.sql:2 conversion-by-session-time-zone LOW",
            "V32__start_over.sql:2 truncate HIGH",
            "V33__first_customers.sql:2 secret-in-migration CRITICAL",
            "V33__first_customers.sql:5 personal-data-in-seed CRITICAL",
            "V34__no_during.sql:2 column-dropped-while-in-use HIGH",
            "V34__no_during.sql:2 data-dropped HIGH",
            "V35__no_journal.sql:2 data-dropped HIGH",
            "V35__no_journal.sql:2 table-dropped-while-in-use HIGH",
            "V36__no_titles.sql:2 object-dropped-while-in-use HIGH",
            "V37__purge.sql:2 condition-met-no-row MEDIUM",
            "V38__booking_numbers.sql:2 identity-below-rows HIGH",
            "V39__no_room_key.sql:2 replica-identity-dropped CRITICAL",
            "V39__no_room_key.sql:2 unique-key-dropped HIGH",
            "V40__state.sql:3 enum-value-used-in-its-transaction HIGH",
            "V41__no_floor.sql:2 column-dropped-while-in-use HIGH",
            "V41__no_floor.sql:2 constraint-dropped-with-column MEDIUM",
            "V41__no_floor.sql:2 data-dropped HIGH",
            "V42__fee.sql:2 domain-column-rewrites CRITICAL",
            "V2__rebuild.sql:2 concurrently-in-transaction HIGH",
            "V2__note.sql:2 mixed-transactional HIGH",
            "V2__note.sql:1 duplicate-version HIGH",
            "V1__orders.sql:1 released-migration-edited HIGH",
            "V2__note.sql:1 out-of-order HIGH",
            "R__countries.sql:1 seed-not-idempotent HIGH");

    private static List<Report> reports;

    @BeforeAll
    static void review() {
        reports = Stream.of(
                        flawed("db").released("1"),
                        flawed("refused").released("1"),
                        flawed("mixed").released("1"),
                        flawed("duplicate").released("1"),
                        flawed("recorded").set("migrationsafe.store", "src/test/flawed-record"),
                        flawed("seeded").released("1"))
                .map(MigrationReviewer::review)
                .toList();
    }

    private static MigrationReviewer flawed(String folder) {
        return MigrationReviewer.create()
                .set("migrationsafe.design", "false") // these migrations are not those of the entities here
                .locations("classpath:flawed/" + folder)
                .postgres(16)
                .named("flawed-" + folder);
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
