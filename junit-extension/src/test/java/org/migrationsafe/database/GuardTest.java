package org.migrationsafe.database;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.migrationsafe.ReviewRefused;
import org.migrationsafe.database.DatabaseSettings.Source;
import org.postgresql.ds.PGSimpleDataSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

/** What a declared database has to be before it is touched. */
class GuardTest {

    private DisposableDatabase server;
    private String url;

    @BeforeEach
    void open() {
        server = Databases.open(new DatabaseSettings(Source.EMBEDDED, 16, null, null, null, null, false, null));
        PGSimpleDataSource source = (PGSimpleDataSource) server.dataSource();
        url = "jdbc:postgresql://localhost:" + source.getPortNumbers()[0] + "/" + source.getDatabaseName();
    }

    @AfterEach
    void close() {
        server.close();
    }

    private DatabaseSettings declared(boolean disposable) {
        return new DatabaseSettings(Source.AUTO, null, null, url, "postgres", "s3cr3t-word", disposable, null);
    }

    private void execute(String sql) throws SQLException {
        try (Connection connection = server.connect();
                Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    private long tables() throws SQLException {
        try (Connection connection = server.connect();
                Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery("SELECT count(*) FROM pg_tables WHERE schemaname = 'public'")) {
            row.next();
            return row.getLong(1);
        }
    }

    @Test
    void one_that_is_not_declared_disposable_is_refused_without_a_connection() {
        assertThatThrownBy(() -> Databases.open(new DatabaseSettings(
                        Source.AUTO,
                        null,
                        null,
                        "jdbc:postgresql://example.invalid/prod?password=hunter2",
                        "app",
                        null,
                        false,
                        null)))
                .isInstanceOf(ReviewRefused.class)
                .hasMessage(
                        "The database jdbc:postgresql://example.invalid/prod?password=*** is not declared disposable, so it was "
                                + "not touched. A review empties its database: set migrationsafe.disposable=true only if it may lose all "
                                + "that is in it.");
    }

    @Test
    void one_with_a_table_is_refused_and_keeps_it() throws SQLException {
        execute("CREATE TABLE precious (id int)");
        assertThatThrownBy(() -> Databases.open(declared(true)))
                .isInstanceOf(ReviewRefused.class)
                .hasMessage("The database " + url
                        + " is not empty: it holds public.precious and bears no marker of Migration "
                        + "Safe, so nothing in it was changed. migrationsafe.url must name an empty database.");
        assertThat(tables()).isEqualTo(1);
    }

    @Test
    void one_with_only_a_function_is_refused() throws SQLException {
        execute("CREATE FUNCTION precious() RETURNS int LANGUAGE sql AS 'SELECT 1'");
        assertThatThrownBy(() -> Databases.open(declared(true)))
                .isInstanceOf(ReviewRefused.class)
                .hasMessageContaining("it holds public.precious and bears no marker");
    }

    @Test
    void an_empty_one_is_taken_marked_and_from_then_on_emptied() throws SQLException {
        try (DisposableDatabase first = Databases.open(declared(true))) {
            assertThat(first.origin()).isEqualTo("declared database");
            execute("CREATE TABLE left_over (id int)");
            first.reset();
            assertThat(tables()).isZero();
        }
        execute("CREATE TABLE left_over (id int)");
        try (DisposableDatabase second = Databases.open(declared(true))) {
            assertThat(second.version().major()).isEqualTo(16);
            assertThat(tables()).isZero();
        }
    }

    @Test
    void two_reviews_do_not_share_one() {
        try (DisposableDatabase first = Databases.open(declared(true))) {
            assertThat(first.version().product()).isEqualTo("PostgreSQL");
            assertThatThrownBy(() -> Databases.open(declared(true)))
                    .isInstanceOf(ReviewRefused.class)
                    .hasMessage("The database " + url
                            + " is being used by another review. Wait for it to end, or declare one "
                            + "database for each.");
        }
    }

    @Test
    void one_that_cannot_be_reached_is_told_without_its_password() {
        assertThatThrownBy(() -> Databases.open(new DatabaseSettings(
                        Source.AUTO,
                        null,
                        null,
                        "jdbc:postgresql://localhost:1/none?password=hunter2",
                        "app",
                        "s3cr3t-word",
                        true,
                        null)))
                .isInstanceOf(ReviewRefused.class)
                .hasMessageStartingWith(
                        "The declared database cannot be reached: jdbc:postgresql://localhost:1/none?password=*** (")
                .hasMessageEndingWith("). Check migrationsafe.url, migrationsafe.user and migrationsafe.password.")
                .hasMessageNotContaining("hunter2");
    }

    @Test
    void another_product_is_refused() {
        assertThatThrownBy(() -> Databases.open(new DatabaseSettings(
                        Source.AUTO, null, null, "jdbc:mysql://localhost/x", "app", null, true, null)))
                .isInstanceOf(ReviewRefused.class)
                .hasMessageStartingWith("The database jdbc:mysql://localhost/x is not PostgreSQL");
    }

    @Test
    void another_major_than_demanded_is_refused() {
        assertThatThrownBy(() ->
                        Databases.open(new DatabaseSettings(Source.AUTO, 18, null, url, "postgres", null, true, null)))
                .isInstanceOf(ReviewRefused.class)
                .hasMessage("The database " + url + " is PostgreSQL 16, but migrationsafe.postgres demands 18.");
    }

    @Test
    void demanding_a_declared_one_without_a_url_is_refused() {
        assertThatThrownBy(() ->
                        Databases.open(new DatabaseSettings(Source.DECLARED, null, null, null, null, null, true, null)))
                .hasMessage(
                        "migrationsafe.database=declared was demanded, but no database is declared. Set migrationsafe.url to "
                                + "the JDBC URL of an empty PostgreSQL database.");
    }
}
