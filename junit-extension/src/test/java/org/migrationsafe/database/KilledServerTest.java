package org.migrationsafe.database;

import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.ResultSet;
import java.sql.Statement;

import org.flywaydb.core.api.migration.BaseJavaMigration;
import org.flywaydb.core.api.migration.Context;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.migrationsafe.ReviewRefused;
import org.migrationsafe.Scripts;
import org.migrationsafe.report.Report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

/** The server dies in the middle of a review: a clear error, nothing left running, and the next review works. */
class KilledServerTest {

    private static long postmaster;

    /** Kills its own server, as the kernel does when memory runs out. */
    static final class V2__Kill extends BaseJavaMigration {
        @Override
        public void migrate(Context context) throws Exception {
            try (Statement statement = context.getConnection().createStatement()) {
                try (ResultSet row = statement.executeQuery("SHOW data_directory")) {
                    row.next();
                    postmaster = Long.parseLong(Files.readAllLines(Path.of(row.getString(1), "postmaster.pid"))
                            .get(0)
                            .strip());
                }
                ProcessHandle server = ProcessHandle.of(postmaster).orElseThrow();
                server.children().forEach(ProcessHandle::destroyForcibly);
                server.destroyForcibly();
                server.onExit().join();
                statement.execute("ALTER TABLE orders ADD COLUMN never int");
            }
        }
    }

    @Test
    void is_told_and_the_next_review_gets_a_server_of_its_own(@TempDir Path folder) {
        Scripts scripts = Scripts.in(folder).file("V1__orders.sql", "CREATE TABLE orders (id int);");
        assertThatThrownBy(() -> scripts.reviewer()
                        .flyway(configuration -> configuration.javaMigrations(new V2__Kill()))
                        .postgres(14)
                        .released("1")
                        .review())
                .isInstanceOf(ReviewRefused.class)
                .hasMessageStartingWith(
                        "The database server went away while src/test/java/org/migrationsafe/database/KilledServerTest.java:")
                .hasMessageEndingWith(
                        " was running, so the review stopped there. Nothing of it is left running. Run it again; if it "
                                + "happens again, the server's own log says why it ended.");
        assertThat(ProcessHandle.of(postmaster)).isEmpty();
        Report report = scripts.file("V2__note.sql", "COMMENT ON TABLE orders IS 'x';")
                .reviewer()
                .postgres(14)
                .released("1")
                .review();
        assertThat(report.passed()).isTrue();
    }
}
