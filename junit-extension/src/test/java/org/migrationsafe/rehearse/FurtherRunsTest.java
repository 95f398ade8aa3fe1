package org.migrationsafe.rehearse;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.migrationsafe.Scripts;
import org.migrationsafe.junit.MigrationReviewer;
import org.migrationsafe.recording.MigrationRun;
import org.migrationsafe.recording.QueueTrial;
import org.migrationsafe.recording.RetryTrial;
import org.migrationsafe.recording.RetryTrial.Again;
import org.migrationsafe.report.PlainText;
import org.migrationsafe.report.Report;

import static org.assertj.core.api.Assertions.assertThat;

/** What is seen beyond one run of each migration: at other sizes, and with a session in the way. */
class FurtherRunsTest {

    private static final String ORDERS = "CREATE TABLE orders (id bigint PRIMARY KEY, code text NOT NULL);\n"
            + "CREATE TABLE line (id bigint PRIMARY KEY, order_id bigint NOT NULL REFERENCES orders);";

    @TempDir
    private Path folder;

    private MigrationReviewer reviewer(String pending) {
        return Scripts.in(folder)
                .file("V1__orders.sql", ORDERS)
                .file("V2__pending.sql", pending)
                .reviewer()
                .released("1")
                .postgres(16);
    }

    private static MigrationRun run(Report report) {
        assertThat(report.problems()).isEmpty();
        assertThat(report.notSeen()).isEmpty();
        return report.recording().migrations().get(0);
    }

    private static QueueTrial queue(MigrationRun run) {
        assertThat(run.trials()).hasSize(2);
        return run.trials(QueueTrial.class).findFirst().orElseThrow();
    }

    private static RetryTrial retry(MigrationRun run) {
        assertThat(run.trials()).hasSize(2);
        return run.trials(RetryTrial.class).findFirst().orElseThrow();
    }

    @Test
    void outside_a_transaction_each_statement_is_interrupted_once() {
        Report report = Scripts.in(folder)
                .file("V1__orders.sql", ORDERS)
                .file("V2__two.sql", """
                        DROP INDEX CONCURRENTLY IF EXISTS a;
                        CREATE INDEX CONCURRENTLY a ON orders (code);
                        CREATE INDEX CONCURRENTLY b ON orders (code, id);
                        """)
                .reviewer()
                .released("1")
                .postgres(16)
                .review();
        assertThat(report.recording().migrations().get(0).trials(RetryTrial.class))
                .extracting(trial -> trial.statement().line() + " " + trial.again() + " " + trial.refusal() + " "
                        + trial.invalidIndexes())
                .containsExactly("2 CONVERGED null [a]", "3 REFUSED relation \"b\" already exists [b]");
        assertThat(report.findings())
                .extracting(
                        finding -> finding.place().line() + " " + finding.rule().id())
                .containsExactly("3 not-retryable");
        assertThat(report.notSeen()).isEmpty();
    }

    @Test
    void rows_read_are_counted_at_three_sizes() {
        MigrationRun run = run(reviewer("ALTER TABLE orders ALTER COLUMN code TYPE varchar(90);")
                .review());
        assertThat(run.statements().get(0).growth())
                .singleElement()
                .hasToString("Growth[relation=orders, work=ROWS_READ, samples=[Sample[rows=300, amount=600], "
                        + "Sample[rows=600, amount=1200], Sample[rows=1200, amount=2400]]]");
    }

    @Test
    void an_estimate_is_made_of_the_users_rows_and_called_one() {
        String pending = "SET LOCAL lock_timeout = '5s';\nALTER TABLE orders ALTER COLUMN code TYPE varchar(90);";
        assertThat(PlainText.of(reviewer(pending)
                        .set("migrationsafe.tableRows", "orders = 2_000_000, x=1")
                        .review()))
                .contains(
                        "rows read of orders: grows with the rows (600 with 300, 1,200 with 600, 2,400 with 1,200); with your "
                                + "2,000,000 rows about 4,000,000, an estimate that assumes that it goes on like this\n")
                .doesNotContain("unknown: how many rows");
        assertThat(PlainText.of(reviewer(pending).review()))
                .contains("(600 with 300, 1,200 with 600, 2,400 with 1,200)\n")
                .contains("\nunknown: how many rows production has in orders, so there is no estimate of work on it "
                        + "(migrationsafe.tableRows=orders=… says it)\n");
    }

