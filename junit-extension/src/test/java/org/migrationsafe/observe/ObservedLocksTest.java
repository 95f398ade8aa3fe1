package org.migrationsafe.observe;

import java.nio.file.Path;
import java.sql.Statement;
import java.util.List;

import org.flywaydb.core.api.migration.BaseJavaMigration;
import org.flywaydb.core.api.migration.Context;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.migrationsafe.Scripts;
import org.migrationsafe.recording.StatementRun;
import org.migrationsafe.report.Report;

import static org.assertj.core.api.Assertions.assertThat;

/** What the server really does, on the oldest, the default and the newest major; expectations are the manual's. */
class ObservedLocksTest {

    @TempDir
    private Path folder;

    private static final String SHOP = """
            CREATE TABLE parent (id bigint PRIMARY KEY);
            CREATE TABLE child (id bigint PRIMARY KEY, parent_id bigint NOT NULL REFERENCES parent, note text);
            CREATE TABLE loose (id bigint PRIMARY KEY, parent_id bigint NOT NULL);
            """;

    private List<StatementRun> run(int major, String pending) {
        Report report = Scripts.in(folder)
                .file("V1__shop.sql", SHOP)
                .file("V2__pending.sql", pending)
                .reviewer()
                .released("1")
                .postgres(major)
                .review();
        assertThat(report.problems()).isEmpty();
        assertThat(report.notSeen()).isEmpty();
        assertThat(report.recording().server().major()).isEqualTo(major);
        return Scripts.lastStatements(report);
    }

    private static List<String> taken(StatementRun run) {
        return run.taken().stream()
                .filter(lock -> !lock.blocks().isEmpty())
                .map(lock -> lock.mode().sqlName() + " on " + lock.relation())
                .toList();
    }

    @ParameterizedTest
    @ValueSource(ints = {14, 15, 16, 17, 18})
    void add_foreign_key_locks_both_tables(int major) {
        StatementRun run = run(major, "ALTER TABLE loose ADD FOREIGN KEY (parent_id) REFERENCES parent;")
                .get(0);
        assertThat(taken(run)).containsExactly("SHARE ROW EXCLUSIVE on loose", "SHARE ROW EXCLUSIVE on parent");
        assertThat(run.scans()).extracting(scan -> scan.relation().toString()).containsExactly("loose", "parent");
        assertThat(run.scans()).allMatch(scan -> scan.tuples() == 300);
    }

