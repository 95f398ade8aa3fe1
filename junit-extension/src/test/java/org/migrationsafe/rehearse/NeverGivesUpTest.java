package org.migrationsafe.rehearse;

import java.nio.file.Path;
import java.util.List;
import java.util.stream.IntStream;

import org.flywaydb.core.api.migration.BaseJavaMigration;
import org.flywaydb.core.api.migration.Context;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.migrationsafe.Scripts;
import org.migrationsafe.recording.MigrationRun;
import org.migrationsafe.recording.NotSeen;
import org.migrationsafe.recording.Problem;
import org.migrationsafe.recording.RowChange;
import org.migrationsafe.report.Report;

import static org.assertj.core.api.Assertions.assertThat;

/** A refusal is told, and the review goes on: with other rows, without rows, without the statement, without the file. */
class NeverGivesUpTest {

    private static final String MADE_UP = " The rehearsal made these rows up; whether production's pass is not known. "
            + "Give it rows like production's in src/test/migrationsafe/seed/%s.sql. What it does without rows was seen.";

    @TempDir
    private Path folder;

    private Report review(String released, String... pending) {
        Scripts scripts = Scripts.in(folder).file("V1__released.sql", released);
        for (int i = 0; i < pending.length; i++) {
            scripts.file("V" + (i + 2) + "__pending.sql", pending[i]);
        }
        return scripts.reviewer().released("1").postgres(16).review();
    }

    private static List<String> problems(Report report) {
        return report.problems().stream().map(NeverGivesUpTest::shown).toList();
    }

    private static String shown(Problem problem) {
        return problem.toString().replaceFirst("^/\\S*/", "");
    }

    private static List<String> notSeen(Report report) {
        return report.notSeen().stream()
                .map(NotSeen::toString)
                .map(Scripts::name)
                .toList();
    }

    private static List<String> findings(Report report) {
        return report.findings().stream()
                .map(finding -> Scripts.name(finding.place().toString()) + " "
                        + finding.rule().id())
                .toList();
    }

    private static List<String> changed(Report report) {
        return report.recording().migrations().stream()
                .map(MigrationRun::statements)
                .flatMap(List::stream)
                .flatMap(run -> run.changes().stream())
                .map(RowChange::toString)
                .toList();
    }

    @Test
    void a_new_foreign_key_finds_partners_where_they_are() {
        Report report = review(
                """
                CREATE TABLE state (id int PRIMARY KEY, name text NOT NULL);
                INSERT INTO state VALUES (1, 'new'), (2, 'paid');
                CREATE TABLE orders (id bigint PRIMARY KEY, state_id int NOT NULL);
                """, "ALTER TABLE orders ADD CONSTRAINT orders_state FOREIGN KEY (state_id) REFERENCES state (id);");
        assertThat(problems(report)).isEmpty();
        assertThat(findings(report)).contains("V2__pending.sql:1 constraint-validated-while-blocking");
        assertThat(report.recording().migrations().get(0).statements().get(0).scans())
                .anySatisfy(scan -> assertThat(scan.tuples()).isEqualTo(300));
    }

    @Test
    void a_new_foreign_key_of_two_columns_finds_partners_too() {
        Report report = review("""
                CREATE TABLE site (country text, number int, PRIMARY KEY (country, number));
                INSERT INTO site VALUES ('DE', 1), ('AT', 2);
                CREATE TABLE orders (id bigint PRIMARY KEY, site_country text, site_number int NOT NULL);
                """, "ALTER TABLE orders ADD FOREIGN KEY (site_country, site_number) REFERENCES site;");
        assertThat(problems(report)).isEmpty();
        assertThat(report.notSeen()).isEmpty();
    }

    @Test
    void a_new_unique_key_meets_values_that_are_all_different() {
        Report report = review(
                "CREATE TABLE orders (id bigint NOT NULL, code text NOT NULL, amount int NOT NULL);",
                "ALTER TABLE orders ADD PRIMARY KEY (id);",
                "ALTER TABLE orders ADD UNIQUE (amount);",
                "UPDATE orders SET amount = amount WHERE code = 'x';",
                "ALTER TABLE orders ADD UNIQUE (code);");
        assertThat(problems(report)).isEmpty();
        // More rows are copies of those that are there, which a key refuses that only comes.
        assertThat(notSeen(report))
                .allMatch(unseen -> unseen.contains("how its work grows with the rows: at twice the rows"));
    }

    @Test
    void null_is_kept_from_the_refused_column_for_its_step_alone() {
        Report report = review(
                """
                CREATE TABLE person (id bigint PRIMARY KEY, mail text);
                CREATE TABLE history (id bigint PRIMARY KEY, state text);
                """,
                "ALTER TABLE person ALTER COLUMN mail SET NOT NULL;",
                "UPDATE history SET state = 'done' WHERE state IS NULL;");
        assertThat(problems(report)).isEmpty();
        assertThat(changed(report)).containsExactly("RowChange[relation=history, inserted=0, updated=30, deleted=0]");
    }

