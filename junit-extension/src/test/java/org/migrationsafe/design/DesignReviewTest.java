package org.migrationsafe.design;

import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

import javax.tools.ToolProvider;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.migrationsafe.ReviewRefused;
import org.migrationsafe.Scripts;
import org.migrationsafe.junit.MigrationReviewer;
import org.migrationsafe.report.DesignReport;
import org.migrationsafe.report.Judged;
import org.migrationsafe.report.PlainText;
import org.migrationsafe.report.Report;
import org.migrationsafe.report.Verdict;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

/** Migrations and entities in one review. */
class DesignReviewTest {

    private static final String ENTITIES = """
            @Entity
            class Invoice {
                @Id
                Long id;

                @Column(nullable = false)
                double total;

                @Column(nullable = false, length = 20)
                String number;
            }
            """;

    @TempDir
    private Path folder;

    private static String of(DesignReport design) {
        return String.join(
                "\n",
                design.findings().stream()
                        .map(finding -> finding.severity() + " "
                                + Scripts.name(finding.place().toString()) + " "
                                + finding.rule().id())
                        .toList());
    }

    private MigrationReviewer reviewer(Compiled compiled) {
        return Scripts.in(folder).reviewer().classLoader(compiled.loader());
    }

    @Test
    void where_they_differ_the_last_migration_fails_and_the_design_has_all_of_it() throws Exception {
        Scripts.in(folder)
                .file(
                        "V1__invoices.sql",
                        "CREATE TABLE invoice (id bigint PRIMARY KEY, total double precision NOT NULL);")
                .file("V2__number.sql", """
                        SET lock_timeout = '2s';
                        ALTER TABLE invoice ADD COLUMN number varchar(10);
                        ALTER TABLE invoice ADD COLUMN printed_at timestamp;
                        """)
                .file("V3__more.sql", "CREATE TABLE other (id bigint PRIMARY KEY);");
        try (Compiled compiled = Compiled.of(ENTITIES, folder.resolve("classes"))) {
            Report report = reviewer(compiled).released("1").review();
            DesignReport design = report.design();
            assertThat(of(design)).isEqualTo("""
                            LOW V2__number.sql:3 model-differs-from-schema
                            HIGH V2__number.sql:3 timestamp-without-time-zone
                            NIT V3__more.sql:1 model-differs-from-schema
                            HIGH Source.java:8 floating-point-money
                            HIGH Source.java:11 model-differs-from-schema
                            MEDIUM Source.java:11 model-differs-from-schema""");
            assertThat(report.verdict()).isEqualTo(Verdict.REWRITE);
            assertThat(report.of(report.recording().migrations().get(0)).passed())
                    .isTrue();
            Report last = report.of(report.recording().migrations().get(1));
            assertThat(PlainText.failure(last))
                    .isEqualTo("""
                    V3__more.sql: rewrite (2 findings at or above MEDIUM, 0 problems, 0 not seen)

                    shop/Source.java:11 [model-differs-from-schema] HIGH
                      "Invoice.number" is varchar(20) and "invoice.number" is varchar(10): values that the entity allows are refused.
                      declared:  shop.Invoice.number
                      evidence:  entities: varchar(20); schema: varchar(10); migration: PLACE/V2__number.sql:2
                      instead:   Change the column in a migration of the safe kind, or the mapping.

                    shop/Source.java:11 [model-differs-from-schema] MEDIUM
                      "Invoice.number" may not be null and "invoice.number" may: a null that another program writes cannot be read.
                      declared:  shop.Invoice.number
                      evidence:  entities: not null; schema: nullable; migration: PLACE/V2__number.sql:2
                      instead:   A check IS NOT NULL, NOT VALID, validated in the next migration, then SET NOT NULL, which it proves.
                    """.replace("PLACE", folder.resolve("sql").toString()));
            assertThat(Files.readString(folder.resolve("report/migrations.md")))
                    .contains("## The schema after the last migration", "2 tables, 6 findings, 0 accepted.");
        }
    }

