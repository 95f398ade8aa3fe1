package org.migrationsafe.rule;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import org.junit.jupiter.api.Test;
import org.migrationsafe.rule.design.DesignRule;
import org.migrationsafe.rule.difference.ModelDiffersFromSchema;
import org.migrationsafe.rule.migration.MigrationRule;

import static org.assertj.core.api.Assertions.assertThat;

/** The pages in docs/rules say what the rules say. {@code make docs} writes them anew, and nothing else does. */
class RulePagesTest {

    private static final Path FOLDER = Path.of("..", "docs", "rules");
    private static final Pattern SLOT = Pattern.compile("\\{\\w+}");
    private static final boolean WRITE = Boolean.getBoolean("docs.write");

    private static Map<String, String> pages() {
        Map<String, String> pages = new TreeMap<>();
        MigrationRule.all().forEach(rule -> pages.put(rule.page().id() + ".md", page(rule.page(), "sql")));
        designPages().forEach(page -> pages.put(page.id() + ".md", page(page, "java")));
        pages.put("README.md", index());
        return pages;
    }

    private static String index() {
        return "# Rules\n\nGenerated from the rules themselves.\n\n## On migrations, from what the server was seen to do\n\n"
                + table(MigrationRule.all().stream().map(MigrationRule::page))
                + "\n## On the design of a schema, at compile time and on the migrated database\n\n"
                + "A concern is the team's to judge; its page says what would settle it.\n\n"
                + table(designPages().stream());
    }

    private static List<RulePage> designPages() {
        return Stream.concat(DesignRule.all().stream().map(DesignRule::page), Stream.of(ModelDiffersFromSchema.page()))
                .sorted(Comparator.comparing(RulePage::id))
                .toList();
    }

    private static String table(Stream<RulePage> pages) {
        return "| rule | severity | |\n|---|---|---|\n"
                + pages.map(page -> "| [`" + page.id() + "`](" + page.id() + ".md) | "
                                + page.severity().name().toLowerCase(Locale.ROOT)
                                + (page.tag() == Tag.CONCERN ? ", concern" : "") + " | " + page.title() + " |\n")
                        .collect(Collectors.joining());
    }

    private static String page(RulePage page, String language) {
        String text = "# " + page.title() + "\n\n`" + page.id() + "`, severity "
                + page.severity().name().toLowerCase(Locale.ROOT)
                + (page.growing()
                        ? ", low for a table to which `migrationsafe.tableRows` gives at most 10,000 rows"
                        : "")
                + ".\n\n"
                + "## When it fires\n\n" + page.when() + "\n\n## Why it hurts\n\n" + page.effect()
                + "\n\n## Instead\n\n" + instead(page) + judgement(page)
                + "\n\n## Bad\n\nA mark names what is found on its line.\n\n" + code(page.bad(), language)
                + said(page, ".java.txt", "The compiler says") + code(page.badSql(), "sql")
                + said(page, ".txt", "It says, on PostgreSQL 16") + "## Good\n\n"
                + (page.only().isEmpty() ? "" : page.only() + "\n\n")
                + "Clean under all rules.\n\n" + code(page.good(), language)
                + code(page.goodSql(), "sql");
        return text.stripTrailing() + "\n";
    }

    private static String code(String example, String language) {
        return example.isEmpty() ? "" : "```" + language + "\n" + example + "```\n\n";
    }

    private static String judgement(RulePage page) {
        RulePage.Judgement judgement = page.judgement();
        return judgement.equals(RulePage.Judgement.NONE)
                ? ""
                : "\n\n## The call\n\n" + judgement.call() + "\n\n- What would settle it: " + judgement.settledBy()
                        + "\n- Until then: " + judgement.untilThen();
    }

    /** With the example's own names, as the review of the bad example gave it. */
    private static String instead(RulePage page) {
        if (!SLOT.matcher(page.instead()).find()) {
            return page.instead();
        }
        String template = page.instead().replaceAll("\\s+", " ");
        String shape =
                Stream.of(template.split("\\{\\w+}", -1)).map(Pattern::quote).collect(Collectors.joining("(.+?)"));
        return Stream.of(".txt", ".java.txt")
                .flatMap(ending -> recorded(page, ending).lines())
                .map(Pattern.compile(shape + "$")::matcher)
                .filter(Matcher::find)
                .map(Matcher::group)
                .map(text -> text.replaceFirst("^ *instead: +", ""))
                .findFirst()
                .orElse("What the finding says: it depends on which of the two sides is right.");
    }

    private static String recorded(RulePage page, String ending) {
        Path recorded = FOLDER.resolve("recorded").resolve(page.id() + ending);
        try {
            return Files.exists(recorded) ? Files.readString(recorded) : "";
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** What a review said of the bad example, where that was recorded on a real server. */
    private static String said(RulePage page, String ending, String who) {
        String recorded = recorded(page, ending);
        return recorded.isEmpty() ? "" : who + ":\n\n```text\n" + recorded + "```\n\n";
    }

    @Test
    void every_rule_has_its_words_recorded_on_each_source_that_shows_it() throws IOException {
        List<String> expected = new ArrayList<>();
        MigrationRule.all().forEach(rule -> expected.add(rule.page().id() + ".txt"));
        DesignRule.all().stream().map(DesignRule::page).forEach(page -> {
            if (!page.bad().isEmpty()) {
                expected.add(page.id() + ".java.txt");
            }
            if (!page.badSql().isEmpty()) {
                expected.add(page.id() + ".txt");
            }
        });
        try (Stream<Path> files = Files.list(FOLDER.resolve("recorded"))) {
            assertThat(files.map(file -> file.getFileName().toString())).containsExactlyInAnyOrderElementsOf(expected);
        }
    }

    /** A reader has no use for the name of a fact. */
    @Test
    void show_no_empty_slot() {
        pages().forEach((name, page) -> assertThat(
                        SLOT.matcher(page.replaceAll("(?s)```.*?```", "")).results())
                .as(name)
                .isEmpty());
    }

    @Test
    void are_what_the_rules_say() throws IOException {
        if (WRITE) {
            Files.createDirectories(FOLDER);
            for (Map.Entry<String, String> page : pages().entrySet()) {
                Files.writeString(FOLDER.resolve(page.getKey()), page.getValue());
            }
        }
        Map<String, String> written = new TreeMap<>();
        try (Stream<Path> files = Files.list(FOLDER)) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                written.put(file.getFileName().toString(), Files.readString(file));
            }
        }
        assertThat(written).as("docs/rules; `make docs` writes them anew").isEqualTo(pages());
    }
}
