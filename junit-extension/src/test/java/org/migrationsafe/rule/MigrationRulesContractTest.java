package org.migrationsafe.rule;

import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.migrationsafe.Scripts;
import org.migrationsafe.report.Report;
import org.migrationsafe.rule.Example.Expected;
import org.migrationsafe.rule.migration.MigrationRule;

import static org.assertj.core.api.Assertions.assertThat;

/** Every rule's examples, on real servers: the bad one gives exactly what it marks, the good one nothing at all. */
class MigrationRulesContractTest {

    static Stream<Arguments> rulesAndMajors() {
        return MigrationRule.all().stream().flatMap(rule -> Stream.of(14, 15, 16, 17, 18)
                .map(major -> Arguments.of(rule.page().id(), major, rule)));
    }

    @ParameterizedTest(name = "{0} on {1}")
    @MethodSource("rulesAndMajors")
    void bad_example_gives_exactly_the_marked_findings(String id, int major, MigrationRule rule, @TempDir Path folder) {
        Example example = Example.ofSql(rule.page().bad());
        Report report = Scripts.of(example, folder).postgres(major).review();
        assertThat(found(report)).containsExactlyElementsOf(example.expected());
        assertThat(example.expected()).extracting(Expected::rule).contains(id);
        boolean serious = rule.page().severity().atLeast(report.policy().failOn());
        assertThat(report.passed()).isEqualTo(!serious);
    }

    @ParameterizedTest(name = "{0} on {1}")
    @MethodSource("rulesAndMajors")
    void good_example_is_clean_under_every_rule(String id, int major, MigrationRule rule, @TempDir Path folder) {
        Report report = Scripts.of(Example.ofSql(rule.page().good()), folder)
                .postgres(major)
                .review();
        assertThat(found(report)).isEmpty();
        assertThat(report.problems()).isEmpty();
        assertThat(report.notSeen()).isEmpty();
        assertThat(report.passed()).isTrue();
    }

    @Test
    void every_rule_has_a_whole_page() {
        assertThat(MigrationRule.all()).isNotEmpty().allSatisfy(rule -> {
            RulePage page = rule.page();
            assertThat(List.of(
                            page.title(),
                            page.when(),
                            page.effect(),
                            page.says(),
                            page.instead(),
                            page.bad(),
                            page.good()))
                    .noneMatch(String::isBlank);
            assertThat(Example.ofSql(page.good()).expected()).isEmpty();
        });
    }

    private static List<Expected> found(Report report) {
        return report.findings().stream()
                .map(finding -> new Expected(
                        finding.rule().id(),
                        Scripts.name(finding.place().file()),
                        finding.place().line()))
                .toList();
    }
}