    @Test
    void where_they_agree_it_passes_whatever_there_is_to_say_of_the_design() throws Exception {
        Scripts.in(folder).file("V1__invoices.sql", """
                        CREATE TABLE invoice (id bigint PRIMARY KEY, total double precision NOT NULL, number varchar(20) NOT NULL);
                        """);
        try (Compiled compiled = Compiled.of(ENTITIES, folder.resolve("classes"))) {
            Report report = reviewer(compiled).review();
            assertThat(report.passed()).isTrue();
            assertThat(of(report.design())).isEqualTo("HIGH Source.java:8 floating-point-money");
            assertThat(reviewer(compiled)
                            .set("migrationsafe.disable", "floating-point-money")
                            .review()
                            .design()
                            .findings())
                    .isEmpty();
            assertThat(reviewer(compiled)
                            .set("migrationsafe.design", "false")
                            .review()
                            .design())
                    .isNull();
        }
    }

    /** The entity declares no index, and a migration makes one; the entity says what it accepts. */
    @Test
    void what_the_database_has_counts_and_what_the_entities_accept() throws Exception {
        Scripts.in(folder).file("V1__stays.sql", """
                CREATE TABLE room (id bigint PRIMARY KEY);
                CREATE TABLE stay (
                    id bigint PRIMARY KEY,
                    room_id bigint NOT NULL REFERENCES room,
                    start_date date NOT NULL,
                    end_date date NOT NULL,
                    CONSTRAINT stay_period_check CHECK (end_date >= start_date)
                );
                CREATE INDEX stay_room_id_idx ON stay (room_id);
                """);
        String entities = """
                @Entity
                class Room {
                    @Id
                    Long id;
                }

                @Entity
                @org.migrationsafe.policy.Accept(rule = "overlap-not-excluded", because = "rooms are shared")
                @org.migrationsafe.policy.Accept(rule = "model-differs-from-schema", because = "indexes are kept in migrations")
                class Stay {
                    @Id
                    Long id;

                    @ManyToOne(optional = false)
                    Room room;

                    @Column(nullable = false)
                    LocalDate startDate;

                    @Column(nullable = false)
                    @org.migrationsafe.policy.Accept(rule = "missing-check", because = "the migration has it")
                    LocalDate endDate;
                }
                """;
        try (Compiled compiled = Compiled.of(entities, folder.resolve("classes"))) {
            DesignReport design = reviewer(compiled).review().design();
            assertThat(of(design)).isEmpty();
            assertThat(design.accepted().stream()
                            .map(each -> each.finding().rule().id() + " " + each.reason()))
                    .containsExactly(
                            "overlap-not-excluded rooms are shared",
                            "model-differs-from-schema indexes are kept in migrations");
            assertThat(design.idle().stream().map(Judged.Idle::says))
                    .containsExactly("accepts missing-check, which finds nothing here: remove it.");
        }
    }

