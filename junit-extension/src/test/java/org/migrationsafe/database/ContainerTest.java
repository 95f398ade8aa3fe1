package org.migrationsafe.database;

import java.nio.file.Path;

import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.migrationsafe.Scripts;
import org.migrationsafe.report.Report;

import static org.assertj.core.api.Assertions.assertThat;

/** A review in a container; runs where Docker does, see CONTRIBUTING. */
@Tag("container")
class ContainerTest {

    private static Report review(Path folder, String source) {
        return Scripts.in(folder)
                .file("V1__orders.sql", "CREATE TABLE orders (id bigint PRIMARY KEY, note text);")
                .file("V2__index.sql", "CREATE INDEX orders_note ON orders (note);")
                .reviewer()
                .set("migrationsafe.database", source)
                .postgres(16)
                .released("1")
                .review();
    }

    @Test
    void a_container_that_is_demanded_is_used(@TempDir Path folder) {
        Report report = review(folder, "container");
        assertThat(report.recording().origin()).isEqualTo("container postgres:16-alpine");
        assertThat(report.recording().server().major()).isEqualTo(16);
        assertThat(report.findings())
                .extracting(finding -> finding.rule().id())
                .containsExactly("index-without-concurrently", "lock-timeout-missing", "statement-timeout-missing");
        assertThat(report.notSeen()).isEmpty();
    }

    @Test
    void a_container_comes_before_the_embedded_server(@TempDir Path folder) {
        assertThat(review(folder, "auto").recording().origin()).isEqualTo("container postgres:16-alpine");
    }

    @Test
    void the_users_own_image_comes_before_the_standard_one() throws Exception {
        Attempt attempt = ContainerServer.attempt(new DatabaseSettings(
                DatabaseSettings.Source.CONTAINER, 18, "postgres:16-alpine", null, null, null, false, null));
        try (DisposableDatabase database = attempt.orRefuse()) {
            assertThat(database.origin()).isEqualTo("container postgres:16-alpine");
            assertThat(database.version().major()).isEqualTo(16);
        }
    }

    @Test
    void an_image_that_cannot_be_had_is_told_with_the_command_that_tells_why() {
        DatabaseSettings wanted =
                new DatabaseSettings(DatabaseSettings.Source.CONTAINER, 15, null, null, null, null, false, null);
        assertThat(ContainerServer.attempt(wanted).reason())
                .startsWith("No container: postgres:15-alpine ")
                .endsWith("`docker pull postgres:15-alpine` tells.");
    }
}
