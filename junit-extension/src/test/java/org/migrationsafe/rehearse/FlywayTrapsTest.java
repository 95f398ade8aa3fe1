package org.migrationsafe.rehearse;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;

import org.flywaydb.core.api.callback.BaseCallback;
import org.flywaydb.core.api.callback.Context;
import org.flywaydb.core.api.callback.Event;
import org.flywaydb.core.api.migration.BaseJavaMigration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.migrationsafe.Scripts;
import org.migrationsafe.recording.QueueTrial;
import org.migrationsafe.report.Report;

import static org.assertj.core.api.Assertions.assertThat;

/** What Flyway does beside running one file after the other. */
class FlywayTrapsTest {

    private static final String ORDERS = "CREATE TABLE orders (id bigint PRIMARY KEY, note text);\n"
            + "CREATE TABLE customer (id bigint PRIMARY KEY, city text);";

    @TempDir
    private Path folder;

    private Scripts orders() {
        return Scripts.in(folder).file("V1__orders.sql", ORDERS);
    }

    private static List<String> findings(Report report) {
        assertThat(report.problems()).isEmpty();
        assertThat(report.notSeen()).isEmpty();
        return report.findings().stream()
                .map(finding -> Scripts.name(finding.place().toString()) + " "
                        + finding.rule().id())
                .toList();
    }

    private static List<String> reviewed(Report report) {
        return report.recording().migrations().stream()
                .map(run -> run.migration().fileName() + " " + run.statements().size())
                .toList();
    }

    @Test
    void callbacks_in_sql_are_observed_each_where_it_runs() {
        Report report = orders().file("V2__note.sql", "ALTER TABLE orders ADD COLUMN more text;")
                .file("beforeEachMigrate__timeout.sql", "SET lock_timeout = '5s';")
                .file("afterEachMigrate.sql", "-- ours\nSELECT count(*) FROM customer;")
                .file("afterMigrate__index.sql", "SELECT 1;\nREINDEX TABLE ${flyway:defaultSchema}.orders;")
                .reviewer()
                .released("1")
                .postgres(16)
                .review();
        assertThat(reviewed(report)).containsExactly("V2__note.sql 3", "afterMigrate__index.sql 2");
        assertThat(findings(report))
                .containsExactly(
                        "afterEachMigrate.sql:2 lock-held-across-work",
                        "afterMigrate__index.sql:2 lock-timeout-missing",
                        "afterMigrate__index.sql:2 reindex-without-concurrently",
                        "afterMigrate__index.sql:2 statement-timeout-missing");
    }

    /** Does in Java what a team might do before it migrates. */
    static final class Locks extends BaseCallback {
        @Override
        public boolean supports(Event event, Context context) {
            return event == Event.BEFORE_MIGRATE;
        }

        @Override
        public void handle(Event event, Context context) {
            try (var statement = context.getConnection().createStatement()) {
                statement.execute(
                        "DO $$ BEGIN IF to_regclass('customer') IS NOT NULL THEN TRUNCATE customer; END IF; END $$");
            } catch (java.sql.SQLException e) {
                throw new IllegalStateException(e);
            }
        }
    }

    @Test
    void callbacks_in_java_are_observed_too() {
        Report report = orders().file(
                        "V2__note.sql", "SET LOCAL lock_timeout = '5s';\nALTER TABLE orders ADD COLUMN more text;")
                .reviewer()
                .flyway(configuration -> configuration.callbacks(new Locks()))
                .released("1")
                .postgres(16)
                .review();
        assertThat(report.findings())
                .extracting(
                        finding -> finding.place().file() + " " + finding.rule().id())
                .containsExactly(
                        "src/test/java/org/migrationsafe/rehearse/FlywayTrapsTest.java lock-timeout-missing",
                        "src/test/java/org/migrationsafe/rehearse/FlywayTrapsTest.java truncate");
    }

    /** What several of a team's migrations have in common. */
    abstract static class Common extends BaseJavaMigration {
        @Override
        public void migrate(org.flywaydb.core.api.migration.Context context) throws Exception {
            try (var statement = context.getConnection().createStatement()) {
                statement.execute(sql());
            }
        }

        abstract String sql();
    }

    static final class V2__Inherits extends Common {
        @Override
        String sql() {
            return "CREATE INDEX orders_note ON orders (note)";
        }
    }

    @Test
    void a_migration_in_java_may_inherit_what_it_does() {
        Report report = orders().reviewer()
                .flyway(configuration -> configuration.javaMigrations(new V2__Inherits()))
                .released("1")
                .postgres(16)
                .review();
        assertThat(findings(report))
                .containsExactly(
                        "FlywayTrapsTest.java index-without-concurrently",
                        "FlywayTrapsTest.java lock-timeout-missing",
                        "FlywayTrapsTest.java statement-timeout-missing");
    }

