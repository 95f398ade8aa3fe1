package org.migrationsafe.junit;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;

import org.junit.jupiter.api.Test;
import org.junit.platform.engine.TestExecutionResult;
import org.junit.platform.testkit.engine.EngineExecutionResults;
import org.junit.platform.testkit.engine.EngineTestKit;
import org.junit.platform.testkit.engine.Event;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.platform.engine.discovery.DiscoverySelectors.selectClass;

/** The annotation as JUnit runs it. */
class MigrationSafeTest {

    private static EngineExecutionResults run(Map<String, String> parameters, Class<?>... cases) {
        EngineTestKit.Builder kit = EngineTestKit.engine("junit-jupiter")
                .selectors(Arrays.stream(cases)
                        .map(type -> selectClass(type))
                        .toList()
                        .toArray(new org.junit.platform.engine.discovery.ClassSelector[0]))
                .configurationParameter("migrationsafe.database", "embedded");
        parameters.forEach(kit::configurationParameter);
        return kit.execute();
    }

    private static List<String> names(EngineExecutionResults results) {
        return results.testEvents()
                .finished()
                .map(event -> event.getTestDescriptor().getDisplayName())
                .sorted()
                .toList();
    }

    private static Throwable failure(Event event) {
        return event.getRequiredPayload(TestExecutionResult.class)
                .getThrowable()
                .orElseThrow();
    }

    /** A build that asks for another Jupiter must get it, or the run proves nothing. */
    @Test
    void runs_under_the_jupiter_that_the_build_asked_for() {
        assertThat(Test.class.getPackage().getImplementationVersion()).isEqualTo(System.getProperty("tests.jupiter"));
    }

    @Test
    void runs_once_per_migration_under_review_named_after_its_file() {
        EngineExecutionResults results = run(Map.of(), MigrationSafeCases.CleanCase.class);
        assertThat(names(results))
                .containsExactly("V2__note.sql", "V3__comment.sql", "the_whole_report_is_there(Report)");
        results.testEvents()
                .assertStatistics(events -> events.started(3).succeeded(3).failed(0));
    }

    @Test
    void is_skipped_with_the_reason_where_production_has_everything() {
        EngineExecutionResults results = run(Map.of(), MigrationSafeCases.ReleasedCase.class);
        results.testEvents().assertStatistics(events -> events.skipped(1).failed(0));
        Event skipped = results.testEvents().skipped().stream().findFirst().orElseThrow();
        assertThat(skipped.getTestDescriptor().getDisplayName()).isEqualTo("no migration is under review");
        assertThat(skipped.getRequiredPayload(String.class))
                .isEqualTo("production has version 3, and no migration is newer");
    }

    @Test
    void fails_by_itself_with_the_whole_finding() {
        EngineExecutionResults results = run(Map.of(), MigrationSafeCases.FlawedCase.class);
        results.testEvents()
                .assertStatistics(events -> events.started(2).succeeded(1).failed(1));
        Event failed = results.testEvents().failed().stream().findFirst().orElseThrow();
        assertThat(failed.getTestDescriptor().getDisplayName()).isEqualTo("V2__index.sql");
        assertThat(failure(failed)).isInstanceOf(MigrationUnsafe.class).hasMessage("""
                V2__index.sql: rewrite (1 finding at or above MEDIUM, 0 problems, 0 not seen)

                src/test/resources/cases/flawed/V2__index.sql:3 [index-without-concurrently] CRITICAL
                  Builds index "orders_customer" on "orders" under SHARE: writes and DDL wait until every row is read and the \
                transaction commits.
                  statement: CREATE INDEX orders_customer ON orders (customer_id)
                  evidence:  table: orders; lock: SHARE; blocks: writes and DDL; scanned: 300 rehearsal rows; index: orders_customer
                  instead:   Use `CREATE INDEX CONCURRENTLY orders_customer ON orders …`, in a file of its own, with the Flyway setting \
                `flyway.postgresql.transactional.lock=false`.
                """);
    }

    @Test
    void the_review_comes_first_and_a_failure_of_the_methods_own_beside_it() {
        EngineExecutionResults results = run(Map.of(), MigrationSafeCases.BothFailCase.class);
        Throwable failure =
                failure(results.testEvents().failed().stream().findFirst().orElseThrow());
        assertThat(failure)
                .isInstanceOf(MigrationUnsafe.class)
                .hasMessageStartingWith("V2__index.sql: rewrite (1 finding");
        assertThat(failure.getSuppressed()).singleElement().satisfies(own -> assertThat(own)
                .hasMessageStartingWith("Expected no findings in V2__index.sql but there were 1:"));
    }

    @Test
    void needs_no_annotation_on_the_class() {
        run(Map.of(), MigrationSafeCases.OnlyOnTheMethodCase.class)
                .testEvents()
                .assertStatistics(events -> events.started(1).succeeded(1));
    }

