package org.migrationsafe.observe;

import java.nio.file.Path;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.migrationsafe.Scripts;
import org.migrationsafe.report.Report;
import org.migrationsafe.report.Verdict;

import static org.assertj.core.api.Assertions.assertThat;

/** Observation that fails, on purpose: the migration goes on, and what was not seen never reads as fine. */
class PlantedFaultsTest {

    @TempDir
    private Path folder;

    private Report review(String before, String pending) {
        return Scripts.in(folder)
                .file("V1__orders.sql", "CREATE TABLE orders (id bigint PRIMARY KEY, note text);\n" + before)
                .file("V2__pending.sql", pending)
                .reviewer()
                .released("1")
                .postgres(16)
                .review();
    }

    @Test
    void a_role_that_may_not_read_the_locks() {
        Report report = review("""
                DO $$ BEGIN IF NOT EXISTS (SELECT FROM pg_roles WHERE rolname = 'migration_safe_blind') THEN
                  CREATE ROLE migration_safe_blind; END IF; END $$;
                REVOKE EXECUTE ON FUNCTION pg_catalog.pg_lock_status() FROM PUBLIC;
                ALTER TABLE orders OWNER TO migration_safe_blind;
                """, """
                SET LOCAL ROLE migration_safe_blind;
                ALTER TABLE orders ADD COLUMN u uuid DEFAULT gen_random_uuid();
                """);
        assertThat(report.problems()).isEmpty();
        assertThat(report.recording().migrations().get(0).statements()).hasSize(2);
        assertThat(report.notSeen())
                .extracting(unseen -> unseen.place().line() + " " + unseen.reason())
                .containsExactly(
                        "1 its effects could not be read: ERROR: permission denied for function pg_lock_status",
                        "2 the session could not be read before it: ERROR: permission denied for function pg_lock_status");
        assertThat(report.verdict()).isEqualTo(Verdict.HOLD);
    }

    @Test
    void a_watching_connection_that_is_killed() {
        Report report = Scripts.in(folder)
                .file("V1__orders.sql", "CREATE TABLE orders (id bigint PRIMARY KEY, note text);")
                .file("V2__pending.sql", """
                        SELECT pg_sleep(1);
                        SELECT pg_terminate_backend(pid) FROM pg_stat_activity
                        WHERE query LIKE '%pg_blocking_pids%' AND pid <> pg_backend_pid();
                        CREATE INDEX CONCURRENTLY orders_note ON orders (note);
                        """)
                .file("V2__pending.sql.conf", "executeInTransaction=false")
                .reviewer()
                .released("1")
                .postgres(16)
                .review();
        assertThat(report.problems()).isEmpty();
        assertThat(report.notSeen()).singleElement().satisfies(unseen -> {
            assertThat(unseen.place().line()).isEqualTo(4);
            assertThat(unseen.reason()).startsWith("it could not be watched from a second session: ");
        });
        assertThat(report.verdict()).isEqualTo(Verdict.HOLD);
    }

    @Test
    void a_reading_leaves_no_trace_in_the_migrations_transaction() {
        Report report = review("", """
                SET LOCAL lock_timeout = '5s';
                SAVEPOINT mine;
                INSERT INTO orders VALUES (1, 'x');
                ROLLBACK TO SAVEPOINT mine;
                INSERT INTO orders VALUES (1, 'y');
                RELEASE SAVEPOINT mine;
                """);
        assertThat(report.problems()).isEmpty();
        assertThat(report.notSeen()).isEmpty();
        assertThat(Scripts.lastStatements(report)).hasSize(6);
        assertThat(report.passed()).isTrue();
    }
}
