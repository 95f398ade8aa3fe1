package org.migrationsafe.observe;

import java.nio.file.Path;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.migrationsafe.Scripts;
import org.migrationsafe.junit.MigrationReviewer;
import org.migrationsafe.recording.SessionSettings;
import org.migrationsafe.recording.SessionSettings.Source;
import org.migrationsafe.recording.StatementRun;
import org.migrationsafe.report.Report;

import static org.assertj.core.api.Assertions.assertThat;

/** Who has set the timeouts under which a statement runs. */
class TimeoutSourceTest {

    @TempDir
    private Path folder;

    private MigrationReviewer reviewer(String pending) {
        return Scripts.in(folder)
                .file("V1__orders.sql", "CREATE TABLE orders (id bigint PRIMARY KEY);")
                .file("V2__note.sql", pending)
                .reviewer()
                .released("1")
                .postgres(16);
    }

    private static SessionSettings last(Report report) {
        assertThat(report.notSeen()).isEmpty();
        StatementRun last = Scripts.lastStatements(report)
                .get(Scripts.lastStatements(report).size() - 1);
        return last.settings();
    }

    @Test
    void the_script_the_role_the_database_flyways_initsql_or_the_server() {
        String note = "ALTER TABLE orders ADD COLUMN note text;";
        SessionSettings nobody = last(reviewer(note).review());
        assertThat(nobody.lockTimeoutFrom()).isEqualTo(Source.SERVER);
        assertThat(nobody.lockTimeout()).isZero();

        SessionSettings script =
                last(reviewer("SET lock_timeout = '3s';\n" + note).review());
        assertThat(script.lockTimeoutFrom()).isEqualTo(Source.SCRIPT);
        assertThat(script.statementTimeoutFrom()).isEqualTo(Source.SERVER);

        SessionSettings initSql = last(reviewer(note)
                .flyway("flyway.initSql", "SET lock_timeout = '4s'; SET statement_timeout = '9s'")
                .review());
        assertThat(initSql.lockTimeoutFrom()).isEqualTo(Source.SESSION);
        assertThat(initSql.lockTimeout()).hasSeconds(4);
        assertThat(initSql.statementTimeoutFrom()).isEqualTo(Source.SESSION);
    }

    @Test
    void a_setting_of_the_database_holds_from_the_next_migration_on() {
        Report report = Scripts.in(folder)
                .file("V1__orders.sql", "CREATE TABLE orders (id bigint PRIMARY KEY);")
                .file(
                        "V2__set.sql",
                        "DO $$ BEGIN EXECUTE format('ALTER DATABASE %I SET lock_timeout = ''6s''',"
                                + " current_database()); END $$;")
                .file("V3__note.sql", "ALTER TABLE orders ADD COLUMN note text;")
                .reviewer()
                .released("1")
                .postgres(16)
                .review();
        assertThat(last(report).lockTimeoutFrom()).isEqualTo(Source.DATABASE);
        assertThat(last(report).lockTimeout()).hasSeconds(6);
        assertThat(report.findings()).isEmpty();
    }
}
