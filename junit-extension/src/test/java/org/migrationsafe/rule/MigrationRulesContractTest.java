package org.migrationsafe.rule;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.migrationsafe.Majors;
import org.migrationsafe.Scripts;
import org.migrationsafe.report.PlainText;
import org.migrationsafe.report.Report;
import org.migrationsafe.rule.Example.Expected;
import org.migrationsafe.rule.migration.MigrationRule;

import static org.assertj.core.api.Assertions.assertThat;

/** Every rule's examples, on real servers: the bad one gives exactly what it marks, the good one nothing at all. */
class MigrationRulesContractTest {

    /** Where the pages have what the rules say of their bad examples; {@code make docs} writes it anew, and nothing else does. */
    private static final Path RECORDINGS = Path.of("..", "docs", "rules", "recorded");

    private static final boolean WRITE = Boolean.getBoolean("docs.write");
    private static final int RECORDED = 16;

    static Stream<Arguments> rulesAndMajors() {
        return MigrationRule.all().stream().flatMap(rule -> (WRITE ? IntStream.of(RECORDED) : Majors.tested())
                .mapToObj(major -> Arguments.of(rule.page().id(), major, rule)));
    }

    @ParameterizedTest(name = "{0} on {1}")
    @MethodSource("rulesAndMajors")
    void bad_example_gives_exactly_the_marked_findings(String id, int major, MigrationRule rule, @TempDir Path folder)
            throws IOException {
        Example example = Example.ofSql(rule.page().bad());
        Report report = Scripts.of(example, folder).postgres(major).review();
        assertThat(found(report)).containsExactlyElementsOf(example.expected());
        assertThat(example.expected()).extracting(Expected::rule).contains(id);
        if (major == RECORDED) {
            assertThat(recorded(id, said(report, id, folder))).isEqualTo(said(report, id, folder));
        }
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

    /** What the rule says, with the files' names alone. */
    private static String said(Report report, String id, Path folder) {
        return report.findings().stream()
                .filter(finding -> finding.rule().id().equals(id))
                .map(PlainText::finding)
                .map(text -> text.replace(folder.resolve("sql") + "/", ""))
                .collect(Collectors.joining("\n"));
    }

    private static String recorded(String id, String said) throws IOException {
        Path file = RECORDINGS.resolve(id + ".txt");
        if (WRITE) {
            Files.createDirectories(RECORDINGS);
            Files.writeString(file, said);
        }
        return Files.readString(file);
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