    @Test
    void a_cast_that_our_values_refuse_is_seen_without_rows_and_the_next_file_with_them() {
        Report report = review(
                "CREATE TABLE contact (id bigint PRIMARY KEY, code text NOT NULL, note text);",
                "ALTER TABLE contact ALTER COLUMN code TYPE bigint USING code::bigint;",
                "CREATE INDEX contact_note ON contact (note);");
        assertThat(problems(report))
                .containsExactly(
                        "V2__pending.sql:1: the server refused this statement: invalid input syntax for type bigint: "
                                + "\"seed-1000001\" (SQLSTATE 22P02)." + MADE_UP.formatted("contact"));
        assertThat(findings(report))
                .contains("V2__pending.sql:1 type-change-rewrites", "V3__pending.sql:1 index-without-concurrently");
        assertThat(notSeen(report))
                .containsExactly(
                        "table contact: has no rows in the rehearsal, since the migration is refused with them; "
                                + "what a statement does to its rows was not seen");
        assertThat(report.recording().migrations().get(1).statements().get(0).scans())
                .anySatisfy(scan -> assertThat(scan.tuples()).isEqualTo(300));
    }

    @Test
    void rows_of_a_migration_are_productions_too() {
        Report report = review("""
                CREATE TABLE contact (id bigint PRIMARY KEY, phone text NOT NULL);
                INSERT INTO contact VALUES (1, 'none');
                """, "ALTER TABLE contact ADD CHECK (phone <> 'none');");
        assertThat(problems(report))
                .containsExactly(
                        "V2__pending.sql:1: the server refused this statement: check constraint \"contact_phone_check\" of "
                                + "relation \"contact\" is violated by some row (SQLSTATE 23514). Migrations made these rows, so production "
                                + "has them as well, and it fails there too.");
    }

    @Test
    void several_refusals_of_one_file_are_all_told_and_the_rest_is_seen() {
        Report report = review("""
                CREATE TABLE planned (id bigint PRIMARY KEY);
                CREATE TABLE built (id bigint PRIMARY KEY, kind text);
                """, """
                ALTER TABLE planned ADD COLUMN state text NOT NULL;
                ALTER TABLE nowhere ADD COLUMN a int;
                ALTER TABLE built ALTER COLUMN kind TYPE int USING kind::int;
                CREATE INDEX built_kind ON built (kind);
                """);
        assertThat(problems(report))
                .containsExactly(
                        "V2__pending.sql:1: the server refused this statement: column \"state\" of relation \"planned\" contains "
                                + "null values (SQLSTATE 23502). It is refused wherever the table has a row.",
                        "V2__pending.sql:2: the server refused this statement: relation \"nowhere\" does not exist (SQLSTATE 42P01). "
                                + "Fix it and run the review again. The rest was run without it.",
                        "V2__pending.sql:3: the server refused this statement: invalid input syntax for type integer: "
                                + "\"seed-1000001\" (SQLSTATE 22P02)." + MADE_UP.formatted("built"));
        assertThat(findings(report))
                .contains(
                        "V2__pending.sql:1 required-column-without-default",
                        "V2__pending.sql:3 type-change-rewrites",
                        "V2__pending.sql:4 index-without-concurrently");
        assertThat(report.recording().migrations().get(0).statements()).hasSize(4);
    }

    @Test
    void what_misses_something_that_was_left_out_is_no_mistake_of_its_own() {
        Report report = review(
                "CREATE TABLE orders (id bigint PRIMARY KEY);",
                "ALTER TABLE orders ADD COLUMN place nowhere.point;",
                "ALTER TABLE orders ALTER COLUMN place SET NOT NULL;");
        assertThat(problems(report))
                .containsExactly(
                        "V2__pending.sql:1: the server refused this statement: schema \"nowhere\" does not exist "
                                + "(SQLSTATE 3F000). Fix it and run the review again. The rest was run without it.");
        assertThat(notSeen(report))
                .contains(
                        "V3__pending.sql: what is refused there: the server says: column \"place\" of relation \"orders\" does not "
                                + "exist (SQLSTATE 42703); perhaps only since something before it was refused and left out");
    }

    @Test
    void a_file_that_flyway_itself_refuses_is_left_out() {
        Report report = review(
                "CREATE TABLE orders (id bigint PRIMARY KEY);",
                "COMMENT ON TABLE orders IS '${region}';",
                "ALTER TABLE orders ADD COLUMN note text;");
        assertThat(problems(report))
                .containsExactly("V2__pending.sql:1: the placeholder ${region} has no value. Set it with "
                        + "migrationsafe.flyway.placeholders.region=…, as production sets it.");
        assertThat(notSeen(report)).containsExactly("V2__pending.sql: V2__pending.sql: it was not run to its end");
        assertThat(findings(report)).containsExactly("V3__pending.sql:1 lock-timeout-missing");
    }