    @ParameterizedTest
    @ValueSource(ints = {14, 15, 16, 17, 18})
    void drop_table_of_a_child_locks_the_referenced_table(int major) {
        StatementRun run = run(major, "DROP TABLE child;").get(0);
        assertThat(taken(run))
                .contains("ACCESS EXCLUSIVE on child", "ACCESS EXCLUSIVE on parent", "ACCESS EXCLUSIVE on child_pkey");
        assertThat(run.rewritten()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(ints = {14, 15, 16, 17, 18})
    void volatile_default_rewrites(int major) {
        StatementRun run = run(major, "ALTER TABLE loose ADD COLUMN u uuid DEFAULT gen_random_uuid();")
                .get(0);
        assertThat(taken(run)).containsExactly("ACCESS EXCLUSIVE on loose", "ACCESS EXCLUSIVE on loose_pkey");
        assertThat(run.rewritten()).extracting(Object::toString).containsExactly("loose");
        assertThat(run.rebuilt()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(ints = {14, 15, 16, 17, 18})
    void constant_default_does_not_rewrite(int major) {
        StatementRun run = run(major, "ALTER TABLE loose ADD COLUMN n int NOT NULL DEFAULT 7;")
                .get(0);
        assertThat(taken(run)).containsExactly("ACCESS EXCLUSIVE on loose");
        assertThat(run.rewritten()).isEmpty();
        assertThat(run.scans()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(ints = {14, 15, 16, 17, 18})
    void set_not_null_reads_every_row_but_not_with_a_validated_check(int major) {
        List<StatementRun> runs = run(major, """
                ALTER TABLE child ALTER COLUMN note SET NOT NULL;
                ALTER TABLE child ALTER COLUMN note DROP NOT NULL;
                ALTER TABLE child ADD CONSTRAINT note_there CHECK (note IS NOT NULL);
                ALTER TABLE child ALTER COLUMN note SET NOT NULL;
                """);
        assertThat(runs)
                .extracting(run -> run.tuplesScanned(run.locks().get(0).table()))
                .containsExactly(300L, 0L, 300L, 0L);
        assertThat(runs).extracting(run -> run.place().line()).containsExactly(1, 2, 3, 4);
    }

    @ParameterizedTest
    @ValueSource(ints = {14, 15, 16, 17, 18})
    void do_block_shows_its_locks(int major) {
        StatementRun run = run(major, """
                -- hidden from whoever reads the text only
                DO $$ BEGIN
                  EXECUTE 'ALTER TABLE lo' || 'ose ADD COLUMN hidden int';
                  UPDATE loose SET hidden = 1;
                END $$;
                """).get(0);
        assertThat(taken(run)).containsExactly("ACCESS EXCLUSIVE on loose");
        assertThat(run.changes()).singleElement().satisfies(change -> {
            assertThat(change.updated()).isEqualTo(300);
            assertThat(change.total()).isEqualTo(300);
        });
        assertThat(run.place().line()).isEqualTo(2);
    }

    /** A migration in Java, as a user writes one. */
    static final class V2__Java extends BaseJavaMigration {
        @Override
        public void migrate(Context context) throws Exception {
            try (Statement statement = context.getConnection().createStatement()) {
                statement.execute("ALTER TABLE loose ADD COLUMN j int");
                statement.executeUpdate("UPDATE loose SET j = 1 WHERE id % 2 = 0");
            }
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {14, 15, 16, 17, 18})
    void java_migration_shows_its_locks_and_lines(int major) {
        Report report = Scripts.in(folder)
                .file("V1__shop.sql", SHOP)
                .reviewer()
                .flyway(configuration -> configuration.javaMigrations(new V2__Java()))
                .released("1")
                .postgres(major)
                .review();
        List<StatementRun> runs = Scripts.lastStatements(report);
        assertThat(runs)
                .extracting(StatementRun::sql)
                .containsExactly("ALTER TABLE loose ADD COLUMN j int", "UPDATE loose SET j = 1 WHERE id % 2 = 0");
        assertThat(taken(runs.get(0))).containsExactly("ACCESS EXCLUSIVE on loose");
        assertThat(runs.get(1).changes()).extracting(change -> change.updated()).containsExactly(150L);
        int first = runs.get(0).place().line();
        assertThat(first).isPositive();
        assertThat(runs.get(1).place().line()).isEqualTo(first + 1);
        assertThat(report.notSeen()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(ints = {14, 15, 16, 17, 18})
    void create_index_concurrently_is_parked_and_seen(int major) {
        StatementRun run = run(major, "CREATE INDEX CONCURRENTLY loose_parent ON loose (parent_id);")
                .get(0);
        assertThat(taken(run)).containsExactly("SHARE UPDATE EXCLUSIVE on loose");
        assertThat(run.transactional()).isFalse();
    }

    @ParameterizedTest
    @ValueSource(ints = {14, 15, 16, 17, 18})
    void truncate_is_no_rewrite(int major) {
        StatementRun run = run(major, "TRUNCATE loose;").get(0);
        assertThat(taken(run)).contains("ACCESS EXCLUSIVE on loose");
        assertThat(run.rewritten()).isEmpty();
        assertThat(run.rebuilt()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(ints = {14, 15, 16, 17, 18})
    void partitions_and_their_parent_are_told(int major) {
        Report report = Scripts.in(folder)
                .file("V1__p.sql", """
                        CREATE TABLE event (at date NOT NULL, n int) PARTITION BY RANGE (at);
                        CREATE TABLE event_2024 PARTITION OF event FOR VALUES FROM ('2024-01-01') TO ('2025-01-01');
                        CREATE TABLE event_rest PARTITION OF event DEFAULT;
                        """)
                .file("V2__attach.sql", """
                        CREATE TABLE event_2027 PARTITION OF event FOR VALUES FROM ('2027-01-01') TO ('2028-01-01');
                        """)
                .reviewer()
                .released("1")
                .postgres(major)
                .review();
        StatementRun run = Scripts.lastStatements(report).get(0);
        assertThat(taken(run)).containsExactly("ACCESS EXCLUSIVE on event", "ACCESS EXCLUSIVE on event_rest");
        assertThat(run.scans()).extracting(scan -> scan.relation().toString()).containsExactly("event_rest");
        assertThat(report.findings())
                .extracting(finding -> finding.rule().id())
                .containsExactly("lock-timeout-missing", "partition-locks-siblings", "statement-timeout-missing");
    }
}
