package org.migrationsafe.observe;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.Savepoint;
import java.sql.Statement;
import java.util.List;

import org.flywaydb.core.api.migration.BaseJavaMigration;
import org.flywaydb.core.api.migration.Context;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.migrationsafe.Scripts;
import org.migrationsafe.recording.CatalogChange;
import org.migrationsafe.recording.RelationLock;
import org.migrationsafe.recording.RowChange;
import org.migrationsafe.recording.StatementRun;
import org.migrationsafe.report.Report;
import org.postgresql.PGConnection;

import static org.assertj.core.api.Assertions.assertThat;

/** One look between two statements tells them apart, and is not trusted where something passed by in between. */
class BetweenStatementsTest {

    @TempDir
    private Path folder;

    private static final String SHOP = """
            CREATE TABLE orders (id bigint PRIMARY KEY, total int);
            CREATE TABLE loose (id bigint PRIMARY KEY);
            """;

    private List<StatementRun> run(BaseJavaMigration migration) {
        Report report = Scripts.in(folder)
                .file("V1__shop.sql", SHOP)
                .reviewer()
                .flyway(configuration -> configuration.javaMigrations(migration))
                .released("1")
                .review();
        assertThat(report.problems()).isEmpty();
        return Scripts.lastStatements(report);
    }

    private static List<String> locks(StatementRun run) {
        return run.locks().stream()
                .filter(lock -> lock.relation().equals(lock.table()))
                .map(BetweenStatementsTest::lock)
                .toList();
    }

    private static String lock(RelationLock lock) {
        return lock.mode().sqlName() + " on " + lock.relation() + (lock.heldBefore() ? ", held before" : "");
    }

    @Test
    void rows_settings_and_locks_are_each_statements_own() {
        Report report = Scripts.in(folder)
                .file("V1__shop.sql", SHOP)
                .file("V2__several.sql", """
                        UPDATE orders SET total = 1;
                        UPDATE orders SET total = 2 WHERE id IN (SELECT id FROM orders ORDER BY id LIMIT 100);
                        SET LOCAL lock_timeout = '7s';
                        ALTER TABLE orders ADD COLUMN note text;
                        INSERT INTO loose VALUES (-1);
                        INSERT INTO loose VALUES (-2), (-3);
                        """)
                .reviewer()
                .released("1")
                .review();
        List<StatementRun> runs = Scripts.lastStatements(report);
        assertThat(runs.stream().map(run -> run.changes().stream()
                        .map(change -> change.relation() + " " + change.updated() + " " + change.inserted())
                        .toList()))
                .containsExactly(
                        List.of("orders 300 0"),
                        List.of("orders 100 0"),
                        List.of(),
                        List.of(),
                        List.of("loose 0 1"),
                        List.of("loose 0 2"));
        assertThat(runs.stream().map(run -> run.settings().lockTimeout().toMillis()))
                .containsExactly(0L, 0L, 0L, 7000L, 7000L, 7000L);
        assertThat(runs.stream().map(BetweenStatementsTest::locks))
                .containsExactly(
                        List.of("ROW EXCLUSIVE on orders"),
                        List.of("ROW EXCLUSIVE on orders, held before"),
                        List.of("ROW EXCLUSIVE on orders, held before"),
                        List.of("ACCESS EXCLUSIVE on orders", "ROW EXCLUSIVE on orders, held before"),
                        List.of("ROW EXCLUSIVE on loose", "ACCESS EXCLUSIVE on orders, held before"),
                        List.of("ACCESS EXCLUSIVE on orders, held before", "ROW EXCLUSIVE on loose, held before"));
    }

    @Test
    void a_table_whose_change_was_rolled_back_within_its_statement_is_locked_and_still_there() {
        Report report = Scripts.in(folder)
                .file("V1__shop.sql", SHOP)
                .file("V2__caught.sql", """
                        DO $$ BEGIN
                          ALTER TABLE orders ALTER COLUMN total TYPE bigint;
                          RAISE EXCEPTION 'no';
                        EXCEPTION WHEN OTHERS THEN NULL;
                        END $$;
                        UPDATE orders SET total = 1;
                        """)
                .reviewer()
                .released("1")
                .review();
        List<StatementRun> runs = Scripts.lastStatements(report);
        assertThat(locks(runs.get(0))).containsExactly("ACCESS EXCLUSIVE on orders");
        assertThat(runs.get(0).observed().catalogChanges()).isEmpty();
        assertThat(runs.get(1).changes()).extracting(RowChange::updated).containsExactly(300L);
    }