    @Test
    void an_assertion_of_the_users_own_names_lock_and_line() {
        EngineExecutionResults results = run(Map.of(), MigrationSafeCases.OwnAssertionFailsCase.class);
        results.testEvents()
                .assertStatistics(events -> events.started(2).succeeded(1).failed(1));
        assertThat(failure(results.testEvents().failed().stream().findFirst().orElseThrow()))
                .hasMessage("""
                Expected no lock stronger than SHARE UPDATE EXCLUSIVE on table orders in V2__note.sql but
                  src/test/resources/cases/clean/V2__note.sql:2 takes ACCESS EXCLUSIVE on orders""");
    }

    @Test
    void works_as_a_meta_annotation_and_is_inherited_by_nested_classes() {
        EngineExecutionResults results = run(Map.of(), MigrationSafeCases.MetaAnnotatedCase.class);
        assertThat(names(results))
                .containsExactly("V2__index.sql", "V2__note.sql", "V3__comment.sql", "V3__comment.sql");
        results.testEvents().assertStatistics(events -> events.succeeded(3).failed(1));
    }

    @Test
    void a_methods_attribute_wins_over_its_classs() {
        assertThat(names(run(Map.of(), MigrationSafeCases.MethodWinsCase.class)))
                .containsExactly("V3__comment.sql");
    }

    @Test
    void takes_settings_from_junits_configuration_parameters() {
        EngineExecutionResults results = run(
                Map.of("migrationsafe.locations", "classpath:cases/flawed", "migrationsafe.released", "2"),
                MigrationSafeCases.FromConfigurationCase.class);
        assertThat(names(results)).containsExactly("V3__comment.sql");
        results.testEvents().assertStatistics(events -> events.succeeded(1));
    }

    @Test
    void a_review_that_cannot_begin_fails_and_skips_nothing_silently() {
        EngineExecutionResults results = run(Map.of(), MigrationSafeCases.RefusedCase.class);
        results.testEvents().assertStatistics(events -> events.started(0));
        assertThat(failure(
                        results.containerEvents().failed().stream().findFirst().orElseThrow()))
                .hasMessageStartingWith("No migrations were found in [classpath:cases/nowhere]");
    }

    @Test
    void is_safe_in_parallel() {
        EngineExecutionResults results = run(
                Map.of(
                        "junit.jupiter.execution.parallel.enabled", "true",
                        "junit.jupiter.execution.parallel.mode.default", "concurrent",
                        "junit.jupiter.execution.parallel.config.strategy", "fixed",
                        "junit.jupiter.execution.parallel.config.fixed.parallelism", "4"),
                MigrationSafeCases.CleanCase.class,
                MigrationSafeCases.FlawedCase.class,
                MigrationSafeCases.OnlyOnTheMethodCase.class,
                MigrationSafeCases.OwnAssertionFailsCase.class);
        results.testEvents()
                .assertStatistics(events -> events.started(8).succeeded(6).failed(2));
    }

    @Test
    void writes_the_report_beside_the_build() {
        run(Map.of(), MigrationSafeCases.CleanCase.class);
        Path report = Path.of("target/migrationsafe/org.migrationsafe.junit.MigrationSafeCases_CleanCase.md");
        assertThat(report).content().startsWith("# Migration review: ship\n").contains("## Section D: summary");
        assertThat(Files.exists(Path.of(report.toString().replace(".md", ".json"))))
                .isTrue();
    }

    @Test
    void a_method_that_takes_a_design_review_runs_once_and_fails_by_itself() {
        EngineExecutionResults results = run(Map.of(), MigrationSafeCases.DesignCase.class);
        assertThat(names(results))
                .containsExactly(
                        "an_ordinary_test_may_have_it_too(DesignReview)", "the schema that the migrations make");
        results.testEvents().assertStatistics(events -> events.succeeded(1).failed(1));
        assertThat(failure(results.testEvents().failed().list().get(0)))
                .isInstanceOf(MigrationUnsafe.class)
                .hasMessage("""
                        the schema that the migrations make: iterate (1 finding at or above MEDIUM, 0 not seen)

                        src/test/resources/cases/designed/V1__readings.sql:3 [timestamp-without-time-zone] HIGH
                          "reading.taken_at" is stored as timestamp, which is no point in time: readers in another time zone read a different one.
                          declared:  reading.taken_at
                          evidence:  attribute: reading.taken_at; column: reading.taken_at; type: timestamp
                          instead:   Use Instant or OffsetDateTime, which are stored as timestamp with time zone; or LocalDate where only the day is meant.
                        """);
    }

    @Test
    void a_rule_on_designs_may_be_milder_and_an_assertion_stricter() {
        EngineExecutionResults results = run(Map.of(), MigrationSafeCases.MilderDesignCase.class);
        assertThat(failure(results.testEvents().failed().list().get(0)))
                .hasMessageStartingWith("Expected no finding at or above LOW, but there are 1:")
                .isNotInstanceOf(MigrationUnsafe.class);
    }

    @Test
    void a_design_that_is_asked_for_and_switched_off_is_refused() {
        EngineExecutionResults results = run(Map.of(), MigrationSafeCases.NoDesignCase.class);
        assertThat(results.containerEvents()
                        .failed()
                        .list()
                        .get(0)
                        .getRequiredPayload(TestExecutionResult.class)
                        .getThrowable()
                        .orElseThrow())
                .hasMessage("A test asks for a DesignReview, and migrationsafe.design is false: remove one of them.");
    }
}