    static final class V2__Fails extends BaseJavaMigration {
        @Override
        public void migrate(Context context) throws Exception {
            try (var statement = context.getConnection().createStatement()) {
                statement.execute("ALTER TABLE orders ADD COLUMN a int");
            }
            throw new IllegalStateException("no such file");
        }
    }

    @Test
    void a_migration_in_java_that_throws_is_left_out() {
        Report report = Scripts.in(folder)
                .file("V1__orders.sql", "CREATE TABLE orders (id bigint PRIMARY KEY);")
                .file("V3__note.sql", "ALTER TABLE orders ADD COLUMN note text;")
                .reviewer()
                .flyway(configuration -> configuration.javaMigrations(new V2__Fails()))
                .released("1")
                .postgres(16)
                .review();
        assertThat(report.problems()).hasSize(1);
        assertThat(report.recording().migrations())
                .extracting(run ->
                        run.migration().fileName() + " " + run.statements().size())
                .containsExactly("V2__Fails.java 1", "V3__note.sql 1");
    }

    @Test
    void a_statement_refused_outside_transactions_is_passed_over_too() {
        Report report = Scripts.in(folder)
                .file("V1__orders.sql", "CREATE TABLE orders (id bigint PRIMARY KEY, code text NOT NULL);")
                .file("V2__unique.sql", """
                        CREATE UNIQUE INDEX CONCURRENTLY orders_code ON orders ((1));
                        CREATE INDEX CONCURRENTLY orders_other ON orders (code);
                        """)
                .file("V3__note.sql", "ALTER TABLE orders ADD COLUMN note text;")
                .reviewer()
                .released("1")
                .postgres(16)
                .review();
        assertThat(problems(report)).hasSize(1);
        assertThat(report.recording().migrations())
                .extracting(run ->
                        run.migration().fileName() + " " + run.statements().size())
                .containsExactly("V2__unique.sql 2", "V3__note.sql 1");
    }

    /** All kinds of refusal again and again: every file is observed, or named with a reason of its own. */
    @Test
    void a_long_history_of_refusals_is_reviewed_to_its_end() {
        Scripts scripts = Scripts.in(folder);
        int files = Integer.getInteger("tests.refusals", 40);
        IntStream.rangeClosed(1, files).forEach(i -> scripts.file("V" + i + "__t" + i + ".sql", refused(i)));
        Report report = scripts.reviewer().released("0").postgres(16).review();
        assertThat(report.recording().migrations()).hasSize(files);
        assertThat(report.recording().migrations()).allSatisfy(run -> assertThat(
                        run.statements().size() > 0 || !run.notSeen().isEmpty())
                .as(run.migration().fileName())
                .isTrue());
        assertThat(notSeen(report)).noneMatch(unseen -> unseen.contains("a migration before it failed"));
        assertThat(report.problems()).hasSizeGreaterThan(files / 2);
    }

    private static String refused(int i) {
        String table = "CREATE TABLE t" + i + " (id bigint PRIMARY KEY, code text, amount int NOT NULL);\n";
        String last = i > 16 ? "t" + (i - 16) : "t" + i;
        return table
                + switch (i % 16) {
                    case 0 -> "ALTER TABLE " + last + " ADD COLUMN c" + i + " text NOT NULL;";
                    case 1 -> "ALTER TABLE " + last + " ALTER COLUMN code SET NOT NULL;";
                    case 2 -> "ALTER TABLE " + last + " ALTER COLUMN code TYPE int USING code::int;";
                    case 3 -> "ALTER TABLE " + last + " ADD CHECK (amount < 100);";
                    case 4 -> "ALTER TABLE nowhere" + i + " ADD COLUMN a int;";
                    case 5 -> "DO $$ BEGIN IF EXISTS (SELECT FROM " + last + ") THEN RAISE 'rows'; END IF; END $$;";
                    case 6 -> "UPDATE " + last + " SET amount = 1 / (SELECT count(*) - count(*) FROM " + last + ");";
                    case 7 -> "CREATE EXTENSION nowhere" + i + ";";
                    case 8 -> "UPDATE " + last + " SET code = (SELECT code FROM " + last + ");";
                    case 9 -> "UPDATE " + last + " SET id = 1;";
                    case 10 -> "DO $$ BEGIN COMMIT; END $$;";
                    case 11 ->
                        "CREATE VIEW v" + i + " AS SELECT code FROM " + last + ";\nALTER TABLE " + last
                                + " ALTER COLUMN code TYPE varchar(9);";
                    case 12 -> "INSERT INTO t" + i + " VALUES (1, 'x', 1), (1, 'y', 2);";
                    case 13 -> "ALTER TABLE " + last + " ALTER COLUMN amount TYPE smallint USING amount * 1000;";
                    case 14 -> "ALTER TABLE " + last + " ADD FOREIGN KEY (amount) REFERENCES t" + i + ";";
                    default -> "SELEC 1;";
                };
    }
}