    @Test
    void what_a_savepoint_took_back_is_taken_anew() {
        final class V2__Savepoint extends BaseJavaMigration {
            @Override
            public void migrate(Context context) throws Exception {
                Connection connection = context.getConnection();
                Savepoint before = connection.setSavepoint();
                try (Statement statement = connection.createStatement()) {
                    statement.execute("ALTER TABLE orders ADD COLUMN a int");
                    connection.rollback(before);
                    statement.execute("ALTER TABLE orders ADD COLUMN b int");
                }
            }
        }
        List<StatementRun> runs = run(new V2__Savepoint());
        assertThat(runs.stream().map(BetweenStatementsTest::locks))
                .containsExactly(List.of("ACCESS EXCLUSIVE on orders"), List.of("ACCESS EXCLUSIVE on orders"));
        assertThat(runs.stream().map(BetweenStatementsTest::columns))
                .containsExactly(List.of(), List.of("ColumnAdded b"));
    }

    private static List<String> columns(StatementRun run) {
        return run.observed().catalogChanges().stream()
                .map(change -> change.getClass().getSimpleName()
                        + (change instanceof CatalogChange.ColumnAdded added ? " " + added.column() : ""))
                .toList();
    }

    @Test
    void what_a_script_takes_back_to_a_savepoint_was_not_dropped_and_comes_anew() {
        Report report = Scripts.in(folder)
                .file("V1__shop.sql", SHOP)
                .file("V2__savepoint.sql", """
                        SET LOCAL lock_timeout = '5s';
                        ALTER TABLE orders ADD COLUMN a int;
                        SAVEPOINT before;
                        ALTER TABLE orders ADD COLUMN b int;
                        ROLLBACK TO SAVEPOINT before;
                        ALTER TABLE orders ADD COLUMN c int;
                        """)
                .reviewer()
                .released("1")
                .review();
        assertThat(Scripts.lastStatements(report).stream()
                        .map(BetweenStatementsTest::columns)
                        .filter(columns -> !columns.isEmpty()))
                .containsExactly(List.of("ColumnAdded a"), List.of("ColumnAdded c"));
        assertThat(report.findings()).isEmpty();
        assertThat(report.notSeen()).isEmpty();
    }

    @Test
    void a_type_is_the_same_from_wherever_one_looks_and_whatever_it_is_called() {
        Report report = Scripts.in(folder)
                .file("V1__shop.sql", """
                        CREATE TYPE mood AS ENUM ('sad', 'glad');
                        CREATE TABLE orders (id bigint PRIMARY KEY, mood mood, code varchar(20));
                        """)
                .file("V2__elsewhere.sql", """
                        SET LOCAL lock_timeout = '5s';
                        SET LOCAL search_path = '';
                        ALTER TYPE public.mood RENAME TO temper;
                        ALTER TABLE public.orders ADD COLUMN note text;
                        ALTER TABLE public.orders ALTER COLUMN code TYPE varchar(30);
                        """)
                .reviewer()
                .released("1")
                .review();
        assertThat(Scripts.lastStatements(report).stream()
                        .flatMap(run -> run.observed().catalogChanges().stream())
                        .map(CatalogChange::toString))
                .containsExactly(
                        "NamedRenamed[kind=type, from=mood, to=temper]",
                        "ColumnAdded[table=orders, column=note, type=text, notNull=false, source=NOTHING, expression=null, domainOver=null]",
                        "ColumnTypeChanged[table=orders, column=code, from=character varying(20), to=character varying(30),"
                                + " betweenEnums=false]");
    }

    @Test
    void what_a_result_set_changes_is_no_later_statements() {
        final class V2__Rows extends BaseJavaMigration {
            @Override
            public void migrate(Context context) throws Exception {
                try (Statement statement = context.getConnection()
                        .createStatement(ResultSet.TYPE_SCROLL_SENSITIVE, ResultSet.CONCUR_UPDATABLE)) {
                    statement.execute("INSERT INTO orders VALUES (-1, 1)");
                    try (ResultSet rows = statement.executeQuery("SELECT id, total FROM orders WHERE id = -1")) {
                        rows.next();
                        rows.updateInt(2, 5);
                        rows.updateRow();
                    }
                    statement.execute("INSERT INTO orders VALUES (-2, 1)");
                }
            }
        }
        assertThat(run(new V2__Rows()).stream().map(run -> run.changes().stream()
                        .map(change -> change.updated() + " " + change.inserted())
                        .toList()))
                .containsExactly(List.of("0 1"), List.of(), List.of("0 1"));
    }

