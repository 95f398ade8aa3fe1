package org.migrationsafe.rehearse;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.migrationsafe.Scripts;
import org.migrationsafe.database.DatabaseSettings;
import org.migrationsafe.database.DatabaseSettings.Source;
import org.migrationsafe.database.Databases;
import org.migrationsafe.database.DisposableDatabase;
import org.migrationsafe.junit.MigrationReviewer;
import org.migrationsafe.report.Markdown;
import org.migrationsafe.report.PlainText;
import org.migrationsafe.report.Report;
import org.postgresql.ds.PGSimpleDataSource;

import static org.assertj.core.api.Assertions.assertThat;

/** Where no database can be copied, everything is played again, and seen to be the same. */
class RoleWithoutDatabasesTest {

    @TempDir
    private Path folder;

    private MigrationReviewer reviewer() {
        return Scripts.in(folder)
                .file("V1__shop.sql", """
                        CREATE TABLE payer (id bigint PRIMARY KEY, code text NOT NULL UNIQUE);
                        CREATE TABLE invoice (id bigint PRIMARY KEY, payer_code text NOT NULL,
                                              payer_id bigint REFERENCES payer, note varchar(20));
                        """)
                .file("V2__payer.sql", "UPDATE invoice i SET payer_id = p.id FROM payer p WHERE p.code = i.payer_code;")
                .file("V3__text.sql", "ALTER TABLE invoice ALTER COLUMN note TYPE text, ALTER COLUMN id TYPE numeric;")
                .file("V4__index.sql", """
                        DROP INDEX CONCURRENTLY IF EXISTS invoice_note;
                        CREATE INDEX CONCURRENTLY invoice_note ON invoice (note);
                        """)
                .file("V5__required.sql", "ALTER TABLE invoice ALTER COLUMN payer_id SET NOT NULL;")
                .file("V6__single.sql", "ALTER TABLE invoice ADD CONSTRAINT invoice_single UNIQUE (payer_id, note);")
                .reviewer()
                .released("1");
    }

    @Test
    void gives_the_same_report_as_a_server_of_our_own() throws SQLException {
        Report own = reviewer().postgres(16).review();
        try (DisposableDatabase server =
                Databases.open(new DatabaseSettings(Source.EMBEDDED, 16, null, null, null, null, false, null))) {
            execute(server, "CREATE ROLE reviewer LOGIN PASSWORD 'r' NOSUPERUSER NOCREATEDB");
            execute(server, "CREATE DATABASE review OWNER reviewer");
            try {
                Report declared = reviewer()
                        .set("migrationsafe.database", "auto")
                        .set("migrationsafe.url", url(server))
                        .set("migrationsafe.user", "reviewer")
                        .set("migrationsafe.password", "r")
                        .set("migrationsafe.disposable", "true")
                        .review();
                assertThat(own.findings()).hasSizeGreaterThan(3);
                assertThat(Markdown.of(declared)).isEqualTo(asDeclared(Markdown.of(own)));
                assertThat(PlainText.of(declared)).isEqualTo(asDeclared(PlainText.of(own)));
            } finally {
                execute(server, "DROP DATABASE review WITH (FORCE)");
                execute(server, "DROP ROLE reviewer");
            }
        }
    }

    private static String asDeclared(String text) {
        return text.replace("embedded server, data in memory", "declared database");
    }

    private static String url(DisposableDatabase server) {
        return "jdbc:postgresql://localhost:" + ((PGSimpleDataSource) server.dataSource()).getPortNumbers()[0]
                + "/review";
    }

    private static void execute(DisposableDatabase server, String sql) throws SQLException {
        try (Connection connection = server.connect();
                Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }
}
