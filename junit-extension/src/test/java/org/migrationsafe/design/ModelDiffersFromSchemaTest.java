package org.migrationsafe.design;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.migrationsafe.catalog.CatalogReader;
import org.migrationsafe.catalog.Written;
import org.migrationsafe.database.DisposableDatabase;
import org.migrationsafe.recording.RelationName;
import org.migrationsafe.rule.Example;
import org.migrationsafe.rule.Finding;
import org.migrationsafe.rule.RulePage;
import org.migrationsafe.rule.difference.ModelDiffersFromSchema;
import org.migrationsafe.schema.Schema;
import org.migrationsafe.source.Redaction;

import static org.assertj.core.api.Assertions.assertThat;

/** Entities against a schema that differs from them in one way each; every difference is told, with both places. */
class ModelDiffersFromSchemaTest {

    private static DisposableDatabase database;

    @TempDir
    private Path folder;

    @BeforeAll
    static void open() {
        database = Servers.open(16);
    }

    @AfterAll
    static void close() {
        database.close();
    }

    private List<Finding> differences(String java, String sql) throws Exception {
        database.reset();
        try (Compiled compiled = Compiled.of(java, folder);
                Connection connection = database.connect();
                Statement statement = connection.createStatement()) {
            statement.execute(sql);
            Written written = Written.in(List.of(new Written.Script("V1__it.sql", sql)));
            Schema schema = new CatalogReader(
                            connection, written, new RelationName("public", ""), Redaction.PATTERNS_ONLY)
                    .read();
            return ModelDiffersFromSchema.review(compiled.model().schema(), schema);
        }
    }

    private List<String> lines(String java, String sql) throws Exception {
        return differences(java, sql).stream()
                .map(finding -> finding.severity() + " "
                        + finding.place()
                                .toString()
                                .replace("shop/Source.java:", "java:")
                                .replace("V1__it.sql:", "sql:")
                        + " " + finding.says()
                        + finding.facts().stream()
                                .filter(fact -> fact.name().equals("migration"))
                                .map(fact -> " (" + fact.value().replace("V1__it.sql:", "sql:") + ")")
                                .findFirst()
                                .orElse(""))
                .toList();
    }

    @Test
    void examples_of_the_page_give_what_they_mark() throws Exception {
        RulePage page = ModelDiffersFromSchema.page();
        List<String> expected = new ArrayList<>();
        marks(page.badSql(), "V1__it.sql:", 0, expected);
        marks(page.bad(), "shop/Source.java:", 1, expected);
        assertThat(differences(page.bad(), page.badSql()).stream()
                        .map(finding -> finding.place().toString()))
                .containsExactlyInAnyOrderElementsOf(expected);
        assertThat(differences(page.good(), page.goodSql())).isEmpty();
    }

    private static void marks(String text, String file, int above, List<String> expected) {
        List<String> lines = text.lines().toList();
        for (int i = 0; i < lines.size(); i++) {
            int line = i + 1 + above;
            Example.marks(lines.get(i), "", line).forEach(mark -> expected.add(file + line));
        }
    }

    @Test
    void tables_and_columns() throws Exception {
        assertThat(lines("""
                @Entity class Cat { @Id Long id; @Column(nullable = false, length = 40) String name; int lives; }
                @Entity class Dog { @Id Long id; }
                """, """
                CREATE TABLE cat (
                    id bigint PRIMARY KEY,
                    name varchar(40) NOT NULL,
                    owner varchar(10),
                    chip varchar(20) NOT NULL,
                    seen timestamptz NOT NULL DEFAULT now()
                );
                CREATE TABLE bird (id bigint PRIMARY KEY);
                """))
                .containsExactly(
                        "LOW sql:4 \"cat.owner\" is mapped by no attribute of \"Cat\".",
                        "CRITICAL sql:5 \"cat.chip\" may not be null, has no default, and no attribute of \"Cat\" is mapped to it: "
                                + "each INSERT of the entity fails.",
                        "LOW sql:6 \"cat.seen\" is mapped by no attribute of \"Cat\".",
                        "NIT sql:8 Table \"bird\" has no entity.",
                        "HIGH java:2 \"Cat.lives\" has the column \"lives\", which \"cat\" has not: each statement on it fails. (sql:1)",
                        "HIGH java:3 Table \"dog\" of \"Dog\" is in no migration: each statement on it fails.");
    }