    @Test
    void what_goes_through_the_drivers_own_connection_is_no_later_statements() {
        final class V2__Driver extends BaseJavaMigration {
            @Override
            public void migrate(Context context) throws Exception {
                Connection connection = context.getConnection();
                try (Statement statement = connection.createStatement()) {
                    statement.execute("UPDATE orders SET total = 1 WHERE id = 1");
                    PGConnection driver = connection.unwrap(PGConnection.class);
                    try (Statement unseen = ((Connection) driver).createStatement()) {
                        unseen.execute("ALTER TABLE loose ADD COLUMN c int");
                    }
                    statement.execute("UPDATE orders SET total = 2 WHERE id = 2");
                }
            }
        }
        assertThat(run(new V2__Driver()).stream().map(BetweenStatementsTest::locks))
                .containsExactly(
                        List.of("ROW EXCLUSIVE on orders"),
                        List.of("ACCESS EXCLUSIVE on loose, held before", "ROW EXCLUSIVE on orders, held before"));
    }

    private List<String> findings(String pending) {
        Report report = Scripts.in(folder)
                .file("V1__shop.sql", SHOP)
                .file("V2__pending.sql", "SET LOCAL lock_timeout = '5s';\n" + pending)
                .reviewer()
                .released("1")
                .review();
        assertThat(report.problems()).isEmpty();
        assertThat(report.notSeen()).isEmpty();
        return report.findings().stream()
                .map(finding -> finding.place().line() + " " + finding.rule().id())
                .toList();
    }

    @Test
    void what_was_taken_back_replaces_nothing() {
        assertThat(findings("""
                ALTER TABLE orders RENAME TO purchase;
                SAVEPOINT s;
                CREATE VIEW orders AS SELECT * FROM purchase;
                ROLLBACK TO SAVEPOINT s;
                """)).containsExactly("2 renamed-in-place");
    }

    @Test
    void what_was_taken_back_was_not_dropped_and_is_when_it_is_dropped_again() {
        assertThat(findings("""
                SAVEPOINT "S";
                DROP TABLE loose;
                ROLLBACK TO "S";
                DROP TABLE loose;
                """)).containsExactly("5 data-dropped", "5 table-dropped-while-in-use");
        assertThat(findings("""
                SAVEPOINT s;
                ALTER TABLE orders DROP COLUMN total;
                ROLLBACK TO S;
                ALTER TABLE orders ALTER COLUMN total SET STATISTICS 500;
                """)).isEmpty();
    }

    @Test
    void what_code_can_do_past_the_recorder_is_not_seen() {
        final class V2__Driver extends BaseJavaMigration {
            @Override
            public void migrate(Context context) throws Exception {
                Connection connection = context.getConnection();
                try (Statement statement = connection.createStatement();
                        Statement unseen = ((Connection) connection.unwrap(PGConnection.class)).createStatement()) {
                    statement.execute("SET LOCAL lock_timeout = '5s'");
                    unseen.execute("ALTER TABLE orders RENAME COLUMN total TO sum");
                }
            }
        }
        Report report = Scripts.in(folder)
                .file("V1__shop.sql", SHOP)
                .reviewer()
                .flyway(configuration -> configuration.javaMigrations(new V2__Driver()))
                .released("1")
                .review();
        assertThat(report.notSeen())
                .extracting(unseen -> unseen.reason())
                .containsExactly("it took the driver's own connection, and what it did with that cannot be seen");
        assertThat(report.passed()).isFalse();
    }

    @Test
    void keys_that_a_statement_generated_are_its_own() {
        final class R__Keys extends BaseJavaMigration {
            @Override
            public void migrate(Context context) throws Exception {
                try (var insert = context.getConnection()
                        .prepareStatement("INSERT INTO parent (name) VALUES (?)", Statement.RETURN_GENERATED_KEYS)) {
                    insert.setString(1, "a");
                    insert.executeUpdate();
                    try (ResultSet keys = insert.getGeneratedKeys();
                            Statement child = context.getConnection().createStatement()) {
                        assertThat(keys.next()).isTrue();
                        child.execute("INSERT INTO child VALUES (" + keys.getLong("id") + ")");
                    }
                }
            }
        }
        Report report = Scripts.in(folder)
                .file("V1__shop.sql", """
                        CREATE TABLE parent (id bigint GENERATED BY DEFAULT AS IDENTITY PRIMARY KEY, name text);
                        CREATE TABLE child (parent_id bigint REFERENCES parent);
                        """)
                .reviewer()
                .flyway(configuration -> configuration.javaMigrations(new R__Keys()))
                .released("1")
                .review();
        assertThat(report.problems()).isEmpty();
    }