    @Test
    void a_group_is_one_transaction_whose_locks_live_from_file_to_file() {
        Report report = orders().file(
                        "V2__note.sql",
                        "SET lock_timeout = '5s';\nSET statement_timeout = '1min';\nALTER TABLE orders ADD COLUMN more text;\nCREATE TABLE fresh (id int);")
                .file(
                        "V3__cities.sql",
                        "CREATE TABLE city AS SELECT DISTINCT city FROM customer;\nCREATE INDEX ON fresh (id);")
                .reviewer()
                .flyway("flyway.group", "true")
                .released("1")
                .postgres(16)
                .review();
        assertThat(reviewed(report)).containsExactly("V2__note.sql 4", "V3__cities.sql 2");
        assertThat(findings(report)).containsExactly("V3__cities.sql:1 lock-held-across-work");
        assertThat(report.findings().get(0).says())
                .isEqualTo("Works on rows while ACCESS EXCLUSIVE taken at " + folder.resolve("sql/V2__note.sql")
                        + ":3 is still held on \"orders\": reads, writes and DDL wait for this statement as well.");
    }

    @Test
    void a_group_goes_on_behind_a_statement_that_is_refused() {
        Report report = orders().file("V2__wrong.sql", "ALTER TABLE nowhere ADD COLUMN more text;")
                .file("V3__note.sql", "ALTER TABLE orders ADD COLUMN more text;")
                .reviewer()
                .flyway("flyway.group", "true")
                .released("1")
                .postgres(16)
                .review();
        assertThat(reviewed(report)).containsExactly("V2__wrong.sql 1", "V3__note.sql 1");
        assertThat(report.problems()).hasSize(1);
        assertThat(report.passed()).isFalse();
    }

    @Test
    void several_locations_and_schemas_are_one_history() {
        Scripts.in(folder.resolve("more"))
                .file(
                        "V3__index.sql",
                        "SET LOCAL lock_timeout = '5s'; SET LOCAL statement_timeout = '1min';\n"
                                + "CREATE INDEX ON ${other}.item (name);");
        Report report = Scripts.in(folder)
                .file("V1__items.sql", "CREATE TABLE sales.item (id bigint PRIMARY KEY, name text);")
                .file("V2__note.sql", "SET LOCAL lock_timeout = '5s';\nALTER TABLE item ADD COLUMN note text;")
                .reviewer()
                .locations("filesystem:" + folder.resolve("sql"), "filesystem:" + folder.resolve("more/sql"))
                .flyway("flyway.schemas", "sales,stock")
                .flyway("flyway.placeholders.other", "sales")
                .released("1")
                .postgres(16)
                .review();
        assertThat(reviewed(report)).containsExactly("V2__note.sql 2", "V3__index.sql 3");
        assertThat(findings(report)).containsExactly("V3__index.sql:2 index-without-concurrently");
        assertThat(report.findings().get(0).relation()).isEqualTo("sales.item");
    }

    @Test
    void an_existing_database_that_flyway_takes_over_begins_at_its_baseline() {
        Report report = Scripts.in(folder)
                .file("V2__orders.sql", "CREATE TABLE orders (id bigint PRIMARY KEY, note text);")
                .file("V3__index.sql", "SET LOCAL lock_timeout = '5s';\nALTER TABLE orders ADD COLUMN more text;")
                .reviewer()
                .flyway("flyway.baselineOnMigrate", "true")
                .flyway("flyway.baselineVersion", "1")
                .released("2")
                .postgres(16)
                .review();
        assertThat(reviewed(report)).containsExactly("V3__index.sql 2");
        assertThat(findings(report)).isEmpty();
    }

    @Test
    void a_table_called_like_flyways_in_another_schema_is_the_users() {
        Report report = Scripts.in(folder)
                .file("V1__shop.sql", """
                        CREATE SCHEMA archive;
                        CREATE TABLE archive.flyway_schema_history (id bigint PRIMARY KEY, note text);
                        """)
                .file("V2__note.sql", """
                        SET LOCAL lock_timeout = '5s';
                        UPDATE archive.flyway_schema_history SET note = 'old';
                        """)
                .reviewer()
                .released("1")
                .review();
        assertThat(Scripts.lastStatements(report).stream()
                        .flatMap(run -> run.changes().stream())
                        .map(change -> change.relation() + " " + change.updated()))
                .containsExactly("archive.flyway_schema_history 300");
        assertThat(report.design().schema().tables().stream().map(table -> table.schema() + "." + table.name()))
                .containsExactly("archive.flyway_schema_history");
    }

    /** It stays open, as code does that is sure of its process' end. */
    static final class V2__Leaves_a_connection extends BaseJavaMigration {
        private static final List<Connection> LEFT = new ArrayList<>();

        @Override
        public void migrate(org.flywaydb.core.api.migration.Context context) throws Exception {
            Connection further = context.getConfiguration().getDataSource().getConnection();
            LEFT.add(further);
            try (Statement statement = further.createStatement()) {
                statement.execute("SELECT 1");
            }
        }
    }

    @Test
    void a_connection_that_code_leaves_open_is_in_nobodys_way() {
        Report report = Scripts.in(folder)
                .file("V1__shop.sql", "CREATE TABLE orders (id bigint PRIMARY KEY);")
                .file("V3__note.sql", "SET LOCAL lock_timeout = '5s';\nALTER TABLE orders ADD COLUMN note text;")
                .reviewer()
                .flyway(configuration -> configuration.javaMigrations(new V2__Leaves_a_connection()))
                .released("1")
                .review();
        assertThat(report.problems()).isEmpty();
        assertThat(report.findings()).isEmpty();
        assertThat(report.recording().migrations()).hasSize(2);
        assertThat(report.recording().migrations().get(1).trials(QueueTrial.class))
                .hasSize(1);
    }
}
