package org.migrationsafe.seed;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.migrationsafe.ReviewRefused;
import org.migrationsafe.database.DatabaseSettings;
import org.migrationsafe.database.DatabaseSettings.Source;
import org.migrationsafe.database.Databases;
import org.migrationsafe.database.DisposableDatabase;
import org.migrationsafe.recording.RelationName;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

/** Rows for the schemas that teams have; the server itself says whether they are valid. */
class SeederTest {

    private static final int ROWS = 50;

    private DisposableDatabase database;
    private Connection connection;

    @TempDir
    private Path folder;

    @BeforeEach
    void open() throws SQLException {
        database = Databases.open(new DatabaseSettings(Source.EMBEDDED, 16, null, null, null, null, false, null));
        connection = database.connect();
    }

    @AfterEach
    void close() throws SQLException {
        connection.close();
        database.close();
    }

    private Seeder fill(String schema) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute(schema);
        }
        Seeder seeder = new Seeder(
                ROWS,
                true,
                new RelationName("public", "flyway_schema_history"),
                new SeedScripts(folder),
                Sought.NOTHING);
        seeder.fill(connection);
        return seeder;
    }

    private long count(String query) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery("SELECT count(*) FROM " + query)) {
            row.next();
            return row.getLong(1);
        }
    }

    @Test
    void fills_tables_with_foreign_keys_parents_first() throws SQLException {
        Seeder seeder = fill("""
                CREATE TABLE tenant (id uuid PRIMARY KEY, name text NOT NULL UNIQUE);
                CREATE TABLE customer (id bigint GENERATED ALWAYS AS IDENTITY, tenant_id uuid NOT NULL REFERENCES tenant,
                    email varchar(40) NOT NULL, PRIMARY KEY (tenant_id, id), UNIQUE (tenant_id, email));
                CREATE TABLE orders (id serial PRIMARY KEY, tenant_id uuid NOT NULL REFERENCES tenant, customer_id bigint NOT NULL,
                    FOREIGN KEY (tenant_id, customer_id) REFERENCES customer (tenant_id, id));
                CREATE TABLE category (id int PRIMARY KEY, parent_id int NOT NULL REFERENCES category);
                """);
        assertThat(seeder.leftEmpty()).isEmpty();
        assertThat(count("orders")).isEqualTo(ROWS);
        assertThat(count("customer WHERE tenant_id IS NOT NULL")).isEqualTo(ROWS);
        assertThat(count("category")).isEqualTo(ROWS);
    }

    @Test
    void obeys_checks_enums_domains_and_lengths() throws SQLException {
        Seeder seeder = fill("""
                CREATE TYPE mood AS ENUM ('sad', 'ok', 'happy');
                CREATE DOMAIN percent AS numeric(5, 2) CHECK (VALUE BETWEEN 0 AND 100);
                CREATE DOMAIN country AS text CHECK (VALUE ~ '^[A-Z]{2}$');
                CREATE TABLE thing (
                    id bigint PRIMARY KEY, mood mood NOT NULL, discount percent NOT NULL, country country NOT NULL,
                    code char(2) NOT NULL, status varchar(10) NOT NULL CHECK (status IN ('NEW', 'PAID', 'SENT')),
                    quantity int NOT NULL CHECK (quantity > 0 AND quantity < 100), price numeric(6, 2) NOT NULL CHECK (price > 0),
                    starts timestamptz NOT NULL, ends timestamptz NOT NULL, CHECK (ends > starts),
                    tags text[] NOT NULL, data jsonb NOT NULL, raw bytea NOT NULL, ip inet NOT NULL, active boolean NOT NULL,
                    total numeric GENERATED ALWAYS AS (quantity * price) STORED);
                """);
        assertThat(seeder.leftEmpty()).isEmpty();
        assertThat(count("thing")).isEqualTo(ROWS);
    }

    @Test
    void fills_every_partition() throws SQLException {
        Seeder seeder = fill("""
                CREATE TABLE event (id bigint, at date NOT NULL, PRIMARY KEY (id, at)) PARTITION BY RANGE (at);
                CREATE TABLE event_2024 PARTITION OF event FOR VALUES FROM ('2024-01-01') TO ('2025-01-01');
                CREATE TABLE event_2031 PARTITION OF event FOR VALUES FROM ('2031-01-01') TO ('2032-01-01');
                CREATE TABLE event_rest PARTITION OF event DEFAULT;
                CREATE TABLE region (id bigint, name text) PARTITION BY LIST (name);
                CREATE TABLE region_eu PARTITION OF region FOR VALUES IN ('de', 'fr');
                CREATE TABLE bucket (id bigint) PARTITION BY HASH (id);
                CREATE TABLE bucket_0 PARTITION OF bucket FOR VALUES WITH (MODULUS 2, REMAINDER 0);
                CREATE TABLE bucket_1 PARTITION OF bucket FOR VALUES WITH (MODULUS 2, REMAINDER 1);
                """);
        assertThat(seeder.leftEmpty().keySet()).extracting(Object::toString).isEmpty();
        assertThat(count("ONLY event_2024")).isPositive();
        assertThat(count("ONLY event_2031")).isPositive();
        assertThat(count("ONLY event_rest")).isPositive();
        assertThat(count("ONLY region_eu")).isPositive();
        assertThat(count("ONLY bucket_0")).isPositive();
        assertThat(count("ONLY bucket_1")).isPositive();
    }

    @Test
    void leaves_a_tenth_of_what_may_be_null_to_be_filled() throws SQLException {
        fill("CREATE TABLE person (id int PRIMARY KEY, nick text, name text NOT NULL)");
        assertThat(count("person WHERE nick IS NULL")).isEqualTo(ROWS / 10);
        assertThat(count("person WHERE name IS NULL")).isZero();
    }

    @Test
    void goes_through_a_cycle_of_foreign_keys() throws SQLException {
        Seeder seeder = fill("""
                CREATE TABLE team (id bigint PRIMARY KEY, lead_id bigint);
                CREATE TABLE member (id bigint PRIMARY KEY, team_id bigint NOT NULL REFERENCES team);
                ALTER TABLE team ADD FOREIGN KEY (lead_id) REFERENCES member;
                """);
        assertThat(seeder.leftEmpty()).isEmpty();
        assertThat(count("member")).isEqualTo(ROWS);
    }

    @Test
    void leaves_what_is_there_and_comes_back_for_new_tables() throws SQLException {
        Seeder seeder = fill("CREATE TABLE country (code char(2) PRIMARY KEY); INSERT INTO country VALUES ('DE');");
        assertThat(count("country")).isEqualTo(1);
        try (Statement statement = connection.createStatement()) {
            statement.execute("CREATE TABLE city (id int PRIMARY KEY, country char(2) NOT NULL REFERENCES country)");
        }
        seeder.fill(connection);
        assertThat(count("city")).isEqualTo(ROWS);
        assertThat(count("city WHERE country = 'DE'")).isEqualTo(ROWS);
    }

    @Test
    void copes_with_what_real_schemas_have() throws SQLException {
        Seeder seeder = fill("""
                CREATE TABLE booking (id bigint PRIMARY KEY, during tstzrange NOT NULL, EXCLUDE USING gist (during WITH &&));
                CREATE TABLE account (id bigint PRIMARY KEY, email text NOT NULL, deleted_at timestamptz,
                    state text NOT NULL CHECK (state IN ('open', 'closed')));
                CREATE UNIQUE INDEX ON account (lower(email)) WHERE deleted_at IS NULL;
                CREATE TABLE product (id bigint PRIMARY KEY, sku text NOT NULL UNIQUE CHECK (sku ~ '^[A-Z]{3}-[0-9]{4}$'),
                    ean text NOT NULL CHECK (ean ~ '^[[:digit:]]{13}$'), hex text CHECK (hex SIMILAR TO '#[0-9a-f]{6}'),
                    low int NOT NULL, high int NOT NULL, CHECK (low < high), CHECK (high < 1000), CHECK (low % 5 = 0));
                CREATE TABLE animal (id bigint PRIMARY KEY, name text NOT NULL);
                CREATE TABLE dog (barks boolean NOT NULL) INHERITS (animal);
                CREATE TABLE stamped (id bigint PRIMARY KEY, total numeric NOT NULL, updated timestamptz);
                CREATE FUNCTION stamp() RETURNS trigger LANGUAGE plpgsql AS
                    'BEGIN NEW.updated := now(); RETURN NEW; END';
                CREATE TRIGGER stamp BEFORE INSERT ON stamped FOR EACH ROW EXECUTE FUNCTION stamp();
                CREATE TYPE address AS (street text, city text);
                CREATE TABLE customer (id bigint PRIMARY KEY, home address, moods int[] NOT NULL, doc jsonb NOT NULL
                    CHECK (jsonb_typeof(doc) = 'object'), period daterange NOT NULL, vat text CHECK (length(vat) = 11));
                CREATE TABLE a (id bigint PRIMARY KEY, b_id bigint NOT NULL);
                CREATE TABLE b (id bigint PRIMARY KEY, a_id bigint NOT NULL REFERENCES a DEFERRABLE INITIALLY DEFERRED);
                ALTER TABLE a ADD FOREIGN KEY (b_id) REFERENCES b DEFERRABLE INITIALLY DEFERRED;
                """);
        assertThat(seeder.leftEmpty().values()).isEmpty();
        for (String table :
                List.of("booking", "account", "product", "ONLY animal", "ONLY dog", "stamped", "customer", "a", "b")) {
            assertThat(count(table)).as(table).isEqualTo(ROWS);
        }
    }

    @Test
    void runs_a_script_of_the_users_for_the_table_it_is_named_after() throws SQLException, IOException {
        Files.writeString(
                folder.resolve("riddle.sql"),
                "-- only this one is right\nINSERT INTO riddle SELECT i, 'sphinx' FROM generate_series(1, ${rows}) i;");
        Seeder seeder = fill("""
                CREATE TABLE riddle (id bigint PRIMARY KEY, answer text NOT NULL
                    CHECK (md5(answer) = md5('sphinx')), CHECK (answer <> 'x' || 'y'));
                CREATE TABLE behind (id bigint PRIMARY KEY, riddle_id bigint NOT NULL REFERENCES riddle);
                """);
        assertThat(seeder.leftEmpty()).isEmpty();
        assertThat(count("riddle WHERE answer = 'sphinx'")).isEqualTo(ROWS);
        assertThat(count("behind")).isEqualTo(ROWS);
    }

    @Test
    void refuses_a_script_that_fails_with_its_line_and_tells_one_that_has_no_table() throws SQLException, IOException {
        Path script =
                Files.writeString(folder.resolve("riddle.sql"), "SELECT 1;\nINSERT INTO riddle VALUES (1, 'nothing');");
        SeedScripts scripts = new SeedScripts(folder);
        assertThat(scripts.unused())
                .hasToString("[" + script + ": seed script: no table has its name, so it was not run]");
        assertThatThrownBy(() -> fill("CREATE TABLE riddle (id bigint PRIMARY KEY, answer int);"))
                .isInstanceOf(ReviewRefused.class)
                .hasMessage(script
                        + ":2: the server refuses this statement of the script that fills riddle: ERROR: invalid "
                        + "input syntax for type integer: \"nothing\". The table is as the migrations before the ones under "
                        + "review leave it.");
    }

    @Test
    void takes_rows_back_whose_partners_did_not_come() throws SQLException {
        Seeder seeder = fill("""
                CREATE TABLE a (id bigint PRIMARY KEY, b_id bigint NOT NULL);
                CREATE TABLE b (id bigint PRIMARY KEY, a_id bigint NOT NULL REFERENCES a, CHECK (md5(id::text) = 'unknown'));
                ALTER TABLE a ADD FOREIGN KEY (b_id) REFERENCES b;
                """);
        assertThat(seeder.leftEmpty().keySet()).hasToString("[a, b]");
        assertThat(count("a")).isZero();
    }

    @Test
    void gives_a_cycle_up_that_does_not_close_and_names_all_of_it() throws SQLException {
        Seeder seeder = fill("""
                CREATE TABLE a (id bigint PRIMARY KEY, b_id bigint NOT NULL);
                CREATE TABLE b (id bigint PRIMARY KEY, a_id bigint NOT NULL REFERENCES a, half boolean NOT NULL UNIQUE);
                ALTER TABLE a ADD FOREIGN KEY (b_id) REFERENCES b;
                CREATE TABLE behind (id bigint PRIMARY KEY, b_id bigint NOT NULL REFERENCES b);
                """);
        assertThat(count("a WHERE NOT EXISTS (SELECT FROM b WHERE b.id = a.b_id)"))
                .isZero();
        for (String table : List.of("a", "b", "behind")) {
            boolean named = seeder.leftEmpty().keySet().stream()
                    .anyMatch(name -> name.toString().equals(table));
            assertThat(named).as(table).isEqualTo(count(table) == 0);
        }
    }

    @Test
    void names_a_table_that_it_cannot_fill() throws SQLException {
        Seeder seeder = fill("""
                CREATE TABLE riddle (id bigint PRIMARY KEY, answer text NOT NULL CHECK (md5(answer) = 'unknown'));
                CREATE TABLE behind (id bigint PRIMARY KEY, riddle_id bigint NOT NULL REFERENCES riddle);
                """);
        assertThat(seeder.leftEmpty().values())
                .extracting(Object::toString)
                .containsExactly(
                        "table behind: has no rows in the rehearsal, since it needs rows of riddle, which has none; what a statement "
                                + "does to its rows was not seen",
                        "table riddle: has no rows in the rehearsal, since the server refused its rows: ERROR: new row for relation "
                                + "\"riddle\" violates check constraint \"riddle_answer_check\"; what a statement does to its rows was "
                                + "not seen");
    }
}