    @Test
    void old_differences_stand_in_the_baseline_which_only_shrinks() throws Exception {
        Scripts.in(folder)
                .file(
                        "V1__invoices.sql",
                        "CREATE TABLE invoice (id bigint PRIMARY KEY, total numeric(12,2) NOT NULL);");
        Path baseline = folder.resolve("store/baseline.txt");
        try (Compiled compiled = Compiled.of(ENTITIES, folder.resolve("classes"))) {
            MigrationReviewer reviewer = reviewer(compiled)
                    .set("migrationsafe.store", folder.resolve("store").toString());
            assertThat(reviewer.review().passed()).isFalse();
            assertThat(reviewer.set("migrationsafe.baseline", "true").review().passed())
                    .isTrue();
            assertThat(Files.readString(baseline).lines().skip(1))
                    .containsExactly(
                            "shop.Invoice.number model-differs-from-schema invoice",
                            "shop.Invoice.total model-differs-from-schema invoice");
            Scripts.in(folder).file("V1__invoices.sql", """
                    CREATE TABLE invoice (id bigint PRIMARY KEY, total numeric(12,2) NOT NULL, number varchar(20) NOT NULL);
                    """);
            Report mended = reviewer.set("migrationsafe.baseline", "false").review();
            assertThat(mended.idle().stream().map(each -> each.place().line() + " " + each.says()))
                    .containsExactly(
                            "2 exempts shop.Invoice.number model-differs-from-schema invoice, which is found no more: a run "
                                    + "with -Dmigrationsafe.baseline=true takes it out");
            reviewer.set("migrationsafe.baseline", "true").review();
            assertThat(Files.readString(baseline).lines().skip(1))
                    .containsExactly("shop.Invoice.total model-differs-from-schema invoice");
        }
    }

    @Test
    void entities_without_a_model_are_not_seen_and_said_to_be_so() throws Exception {
        // A project's own path may hold the word that folders of tests are known by.
        Path classes = Files.createDirectories(folder.resolve("latest/classes"));
        Path source = Files.writeString(folder.resolve("Invoice.java"), """
                package shop;
                @jakarta.persistence.Entity
                public class Invoice { @jakarta.persistence.Id Long id; }
                """);
        int compiled = ToolProvider.getSystemJavaCompiler()
                .run(
                        null,
                        null,
                        null,
                        "-proc:none",
                        "-cp",
                        System.getProperty("java.class.path"),
                        "-d",
                        classes.toString(),
                        source.toString());
        assertThat(compiled).isZero();
        Scripts.in(folder).file("V1__invoices.sql", "CREATE TABLE invoice (id bigint PRIMARY KEY);");
        try (URLClassLoader loader =
                new URLClassLoader(new URL[] {classes.toUri().toURL()}, DesignReviewTest.class.getClassLoader())) {
            Report report = Scripts.in(folder).reviewer().classLoader(loader).review();
            assertThat(report.verdict()).isEqualTo(Verdict.HOLD);
            assertThat(report.notSeen())
                    .singleElement()
                    .asString()
                    .isEqualTo(
                            "entities: of shop.Invoice there is no model, so they were not compared with the schema: the annotation "
                                    + "processor did not run when they were compiled. From JDK 23 on javac runs it only when it is named: in "
                                    + "Maven by annotationProcessorPaths, in Gradle by annotationProcessor, for javac by -processorpath or "
                                    + "-proc:full. It also writes no model without -Amigrationsafe.naming");
        }
    }

    @Test
    void a_schema_that_was_not_reached_is_not_reviewed_and_said_to_be_so() throws Exception {
        Scripts.in(folder)
                .file("V1__invoices.sql", "CREATE TABLE invoice (id bigint PRIMARY KEY);")
                .file("V2__wrong.sql", "ALTER TABLE nowhere ADD COLUMN x integer;");
        try (Compiled compiled = Compiled.of(ENTITIES, folder.resolve("classes"))) {
            Report report = reviewer(compiled).released("1").review();
            assertThat(report.design().findings()).isEmpty();
            assertThat(report.design().notSeen())
                    .extracting(Object::toString)
                    .isEqualTo(
                            List.of("the schema: its design was not reviewed, since not every migration ended well"));
        }
    }

    @Test
    void a_setting_that_means_nothing_is_refused_before_anything_starts() {
        Scripts.in(folder).file("V1__invoices.sql", "CREATE TABLE invoice (id bigint PRIMARY KEY);");
        assertThatThrownBy(() -> Scripts.in(folder)
                        .reviewer()
                        .set("migrationsafe.texts", "short")
                        .review())
                .isInstanceOf(ReviewRefused.class)
                .hasMessage("migrationsafe.texts=short is not known; it takes domain, limited, any.");
    }
}