    @Test
    void a_batch_is_known_by_its_limit_and_a_whole_table_by_having_none() {
        MigrationRun run = run(reviewer("""
                UPDATE orders SET code = code || '!' WHERE id IN (SELECT id FROM orders ORDER BY id LIMIT 5000);
                UPDATE line SET order_id = order_id;
                """).review());
        assertThat(run.statements())
                .extracting(statement -> statement.growth().stream()
                        .filter(growth -> growth.work() == org.migrationsafe.recording.Growth.Work.ROWS_CHANGED)
                        .map(growth ->
                                growth.order() + " " + growth.samples().get(2).amount())
                        .toList())
                .containsExactly(List.of("LESS_THAN_LINEAR 5000"), List.of("LINEAR 120000"));
    }

    @Test
    void a_reader_in_the_way_makes_it_wait_and_a_select_behind_it() {
        MigrationRun run = run(reviewer("SET LOCAL lock_timeout = '300ms';\nALTER TABLE orders ADD COLUMN note text;")
                .review());
        QueueTrial trial = queue(run);
        assertThat(trial.statement().line()).isEqualTo(2);
        assertThat(trial.table()).hasToString("orders");
        assertThat(trial.selectQueues()).isTrue();
        assertThat(trial.lockTimeout()).isEqualTo(Duration.ofMillis(300));
        assertThat(trial.fired()).isTrue();
        assertThat(retry(run).again()).isEqualTo(Again.CONVERGED);
        assertThat(retry(run).invalidIndexes()).isEmpty();
    }

    @Test
    void a_lock_that_lets_readers_through_has_no_select_behind_it() {
        QueueTrial trial =
                queue(run(reviewer("CREATE INDEX orders_code ON orders (code);").review()));
        assertThat(trial.selectQueues()).isFalse();
        assertThat(trial.fired()).isFalse();
    }

    @Test
    void an_interrupted_concurrent_build_leaves_an_invalid_index_that_refuses_the_next() {
        MigrationRun run = run(reviewer("CREATE INDEX CONCURRENTLY orders_code ON orders (code);")
                .review());
        assertThat(queue(run).selectQueues()).isFalse();
        RetryTrial trial = retry(run);
        assertThat(trial.invalidIndexes()).hasToString("[orders_code]");
        assertThat(trial.again()).isEqualTo(Again.REFUSED);
        assertThat(trial.refusal()).isEqualTo("relation \"orders_code\" already exists");
    }

    @Test
    void what_fails_with_more_rows_is_said_of_it_and_of_nothing_that_comes_after_it() {
        Report report = Scripts.in(folder)
                .file("V1__orders.sql", ORDERS)
                .file("V2__few.sql", """
                        SET LOCAL lock_timeout = '5s';
                        DO $$ BEGIN
                          IF (SELECT count(*) FROM orders) > 400 THEN RAISE 'too many'; END IF;
                        END $$;
                        """)
                .file("V3__more.sql", "SELECT count(*) FROM orders;")
                .reviewer()
                .released("1")
                .postgres(16)
                .set("migrationsafe.queue", "false")
                .review();
        assertThat(report.notSeen())
                .extracting(unseen -> Scripts.name(unseen.toString()))
                .containsExactly("V2__few.sql: how its work grows with the rows: at twice the rows, V2__few.sql fails: "
                        + "the server refused this statement: too many (SQLSTATE P0001).");
        assertThat(report.recording().migrations().get(1).statements().get(0).growth())
                .singleElement()
                .hasToString("Growth[relation=orders, work=ROWS_READ, samples=[Sample[rows=300, amount=300], "
                        + "Sample[rows=600, amount=600], Sample[rows=1200, amount=1200]]]");
        assertThat(report.passed()).isFalse();
    }