    @Test
    void types_lengths_nullability_and_values() throws Exception {
        assertThat(lines("""
                @Entity class Cat {
                    @Id @GeneratedValue(strategy = GenerationType.IDENTITY) Long id;
                    @Column(nullable = false, length = 40) String name;
                    @Column(nullable = false, length = 40) String longer;
                    @Column(nullable = false) String open;
                    @Column(precision = 10, scale = 2) BigDecimal price;
                    Long count;
                    @Column(nullable = true) Instant seen;
                    @Column(nullable = false) Boolean tame;
                    @ColumnDefault("7") Integer lives;
                    Integer age;
                    Instant exact;
                }
                """, """
                CREATE TABLE cat (
                    id bigint PRIMARY KEY,
                    name varchar(20) NOT NULL,
                    longer varchar(80) NOT NULL,
                    open text NOT NULL,
                    price numeric(10,1),
                    count integer,
                    seen timestamptz NOT NULL,
                    tame boolean,
                    lives integer DEFAULT 9,
                    age integer GENERATED ALWAYS AS (1) STORED,
                    exact timestamptz(3)
                );
                """))
                .containsExactly(
                        "HIGH java:3 \"Cat.id\" is to be generated by \"cat.id\", which generates nothing: each INSERT fails. (sql:2)",
                        "HIGH java:4 \"Cat.name\" is varchar(40) and \"cat.name\" is varchar(20): values that the entity allows "
                                + "are refused. (sql:3)",
                        "LOW java:5 \"Cat.longer\" is varchar(40) and \"cat.longer\" is varchar(80): the schema takes values that "
                                + "the mapping does not announce. (sql:4)",
                        "LOW java:6 \"Cat.open\" is varchar(255) and \"cat.open\" is text: the schema takes values that "
                                + "the mapping does not announce. (sql:5)",
                        "HIGH java:7 \"Cat.price\" is numeric(10,2) and \"cat.price\" is numeric(10,1): digits are lost, or values "
                                + "that the entity allows are refused. (sql:6)",
                        "HIGH java:8 \"Cat.count\" is bigint and \"cat.count\" is integer: values that the entity allows are "
                                + "refused. (sql:7)",
                        "HIGH java:9 \"Cat.seen\" may be null and \"cat.seen\" may not: an entity without it fails at the flush. (sql:8)",
                        "MEDIUM java:10 \"Cat.tame\" may not be null and \"cat.tame\" may: a null that another program writes cannot "
                                + "be read. (sql:9)",
                        "LOW java:11 \"Cat.lives\" has the default 7, and \"cat.lives\" has 9. (sql:10)",
                        "HIGH java:12 \"Cat.age\" gives a value to \"cat.age\", which is computed and takes none: each INSERT fails. (sql:11)",
                        "LOW java:13 \"Cat.exact\" is timestamp(6) with time zone and \"cat.exact\" is timestamp(3) with time zone: "
                                + "they keep different parts of a second, or write the same in another way. (sql:12)");
    }

