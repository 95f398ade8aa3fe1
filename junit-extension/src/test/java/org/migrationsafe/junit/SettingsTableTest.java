package org.migrationsafe.junit;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

import org.junit.jupiter.api.Test;
import org.migrationsafe.ReviewRefused;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

/** One table holds every setting; the README and the annotation follow it. */
class SettingsTableTest {

    private static final Path README = Path.of("..", "README.md");
    private static final String BEGIN = "<!-- settings -->\n";
    private static final String END = "<!-- /settings -->";

    /** Those that are no attributes: what writes into the repository is asked for on the command line. */
    private static final Set<String> NO_ATTRIBUTES = Set.of("release", "baseline");

    private static String table() {
        return "| setting | meaning | default |\n|---|---|---|\n"
                + Setting.all().stream()
                        .map(setting -> "| `" + setting.name() + "` | " + setting.meaning() + " | "
                                + setting.otherwise() + " |\n")
                        .collect(Collectors.joining())
                + "| `migrationsafe.flyway.*` | Flyway's own settings, `migrationsafe.flyway.placeholders.region` | Spring Boot's"
                + " `spring.flyway.*` |\n";
    }

    /** {@code make docs} writes it anew, and nothing else does. */
    @Test
    void the_readme_has_the_table() throws IOException {
        String readme = Files.readString(README);
        int from = readme.indexOf(BEGIN) + BEGIN.length();
        int to = readme.indexOf(END);
        if (Boolean.getBoolean("docs.write")) {
            readme = readme.substring(0, from) + table() + readme.substring(to);
            Files.writeString(README, readme);
            to = readme.indexOf(END);
        }
        assertThat(readme.substring(from, to)).isEqualTo(table());
    }

    @Test
    void each_setting_is_an_attribute_of_the_annotation() {
        Set<String> attributes = Arrays.stream(MigrationSafe.class.getDeclaredMethods())
                .map(attribute ->
                        attribute.getName().equals("postgresBinaries") ? "postgres.binaries" : attribute.getName())
                .collect(Collectors.toCollection(TreeSet::new));
        Set<String> expected = Setting.all().stream()
                .map(setting -> setting.name().substring(Setting.PREFIX.length()))
                .filter(name -> !NO_ATTRIBUTES.contains(name))
                .collect(Collectors.toCollection(TreeSet::new));
        expected.add("flyway");
        assertThat(attributes).isEqualTo(expected);
    }

    @Test
    void what_is_said_of_a_default_is_the_default() {
        List<String> told = Setting.all().stream()
                .filter(setting -> setting.standard() instanceof Boolean || setting.standard() instanceof Integer)
                .map(setting -> setting.otherwise().replace("`", ""))
                .toList();
        List<String> real = Setting.all().stream()
                .map(Setting::standard)
                .filter(standard -> standard instanceof Boolean || standard instanceof Integer)
                .map(String::valueOf)
                .toList();
        assertThat(told).hasSizeGreaterThan(8).isEqualTo(real);
    }

    @Test
    void no_runs_side_by_side_are_refused() {
        assertThatThrownBy(() -> MigrationReviewer.create().parallel(0).review())
                .isInstanceOf(ReviewRefused.class)
                .hasMessage("migrationsafe.parallel is 0, but a further run needs its turn: set 1 or more.");
    }
}
