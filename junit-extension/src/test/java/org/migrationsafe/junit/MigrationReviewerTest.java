package org.migrationsafe.junit;

import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Statement;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.FutureTask;

import org.flywaydb.core.api.migration.BaseJavaMigration;
import org.flywaydb.core.api.migration.Context;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.migrationsafe.Scripts;
import org.migrationsafe.database.DatabaseSettings;
import org.migrationsafe.database.DatabaseSettings.Source;
import org.migrationsafe.database.Databases;
import org.migrationsafe.database.DisposableDatabase;
import org.migrationsafe.recording.MigrationRun;
import org.migrationsafe.report.Report;
import org.migrationsafe.rule.Finding;
import org.postgresql.ds.PGSimpleDataSource;

import static org.assertj.core.api.Assertions.assertThat;

/** The builder: reviews without JUnit, side by side, on a declared database, and with Flyway's own traps. */
class MigrationReviewerTest {

    @TempDir
    private Path folder;

    private Scripts shop(String name) {
        return Scripts.in(folder.resolve(name))
                .file("V1__orders.sql", "CREATE TABLE orders (id bigint PRIMARY KEY, note text);")
                .file("V2__index.sql", "SET LOCAL lock_timeout = '5s';\nCREATE INDEX orders_note ON orders (note);");
    }

    private static List<String> rules(Report report) {
        return report.findings().stream()
                .map(Finding::rule)
                .map(rule -> rule.id())
                .toList();
    }

    @Test
    void two_reviews_side_by_side_do_not_disturb_each_other() throws Exception {
        ExecutorService pool = Executors.newFixedThreadPool(2);
        try {
            Callable<Report> one = () -> shop("one").reviewer().released("1").review();
            Callable<Report> other = () -> shop("other")
                    .file("V3__drop.sql", "SET LOCAL lock_timeout = '5s';\nDROP TABLE orders;")
                    .reviewer()
                    .released("2")
                    .review();
            for (int i = 0; i < 3; i++) {
                Future<Report> first = pool.submit(one);
                Future<Report> second = pool.submit(other);
                assertThat(rules(first.get()))
                        .containsExactly("index-without-concurrently", "statement-timeout-missing");
                assertThat(rules(second.get())).containsExactly("data-dropped", "table-dropped-while-in-use");
                assertThat(second.get().passed()).isFalse();
            }
        } finally {
            pool.shutdown();
        }
    }

    @Test
    void a_declared_database_is_reviewed_on_and_left_empty() throws Exception {
        try (DisposableDatabase server =
                Databases.open(new DatabaseSettings(Source.EMBEDDED, 16, null, null, null, null, false, null))) {
            PGSimpleDataSource source = (PGSimpleDataSource) server.dataSource();
            Report report = shop("declared")
                    .file("V3__concurrently.sql", "CREATE INDEX CONCURRENTLY orders_id_note ON orders (id, note);")
                    .bare()
                    .set("migrationsafe.database", "auto")
                    .disposableDatabase(
                            "jdbc:postgresql://localhost:" + source.getPortNumbers()[0] + "/"
                                    + source.getDatabaseName(),
                            "postgres",
                            "not-asked-for")
                    .released("1")
                    .review();
            assertThat(report.recording().origin()).isEqualTo("declared database");
            assertThat(rules(report))
                    .containsExactly(
                            "index-without-concurrently",
                            "statement-timeout-missing",
                            "concurrently-behind-flyway-lock",
                            "not-retryable");
            try (var connection = server.connect();
                    var row = connection
                            .createStatement()
                            .executeQuery("SELECT count(*) FROM pg_tables WHERE schemaname = 'public'")) {
                row.next();
                assertThat(row.getLong(1)).isZero();
            }
        }
    }

    /** Flyway's lock hangs the second and third migration; both are told, and the one behind them is reviewed. */
    @Test
    void goes_on_behind_migrations_that_hang_on_flyways_lock() {
        Report report = Scripts.in(folder)
                .file("V1__orders.sql", "CREATE TABLE orders (id bigint PRIMARY KEY, note text);")
                .file("V2__index.sql", "CREATE INDEX CONCURRENTLY a ON orders (note);")
                .file("V3__index.sql", "-- a second one\nCREATE INDEX CONCURRENTLY b ON orders (note, id);")
                .file("V4__note.sql", "ALTER TABLE orders ADD COLUMN more text;")
                .bare()
                .released("1")
                .review();
        assertThat(report.findings())
                .extracting(finding -> Scripts.name(finding.place().toString()) + " "
                        + finding.rule().id())
                .containsExactly(
                        "V2__index.sql:1 concurrently-behind-flyway-lock",
                        "V2__index.sql:1 not-retryable",
                        "V3__index.sql:2 concurrently-behind-flyway-lock",
                        "V3__index.sql:2 not-retryable",
                        "V4__note.sql:1 lock-timeout-missing");
        assertThat(report.problems()).isEmpty();
        assertThat(report.notSeen()).isEmpty();
    }

    /** Executes on whatever thread it is given, away from the migration's own code. */
    private record Work(Statement statement) implements Callable<Boolean> {
        @Override
        public Boolean call() throws Exception {
            return statement.execute("CREATE INDEX orders_note ON orders (note)");
        }
    }

