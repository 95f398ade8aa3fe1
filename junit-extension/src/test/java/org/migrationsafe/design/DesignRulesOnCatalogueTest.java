package org.migrationsafe.design;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.migrationsafe.catalog.CatalogReader;
import org.migrationsafe.catalog.Written;
import org.migrationsafe.database.DisposableDatabase;
import org.migrationsafe.policy.DesignPolicy;
import org.migrationsafe.recording.RelationName;
import org.migrationsafe.report.PlainText;
import org.migrationsafe.rule.Example;
import org.migrationsafe.rule.Finding;
import org.migrationsafe.rule.design.DesignRule;
import org.migrationsafe.schema.Schema;
import org.migrationsafe.source.Redaction;

import static org.assertj.core.api.Assertions.assertThat;

/** Every design rule's examples in SQL, on real servers: the bad one gives exactly what it marks, the good one nothing. */
class DesignRulesOnCatalogueTest {

    private static final Map<Integer, DisposableDatabase> DATABASES = new TreeMap<>();

    @AfterAll
    static void close() {
        DATABASES.values().forEach(DisposableDatabase::close);
        DATABASES.clear();
    }

    static Stream<Arguments> rulesAndMajors() {
        return DesignRule.all().stream()
                .filter(rule -> !rule.page().badSql().isEmpty())
                .flatMap(rule -> Stream.of(14, 16, 18)
                        .map(major -> Arguments.of(rule.page().id(), major, rule)));
    }

    static List<Finding> review(String sql, int major) throws SQLException {
        DisposableDatabase database = DATABASES.computeIfAbsent(major, Servers::open);
        database.reset();
        try (Connection connection = database.connect();
                Statement statement = connection.createStatement()) {
            statement.execute(sql);
            Written written = Written.in(List.of(new Written.Script("V1__example.sql", sql)));
            Schema schema = new CatalogReader(
                            connection,
                            written,
                            new RelationName("public", "flyway_schema_history"),
                            Redaction.PATTERNS_ONLY)
                    .read()
                    .withTenantColumns(Set.of("tenant"));
            return DesignRule.review(schema, DesignPolicy.DEFAULT.withTenantColumn("tenant"), DesignRule.all());
        }
    }

    private static List<String> lines(List<Finding> findings) {
        return findings.stream()
                .map(finding -> finding.place().line() + " " + finding.rule().id())
                .toList();
    }

    @ParameterizedTest(name = "{0} on {1}")
    @MethodSource("rulesAndMajors")
    void bad_example_gives_exactly_the_marked_findings(String id, int major, DesignRule rule)
            throws SQLException, IOException {
        List<String> expected = new ArrayList<>();
        List<String> lines = rule.page().badSql().lines().toList();
        for (int i = 0; i < lines.size(); i++) {
            int line = i + 1;
            Example.marks(lines.get(i), "", line).forEach(mark -> expected.add(line + " " + mark.rule()));
        }
        assertThat(expected).anyMatch(line -> line.endsWith(" " + id));
        List<Finding> found = review(rule.page().badSql(), major);
        assertThat(lines(found)).containsExactlyElementsOf(expected);
        String said = found.stream().map(PlainText::finding).collect(Collectors.joining("\n"));
        assertThat(said).as("the whole messages; `make docs` records them anew").isEqualTo(recorded(id, said));
    }

    private static String recorded(String id, String said) throws IOException {
        Path file = Path.of("..", "docs", "rules", "recorded", id + ".txt");
        if (Boolean.getBoolean("docs.write")) {
            Files.writeString(file, said);
        }
        return Files.readString(file);
    }

    @ParameterizedTest(name = "{0} on {1}")
    @MethodSource("rulesAndMajors")
    void good_example_is_clean_under_every_rule(String id, int major, DesignRule rule) throws SQLException {
        assertThat(lines(review(rule.page().goodSql(), major))).isEmpty();
    }

    @Test
    void rules_that_a_catalogue_cannot_show_say_why() {
        assertThat(DesignRule.all().stream()
                        .map(DesignRule::page)
                        .filter(page -> page.badSql().isEmpty())
                        .map(page -> page.id() + ": " + page.only()))
                .containsExactly(
                        "enum-constants-differ-from-check: A catalogue does not know the constants of an enum in Java; "
                                + "model-differs-from-schema compares its checks with them.",
                        "identity-disables-batching: A catalogue does not say who batches.",
                        "nullable-without-reason: A catalogue does not say why a column may be null.",
                        "optional-true-but-not-null: A catalogue has one word for it.",
                        "snake-case-collision: A table cannot have a column twice.",
                        "soft-delete-unfiltered-read: A catalogue does not say what queries leave out.",
                        "speculative-index: A catalogue knows no queries; those of the application are seen where its "
                                + "entities are compiled.");
    }
}