    @Test
    void a_step_that_does_not_come_to_wait_says_so() {
        Report report = reviewer("""
                        DO $$ BEGIN
                          IF current_setting('client_min_messages') = 'debug1' THEN LOCK TABLE orders; END IF;
                        END $$;
                        """).review();
        assertThat(report.notSeen())
                .extracting(unseen -> Scripts.name(unseen.toString()))
                .containsExactly(
                        "V2__pending.sql: what waits when it waits: with a session in the way of ACCESS EXCLUSIVE on "
                                + "orders, it did not come to wait");
    }

    @Test
    void both_can_be_switched_off() {
        MigrationRun run = run(reviewer("CREATE INDEX orders_code ON orders (code);")
                .set("migrationsafe.growth", "false")
                .set("migrationsafe.queue", "false")
                .review());
        assertThat(run.trials()).isEmpty();
        assertThat(run.statements()).allMatch(statement -> statement.growth().isEmpty());
    }

    @Test
    void the_server_says_why_it_reads_and_the_caller_hears_only_what_it_asked_for() {
        MigrationRun run = run(reviewer("""
                ALTER TABLE orders ALTER COLUMN code TYPE varchar(90);
                DO $$ BEGIN ASSERT current_setting('client_min_messages') = 'debug1'; END $$;
                """).review());
        assertThat(run.statements().get(0).observed().reasons())
                .contains("rewriting table \"orders\"")
                .allMatch(reason -> !reason.startsWith("CREATE"));
        assertThat(run.left()).isNotNull();
    }

    @Test
    void rows_without_a_value_in_a_unique_column_grow_with_the_others() {
        Report report = Scripts.in(folder)
                .file("V1__orders.sql", "CREATE TABLE orders (id bigint PRIMARY KEY, public_id uuid UNIQUE);")
                .file("V2__fill.sql", "UPDATE orders SET public_id = gen_random_uuid() WHERE public_id IS NULL;")
                .reviewer()
                .released("1")
                .postgres(16)
                .review();
        assertThat(report.findings())
                .extracting(finding -> finding.rule().id() + " " + finding.tag())
                .containsExactly("backfill-unbatched CONCERN");
    }

    @Test
    void each_transaction_of_a_script_is_interrupted_once() {
        Report report = reviewer("""
                ALTER TABLE orders ADD COLUMN z int;
                COMMIT;
                ALTER TABLE line ADD COLUMN y int;
                """).review();
        assertThat(report.recording().migrations().get(0).trials(RetryTrial.class))
                .extracting(trial -> trial.statement().line() + " " + trial.again() + " " + trial.refusal())
                .containsExactly("1 CONVERGED null", "3 REFUSED column \"z\" of relation \"orders\" already exists");
    }

    @Test
    void what_locks_the_catalogue_itself_hangs_nowhere() {
        Report report = Scripts.in(folder)
                .file("V1__orders.sql", ORDERS)
                .file("V2__full.sql", "VACUUM FULL;")
                .file("V2__full.sql.conf", "executeInTransaction=false")
                .file("V3__schema.sql", "REINDEX SCHEMA public;")
                .file("V3__schema.sql.conf", "executeInTransaction=false")
                .reviewer()
                .released("1")
                .postgres(16)
                .review();
        assertThat(report.recording().migrations()).hasSize(2);
        assertThat(report.passed()).isFalse();
    }

    @Test
    void what_a_history_makes_outside_its_database_is_gone_for_the_next_review() {
        for (int i = 0; i < 2; i++) {
            Report report = Scripts.in(folder)
                    .file("V1__role.sql", "CREATE ROLE shop_reader; CREATE TABLE orders (id bigint PRIMARY KEY);")
                    .file("V2__pending.sql", "SET LOCAL lock_timeout = '5s';\nALTER TABLE orders ADD COLUMN note text;")
                    .reviewer()
                    .released("1")
                    .postgres(16)
                    .review();
            assertThat(report.problems()).isEmpty();
            assertThat(report.findings()).isEmpty();
        }
    }
}
