package org.migrationsafe.publish;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.migrationsafe.Scripts;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;

import static org.assertj.core.api.Assertions.assertThat;

import dev.harrel.jsonschema.Validator;
import dev.harrel.jsonschema.ValidatorFactory;

/** The JSON obeys its published schema, and says what happened. */
class JsonReportTest {

    private static final Path SCHEMA = Path.of("..", "docs", "report.schema.json");

    private static Validator.Result validate(String json) throws IOException {
        return new ValidatorFactory().validate(Files.readString(SCHEMA), json);
    }

    @Test
    void obeys_its_schema_and_tells_locks_work_errors_and_what_was_not_seen(@TempDir Path folder) throws IOException {
        Scripts.in(folder)
                .file("V1__shop.sql", """
                        CREATE SCHEMA sales;
                        CREATE TABLE sales.customer (id bigint PRIMARY KEY);
                        CREATE TABLE orders (id bigint PRIMARY KEY, customer_id bigint NOT NULL, note varchar(10));
                        CREATE INDEX orders_note ON orders (note);
                        """)
                .file("V2__change.sql", """
                        ALTER TABLE orders ADD CONSTRAINT "to""customer" FOREIGN KEY (customer_id) REFERENCES sales.customer;
                        ALTER TABLE orders ALTER COLUMN note TYPE varchar(10) COLLATE "C";
                        UPDATE orders SET note = 'x';
                        """)
                .file("V3__wrong.sql", "ALTER TABLE orders ADD COLUMN need int NOT NULL;")
                .reviewer()
                .released("1")
                .review();
        String json = Files.readString(folder.resolve("report/migrations.json"));
        assertThat(validate(json).getErrors()).isEmpty();
        JsonNode report = new ObjectMapper().readTree(json);
        assertThat(report.get("verdict").asText()).isEqualTo("rewrite");
        JsonNode statement = report.get("migrations").get(0).get("statements").get(0);
        assertThat(statement.get("line").asInt()).isEqualTo(1);
        assertThat(statement.get("transactional").asBoolean()).isTrue();
        assertThat(statement.get("locks").get(0)).isEqualTo(new ObjectMapper().readTree("""
                {"relation": "orders", "kind": "table", "table": "orders", "mode": "SHARE ROW EXCLUSIVE",
                 "heldBefore": false, "blocks": ["writes", "ddl"]}"""));
        assertThat(statement.get("locks").get(1).get("relation").asText()).isEqualTo("sales.customer");
        assertThat(statement.get("scans").toString())
                .isEqualTo(
                        "[{\"relation\":\"orders\",\"tuples\":300},{\"relation\":\"sales.customer\",\"tuples\":300}]");
        JsonNode collation = report.get("migrations").get(0).get("statements").get(1);
        assertThat(collation.get("rebuilds").toString())
                .isEqualTo("[{\"index\":\"orders_note\",\"relation\":\"orders\"}]");
        assertThat(collation.get("rewrites")).isEmpty();
        JsonNode failed = report.get("migrations").get(1).get("statements").get(0);
        assertThat(failed.get("error").get("sqlState").asText()).isEqualTo("23502");
        assertThat(failed.get("locks").get(0).get("mode").asText()).isEqualTo("ACCESS EXCLUSIVE");
        assertThat(report.get("notSeen").findValuesAsText("what")).containsExactly("table orders");
    }

    @Test
    void the_schema_refuses_what_it_does_not_know() throws IOException {
        assertThat(validate("{\"format\": 1, \"surprise\": true}").isValid()).isFalse();
    }

    @Test
    void text_is_escaped() {
        assertThat(Json.of(java.util.Map.of("a\"b", "tab\t nul\u0000 line\n back\\ \ud83d\ude00")))
                .isEqualTo("{\n  \"a\\\"b\": \"tab\\t nul\\u0000 line\\n back\\\\ \\ud83d\\ude00\"\n}\n");
    }
}
