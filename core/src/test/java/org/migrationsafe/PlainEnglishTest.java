package org.migrationsafe;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/** A reader is a native speaker in a hurry. These phrases are never right; others depend on their sentence. */
class PlainEnglishTest {

    private static final Pattern FOREIGN = Pattern.compile(
            String.join(
                    "|",
                    "\\bheld\\s+against",
                    "\\bhold\\s+\\w+\\s+against",
                    "\\blets?\\s+in\\b",
                    "\\bleave\\s+\\w+\\s+away\\b",
                    "\\bmend(s|ed|ing)?\\b",
                    "\\bdata\\s+of\\s+persons\\b",
                    "\\btruth\\s+value",
                    "\\btake\\s+it\\s+that\\b",
                    "\\bhas\\s+no\\s+word\\s+for\\b",
                    "\\bbelongs?\\s+into\\b",
                    "\\bgoes\\s+on\\s+by\\b",
                    "\\bis\\s+another\\s+one\\s+now\\b",
                    "\\btold\\s+as\\s+not\\s+seen\\b",
                    "\\bwhich\\s+is\\s+not\\s+fine\\b",
                    "\\bsays\\s+nothing\\s+of\\b"),
            Pattern.CASE_INSENSITIVE);

    private static final Path ROOT = Path.of("..");

    private static Stream<Path> read() throws IOException {
        Stream<Path> documents = Stream.of(
                        "README.md", "CONTRIBUTING.md", "CHANGELOG.md", "ARCHITECTURE.md", "Makefile")
                .map(ROOT::resolve);
        Stream<Path> below = Stream.of(
                        "docs", "core/src/main", "processor/src/main", "junit-extension/src/main", "sample-app/src")
                .flatMap(folder -> files(ROOT.resolve(folder)));
        return Stream.concat(documents, below);
    }

    private static Stream<Path> files(Path folder) {
        try (Stream<Path> all = Files.walk(folder)) {
            return all.filter(file -> file.toString().matches(".*\\.(md|txt|java|sql)")).toList().stream();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static List<String> foreign(String text) {
        return FOREIGN.matcher(text).results().map(result -> result.group()).toList();
    }

    @Test
    void whatever_a_user_reads_is_plain_english() throws IOException {
        for (Path file : read().toList()) {
            assertThat(foreign(Files.readString(file))).as(file.toString()).isEmpty();
        }
    }

    @Test
    void a_foreign_phrase_is_seen_across_a_line_too() {
        assertThat(foreign("The schema is held\n  against the entities. Mend it, and leave it away."))
                .containsExactly("held\n  against", "Mend", "leave it away");
        assertThat(foreign("It is recommended to amend the check.")).isEmpty();
    }
}
