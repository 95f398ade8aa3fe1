package org.migrationsafe.flyway;

import java.nio.file.Path;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.migrationsafe.Scripts;
import org.migrationsafe.report.Report;

import static org.assertj.core.api.Assertions.assertThat;

/** Several versions go through one call of Flyway, and none notices the session of the one before. */
class SessionsApartTest {

    @TempDir
    private Path folder;

    private Report review(String second, String third) {
        return Scripts.in(folder)
                .file("V1__table.sql", "CREATE TABLE orders (id bigint PRIMARY KEY);")
                .file("V2__leaves.sql", second)
                .file("V3__looks.sql", third)
                .reviewer()
                .released("1")
                .postgres(16)
                .review();
    }

    /** Fails, in the migration after it, where the condition does not hold. */
    private static String assertion(String condition) {
        return "DO $$ BEGIN ASSERT " + condition + "; END $$;";
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            SET lock_timeout = '5s'                          | current_setting('lock_timeout') = '0'
            SET search_path = pg_catalog                     | current_setting('search_path') LIKE '%public%'
            SET my.tenant = 'x'                              | coalesce(current_setting('my.tenant', true), '') = ''
            SET SESSION CHARACTERISTICS AS TRANSACTION ISOLATION LEVEL SERIALIZABLE | current_setting('transaction_isolation') = 'read committed'
            SET ROLE pg_monitor                              | current_user = session_user
            CREATE TEMP TABLE left_over (id int)             | to_regclass('pg_temp.left_over') IS NULL
            PREPARE left_over AS SELECT 1                    | NOT EXISTS (SELECT FROM pg_prepared_statements WHERE name = 'left_over')
            DECLARE left_over CURSOR WITH HOLD FOR SELECT 1  | NOT EXISTS (SELECT FROM pg_cursors WHERE name = 'left_over')
            LISTEN left_over                                 | NOT EXISTS (SELECT FROM pg_listening_channels())
            SELECT pg_advisory_lock(4711)                    | NOT EXISTS (SELECT FROM pg_locks WHERE locktype = 'advisory' AND objid = 4711)
            SELECT setseed(0.5)                              | true
            """)
    void what_a_version_leaves_in_its_session_is_gone_in_the_next(String leaves, String gone) {
        Report report = review(leaves + ";", assertion(gone));
        assertThat(report.problems()).isEmpty();
        assertThat(report.recording().migrations()).hasSize(2).allSatisfy(run -> assertThat(run.statements())
                .hasSize(1));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            DO 'BEGIN EXECUTE format(''ALTER DATABASE %I SET statement_timeout = ''''7s'''''', current_database()); END' | current_setting('statement_timeout') = '7s'
            ALTER ROLE CURRENT_USER SET my.tenant = 'x'      | current_setting('my.tenant') = 'x'
            """)
    void what_a_version_gives_to_every_new_session_the_next_one_has(String leaves, String there) {
        Report report = review(leaves + ";", assertion(there));
        assertThat(report.problems()).isEmpty();
        assertThat(report.recording().migrations()).hasSize(2);
    }

    @Test
    void the_assertion_itself_fails_where_its_condition_does_not_hold() {
        assertThat(review("SELECT 1;", assertion("current_setting('lock_timeout') = '5s'"))
                        .problems())
                .singleElement()
                .satisfies(problem -> assertThat(problem.says()).contains("assertion failed"));
    }
}