    @Test
    void keys_indexes_and_foreign_keys() throws Exception {
        assertThat(lines("""
                @Entity @Table(indexes = @Index(name = "cat_age_idx", columnList = "age"),
                    uniqueConstraints = {@UniqueConstraint(name = "cat_chip_key", columnNames = "chip"), @UniqueConstraint(name = "cat_tag_key", columnNames = "tag")})
                class Cat {
                    @Id Long id; int age; int chip; int tag; int size;
                    @ManyToOne Owner owner; @ManyToOne Owner vet; @ManyToOne @OnDelete(action = OnDeleteAction.CASCADE) Owner friend;
                }
                @Entity class Owner { @Id Long id; }
                """, """
                CREATE TABLE owner (id bigint PRIMARY KEY);
                CREATE TABLE clinic (id bigint PRIMARY KEY);
                CREATE TABLE cat (
                    id bigint, age integer NOT NULL, chip integer NOT NULL PRIMARY KEY, tag integer NOT NULL, size integer NOT NULL UNIQUE,
                    owner_id bigint,
                    vet_id bigint REFERENCES clinic,
                    friend_id bigint REFERENCES owner
                );
                CREATE UNIQUE INDEX cat_tag_key ON cat (tag) WHERE age > 1;
                CREATE INDEX cat_size_age_idx ON cat (size, age);
                """))
                .containsExactly(
                        "NIT sql:2 Table \"clinic\" has no entity.",
                        "LOW sql:4 Unique (size) of \"cat\" is not in the mapping of \"Cat\": the schema refuses what the entities seem "
                                + "to allow.",
                        "NIT sql:10 Index \"cat_size_age_idx\" (size, age) of \"cat\" is not in the mapping of \"Cat\".",
                        "MEDIUM java:2 Index (age) of \"Cat\" is not on \"cat\": queries that count on it read the whole table. (sql:3)",
                        "HIGH java:2 The primary key of \"cat\" is (chip), and by the entities (id): rows are identified differently. (sql:3)",
                        "LOW java:2 Unique (tag) of \"Cat\" is kept for some of the rows of \"cat\" only. (sql:3)",
                        "MEDIUM java:5 \"Cat.id\" may not be null and \"cat.id\" may: a null that another program writes cannot be read. (sql:4)",
                        "MEDIUM java:6 \"Cat.friend\" is ON DELETE CASCADE by the mapping, and NO ACTION by \"cat\". (sql:7)",
                        "MEDIUM java:6 \"Cat.owner\" refers to \"owner\", and no foreign key of \"cat\" keeps (owner_id) true. (sql:3)",
                        "HIGH java:6 \"Cat.vet\" refers to \"owner\", and the foreign key (vet_id) of \"cat\" to \"clinic\": each INSERT "
                                + "may fail. (sql:6)");
    }

    @Test
    void constants_sequences_and_native_enums() throws Exception {
        assertThat(lines("""
                @Entity class Cat {
                    enum Mood { CALM, WILD, SLEEPY }
                    @Id @GeneratedValue(generator = "cats") @SequenceGenerator(name = "cats", sequenceName = "cat_numbers", allocationSize = 50) Long id;
                    @Enumerated(EnumType.STRING) @Column(length = 10) Mood mood;
                    @Enumerated(EnumType.STRING) @Column(length = 10) Mood other;
                    Mood third;
                    @JdbcTypeCode(SqlTypes.NAMED_ENUM) Mood ofTheirs;
                }
                @Entity class Owner { @Id @GeneratedValue Long id; }
                """, """
                CREATE SEQUENCE cat_numbers;
                CREATE TYPE mood AS ENUM ('CALM', 'WILD');
                CREATE TABLE cat (
                    id bigint PRIMARY KEY,
                    mood varchar(10) CHECK (mood IN ('CALM', 'WILD')),
                    other varchar(10),
                    third smallint CHECK (third BETWEEN 0 AND 2),
                    of_theirs mood
                );
                CREATE TABLE owner (id bigint PRIMARY KEY);
                """))
                .containsExactly(
                        "HIGH java:4 Sequence \"cat_numbers\" increments by 1, and the entities assume that it increments by 50: two instances "
                                + "draw the same identifiers. (sql:1)",
                        "HIGH java:5 \"Cat.mood\" has the constants CALM, SLEEPY, WILD, and the check on \"cat.mood\" allows CALM, WILD: "
                                + "SLEEPY is refused. (sql:5)",
                        "LOW java:6 \"Cat.other\" is an enum, and no check on \"cat.other\" keeps other values out: one that Java does "
                                + "not know cannot be read. (sql:6)",
                        "HIGH java:8 Enum \"Mood\" has the constants CALM, SLEEPY, WILD in Java and CALM, WILD in the database: SLEEPY "
                                + "is refused. (sql:2)",
                        "HIGH java:10 Sequence \"owner_seq\" is in no migration: each INSERT that draws from it fails.");
    }
}
