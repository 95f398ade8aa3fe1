package org.migrationsafe.observe;

import java.nio.file.Path;
import java.sql.Statement;

import org.flywaydb.core.api.migration.BaseJavaMigration;
import org.flywaydb.core.api.migration.Context;
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

    /** Ends its transaction within one string, so that there is nothing left to read when the driver returns. */
    static final class V2__EndsItself extends BaseJavaMigration {
        @Override
        public void migrate(Context context) throws Exception {
            try (Statement statement = context.getConnection().createStatement()) {
                statement.execute("ALTER TABLE orders ADD COLUMN u uuid DEFAULT gen_random_uuid(); COMMIT");
            }
        }
    }

    /** Brings its own transaction, in one string, on a connection that commits by itself. */
    static final class V3__BringsItsOwn extends BaseJavaMigration {
        @Override
        public boolean canExecuteInTransaction() {
            return false;
        }

        @Override
        public void migrate(Context context) throws Exception {
            try (Statement statement = context.getConnection().createStatement()) {
                statement.execute("BEGIN; ALTER TABLE orders ADD COLUMN v uuid DEFAULT gen_random_uuid(); COMMIT");
            }
        }
    }

    @Test
    void work_and_its_commit_in_one_string_are_not_seen_and_said_so() {
        Report report = Scripts.in(folder)
                .file("V1__orders.sql", "CREATE TABLE orders (id bigint PRIMARY KEY);")
                .reviewer()
                .flyway(configuration -> configuration.javaMigrations(new V2__EndsItself(), new V3__BringsItsOwn()))
                .released("1")
                .postgres(16)
                .review();
        assertThat(report.problems()).isEmpty();
        assertThat(report.notSeen())
                .extracting(unseen -> unseen.reason())
                .containsExactly(
                        "it ends its transaction itself, and its locks with it, before they could be read",
                        "it begins or ends a transaction itself, and its locks were gone when it returned");
        assertThat(report.verdict()).isEqualTo(Verdict.HOLD);
    }

    @Test
    void a_transaction_that_a_script_brings_along_is_kept_whole_behind_comments() {
        Report report = Scripts.in(folder)
                .file("V1__orders.sql", "CREATE TABLE orders (id bigint PRIMARY KEY);")
                .file("V2__own.sql", """
                        -- all or nothing
                        BEGIN;
                        SET LOCAL lock_timeout = '5s';
                        ALTER TABLE orders ADD COLUMN a int;
                        UPDATE orders SET a = 1;
                        /* done */ COMMIT;
                        """)
                .file("V2__own.sql.conf", "executeInTransaction=false")
                .reviewer()
                .released("1")
                .postgres(16)
                .review();
        assertThat(report.problems()).isEmpty();
        assertThat(report.notSeen()).isEmpty();
        assertThat(report.findings())
                .extracting(
                        finding -> finding.place().line() + " " + finding.rule().id())
                .containsExactly("5 backfill-beside-ddl", "5 statement-timeout-missing");
    }

    @Test
    void a_blind_role_outside_a_transaction_does_not_fail_the_migration() {
        Report report = Scripts.in(folder)
                .file("V1__orders.sql", """
                        CREATE TABLE orders (id bigint PRIMARY KEY, note text);
                        DO $$ BEGIN IF NOT EXISTS (SELECT FROM pg_roles WHERE rolname = 'migration_safe_blind') THEN
                          CREATE ROLE migration_safe_blind; END IF; END $$;
                        REVOKE EXECUTE ON FUNCTION pg_catalog.pg_lock_status() FROM PUBLIC;
                        ALTER TABLE orders OWNER TO migration_safe_blind;
                        """)
                .file("V2__index.sql", """
                        SET ROLE migration_safe_blind;
                        VACUUM orders;
                        RESET ROLE;
                        """)
                .file("V2__index.sql.conf", "executeInTransaction=false")
                .reviewer()
                .released("1")
                .postgres(16)
                .review();
        assertThat(report.problems()).isEmpty();
        assertThat(report.notSeen()).hasSize(3);
        assertThat(report.verdict()).isEqualTo(Verdict.HOLD);
    }

    @Test
    void marks_of_serializable_isolation_are_no_locks() {
        Report report = Scripts.in(folder)
                .file("V1__orders.sql", "CREATE TABLE orders (id bigint PRIMARY KEY);")
                .file("V2__pending.sql", """
                        SET LOCAL lock_timeout = '5s';
                        SELECT count(*) FROM orders;
                        COMMENT ON TABLE orders IS 'x';
                        """)
                .reviewer()
                .flyway("flyway.initSql", "SET default_transaction_isolation = 'serializable'")
                .released("1")
                .postgres(16)
                .review();
        assertThat(report.problems()).isEmpty();
        assertThat(report.passed()).isTrue();
        assertThat(Scripts.lastStatements(report)).hasSize(3);
    }

    @Test
    void a_seed_that_commits_itself_is_not_taken_for_one_that_passes_twice() throws Exception {
        Report report = Scripts.in(folder)
                .file("V1__greeting.sql", """
                        CREATE TABLE greeting (words varchar(80) NOT NULL);
                        CREATE PROCEDURE greet() LANGUAGE plpgsql AS $$
                        BEGIN INSERT INTO greeting VALUES ('Guten Tag'); COMMIT; END $$;
                        """)
                .file("R__greetings.sql", "CALL greet();")
                .file("R__greetings.sql.conf", "executeInTransaction=false")
                .reviewer()
                .released("1")
                .review();
        assertThat(report.notSeen())
                .extracting(Object::toString)
                .contains(folder.resolve("sql/R__greetings.sql")
                        + ":1: what a second run of the statement changes: it ends transactions itself, "
                        + "so a second run could not have been taken back");
        assertThat(report.verdict()).isEqualTo(Verdict.HOLD);
    }
}