    /** Works on a thread of its own, where no line is known. */
    static final class V2__Threaded extends BaseJavaMigration {
        @Override
        public void migrate(Context context) throws Exception {
            try (Statement statement = context.getConnection().createStatement()) {
                FutureTask<Boolean> work = new FutureTask<>(new Work(statement));
                new Thread(work).start();
                work.get();
            }
        }
    }

    /** Does nothing that anybody could see. */
    static final class V3__Silent extends BaseJavaMigration {
        @Override
        public void migrate(Context context) {}
    }

    @Test
    void what_a_java_migration_does_on_another_thread_is_seen_and_silence_is_not_fine() {
        Report report = Scripts.in(folder)
                .file("V1__orders.sql", "CREATE TABLE orders (id bigint PRIMARY KEY, note text);")
                .reviewer()
                .flyway(configuration -> configuration.javaMigrations(new V2__Threaded(), new V3__Silent()))
                .released("1")
                .review();
        assertThat(rules(report))
                .containsExactly("index-without-concurrently", "lock-timeout-missing", "statement-timeout-missing");
        assertThat(report.findings().get(0).place().toString())
                .isEqualTo("src/test/java/org/migrationsafe/junit/MigrationReviewerTest.java");
        assertThat(report.notSeen())
                .singleElement()
                .hasToString(
                        "src/test/java/org/migrationsafe/junit/MigrationReviewerTest.java: "
                                + "V3__Silent.java: it executed no statement on a connection of Flyway's; what it did elsewhere cannot be seen");
    }

    @Test
    void copy_from_standard_input_is_seen_though_it_is_no_jdbc_statement() {
        Report report = Scripts.in(folder)
                .file("V1__orders.sql", "CREATE TABLE orders (id bigint PRIMARY KEY, note text);")
                .file("V2__copy.sql", "COPY orders (id, note) FROM STDIN;\n1\tit's one\n2\ttwo;\n\\.\n\nSELECT 1;\n")
                .reviewer()
                .released("1")
                .review();
        assertThat(report.problems()).isEmpty();
        assertThat(report.notSeen()).isEmpty();
        var copy = report.recording().migrations().get(0).statements().get(0);
        assertThat(copy.place().line()).isEqualTo(1);
        assertThat(copy.taken().get(0).mode().sqlName()).isEqualTo("ROW EXCLUSIVE");
        assertThat(copy.changes()).singleElement().satisfies(change -> assertThat(change.inserted())
                .isEqualTo(2));
        assertThat(report.recording().migrations().get(0).statements())
                .extracting(run -> run.place().line())
                .containsExactly(1, 6);
    }

    @Test
    void repeatable_migrations_come_last_and_are_reviewed() {
        Report report = Scripts.in(folder)
                .file("V1__orders.sql", "CREATE TABLE orders (id bigint PRIMARY KEY);")
                .file("V2__note.sql", "SET LOCAL lock_timeout = '5s';\nALTER TABLE orders ADD COLUMN note text;")
                .file(
                        "R__view.sql",
                        "SET LOCAL lock_timeout = '5s';\nCREATE OR REPLACE VIEW ids AS SELECT id FROM orders;")
                .reviewer()
                .released("1")
                .review();
        assertThat(report.recording().migrations())
                .extracting(MigrationRun::migration)
                .extracting(migration -> migration.fileName() + " " + migration.kind())
                .containsExactly("V2__note.sql SQL", "R__view.sql REPEATABLE_SQL");
        assertThat(report.passed()).isTrue();
    }

    @Test
    void reads_spring_boots_settings_of_flyway() throws Exception {
        Files.createDirectories(folder.resolve("classes/shop/migrations"));
        Files.writeString(
                folder.resolve("classes/shop/migrations/V1__a.sql"), "CREATE TABLE ${prefix}orders (id int);");
        Files.writeString(folder.resolve("classes/application.yml"), """
                spring:
                  flyway:
                    locations: classpath:shop/migrations
                    placeholders:
                      prefix: ${NO_SUCH_VARIABLE:acme_}
                    init-sqls:
                      - SET lock_timeout = '7s'
                ---
                spring:
                  config.activate.on-profile: prod
                  flyway.locations: classpath:elsewhere
                """);
        try (var loader = new java.net.URLClassLoader(
                new java.net.URL[] {folder.resolve("classes").toUri().toURL()},
                getClass().getClassLoader())) {
            Report report = MigrationReviewer.create()
                    .classLoader(loader)
                    .set("migrationsafe.database", "embedded")
                    .reportTo(folder.resolve("report"))
                    .review();
            var statement = report.recording().migrations().get(0).statements().get(0);
            assertThat(statement.sql()).isEqualTo("CREATE TABLE acme_orders (id int)");
            assertThat(statement.settings().lockTimeout()).hasSeconds(7);
            assertThat(statement.place().toString()).isEqualTo("shop/migrations/V1__a.sql:1");
        }
    }

    @Test
    void takes_settings_from_system_properties_below_what_is_set() {
        System.setProperty("migrationsafe.released", "1");
        try {
            assertThat(rules(shop("properties").reviewer().review()))
                    .containsExactly("index-without-concurrently", "statement-timeout-missing");
            assertThat(shop("explicit")
                            .reviewer()
                            .released("0")
                            .review()
                            .recording()
                            .migrations())
                    .hasSize(2);
        } finally {
            System.clearProperty("migrationsafe.released");
        }
    }
}
