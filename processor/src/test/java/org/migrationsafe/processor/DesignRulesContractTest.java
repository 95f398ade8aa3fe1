package org.migrationsafe.processor;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.migrationsafe.rule.Example;
import org.migrationsafe.rule.RulePage;
import org.migrationsafe.rule.Severity;
import org.migrationsafe.rule.Tag;
import org.migrationsafe.rule.design.DesignRule;

import com.google.testing.compile.Compilation;

import static org.assertj.core.api.Assertions.assertThat;

/** Every design rule's examples, compiled: the bad one gives exactly what it marks, the good one nothing at all. */
class DesignRulesContractTest {

    private static final String TENANT = "-Amigrationsafe.tenantColumn=tenant";

    private static String kind(String id) {
        return DesignRule.all().stream()
                .map(DesignRule::page)
                .filter(page -> page.id().equals(id))
                .map(page -> page.severity() == Severity.NIT ? "NOTE" : "WARNING")
                .findFirst()
                .orElseThrow();
    }

    static Stream<Arguments> rules() {
        return DesignRule.all().stream()
                .filter(rule -> !rule.page().bad().isEmpty())
                .map(rule -> Arguments.of(rule.page().id(), rule));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("rules")
    void bad_example_gives_exactly_the_marked_warnings(String id, DesignRule rule) throws IOException {
        String source = rule.page().bad();
        List<String> expected = new ArrayList<>();
        List<String> lines = source.lines().toList();
        for (int i = 0; i < lines.size(); i++) {
            int line = i + 1;
            Example.marks(lines.get(i), "", line)
                    .forEach(mark -> expected.add(kind(mark.rule()) + " " + line + " [" + mark.rule() + "]"));
        }
        Compilation compilation = Compile.source(source, TENANT);
        assertThat(Compile.said(compilation))
                .extracting(said -> said.substring(0, said.indexOf(']') + 1))
                .containsExactlyElementsOf(expected);
        assertThat(expected).anyMatch(line -> line.endsWith("[" + id + "]"));
        String said = Compile.said(compilation).stream()
                .map(line -> "line " + line.replaceFirst("^(\\w+) (\\d+) ", "$2, $1: ") + "\n")
                .collect(Collectors.joining());
        assertThat(said).as("the whole messages; `make docs` records them anew").isEqualTo(recorded(id, said));
    }

    private static String recorded(String id, String said) throws IOException {
        Path file = Path.of("..", "docs", "rules", "recorded", id + ".java.txt");
        if (Boolean.getBoolean("docs.write")) {
            Files.writeString(file, said);
        }
        return Files.readString(file);
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("rules")
    void good_example_compiles_without_a_word(String id, DesignRule rule) {
        Compilation compilation = Compile.source(rule.page().good(), TENANT);
        assertThat(Compile.said(compilation)).isEmpty();
        assertThat(compilation.status()).isEqualTo(Compilation.Status.SUCCESS);
    }

    @Test
    void every_rule_has_a_whole_page() {
        assertThat(DesignRule.all()).hasSize(54).allSatisfy(rule -> {
            RulePage page = rule.page();
            assertThat(List.of(page.title(), page.when(), page.effect(), page.says(), page.instead()))
                    .as(page.id())
                    .noneMatch(String::isBlank);
            boolean inJava = !page.bad().isEmpty() && !page.good().isEmpty();
            boolean inSql = !page.badSql().isEmpty() && !page.goodSql().isEmpty();
            assertThat(inJava || inSql).as(page.id()).isTrue();
            assertThat(page.only().isEmpty()).as(page.id()).isEqualTo(inJava && inSql);
            assertThat(page.judgement().equals(RulePage.Judgement.NONE))
                    .as(page.id())
                    .isEqualTo(page.tag() != Tag.CONCERN);
        });
    }
}