    @Test
    void a_second_run_takes_no_number_from_the_next_statement() {
        Report report = Scripts.in(folder)
                .file("V1__shop.sql", """
                        CREATE TABLE parent (id bigint GENERATED BY DEFAULT AS IDENTITY PRIMARY KEY, name text);
                        CREATE TABLE child (parent_id bigint REFERENCES parent);
                        """)
                .file("R__rows.sql", """
                        DELETE FROM child;
                        DELETE FROM parent;
                        INSERT INTO parent (name) VALUES ('a');
                        INSERT INTO child VALUES (currval('parent_id_seq'));
                        """)
                .reviewer()
                .released("1")
                .review();
        assertThat(report.problems()).isEmpty();
    }

    @Test
    void what_code_changes_on_a_connection_of_its_own_is_not_seen() {
        final class V2__Elsewhere extends BaseJavaMigration {
            @Override
            public boolean canExecuteInTransaction() {
                return false;
            }

            @Override
            public void migrate(Context context) throws Exception {
                try (Statement statement = context.getConnection().createStatement()) {
                    statement.execute("SET lock_timeout = '5s'");
                }
                String url = context.getConnection().getMetaData().getURL();
                try (Connection other = DriverManager.getConnection(url, "postgres", "");
                        Statement statement = other.createStatement()) {
                    statement.execute("ALTER TABLE orders RENAME COLUMN total TO sum");
                }
            }
        }
        Report report = Scripts.in(folder)
                .file("V1__shop.sql", SHOP)
                .reviewer()
                .flyway(configuration -> configuration.javaMigrations(new V2__Elsewhere()))
                .released("1")
                .review();
        assertThat(report.problems()).isEmpty();
        assertThat(report.notSeen())
                .extracting(unseen -> unseen.reason())
                .containsExactly("the catalogue after it is not what its statements left, so it changed something in"
                        + " another way, which cannot be seen");
    }

    @Test
    void a_commit_in_a_script_begins_another_transaction() {
        Report report = Scripts.in(folder)
                .file("V1__shop.sql", SHOP)
                .file("V2__pending.sql", """
                        SET lock_timeout = '5s';
                        ALTER TABLE orders RENAME TO purchase;
                        COMMIT;
                        CREATE VIEW orders AS SELECT * FROM purchase;
                        """)
                .reviewer()
                .released("1")
                .review();
        assertThat(report.findings())
                .extracting(
                        finding -> finding.place().line() + " " + finding.rule().id())
                .contains("2 renamed-in-place");
    }

    @Test
    void a_rollback_with_nothing_open_takes_nothing_back() {
        Report report = Scripts.in(folder)
                .file("V1__shop.sql", SHOP)
                .file("V2__pending.sql", """
                        SET lock_timeout = '5s';
                        DROP TABLE loose;
                        ROLLBACK;
                        ALTER TABLE orders RENAME COLUMN total TO sum;
                        BEGIN;
                        ROLLBACK;
                        """)
                .file("V2__pending.sql.conf", "executeInTransaction=false")
                .reviewer()
                .released("1")
                .review();
        assertThat(report.findings())
                .extracting(
                        finding -> finding.place().line() + " " + finding.rule().id())
                .contains("2 data-dropped", "4 renamed-in-place");
    }

    /** What could not be read for want of rights is not seen, and no fault of the migration's. */
    @Test
    void a_migration_that_ends_as_a_role_without_rights_is_seen_but_for_its_sequences() {
        Report report = Scripts.in(folder)
                .file("V1__shop.sql", "CREATE TABLE orders (id bigint PRIMARY KEY);")
                .file("V2__role.sql", """
                        CREATE ROLE migration_safe_reader;
                        CREATE TABLE kind (id bigint GENERATED BY DEFAULT AS IDENTITY PRIMARY KEY);
                        SET ROLE migration_safe_reader;
                        SELECT 1;
                        """)
                .reviewer()
                .released("1")
                .review();
        assertThat(report.problems()).isEmpty();
        assertThat(report.notSeen())
                .extracting(unseen -> unseen.reason())
                .containsExactly(
                        "whether its sequences are beyond the rows whose numbers they give could not be read: permission"
                                + " denied for sequence kind_id_seq");
        assertThat(Scripts.lastStatements(report)).hasSize(4);
    }
}
