package org.migrationsafe.processor;

import java.util.List;

import org.junit.jupiter.api.Test;

import com.google.testing.compile.Compilation;
import com.google.testing.compile.JavaFileObjects;

import static org.assertj.core.api.Assertions.assertThat;

/** What is said, where, and what is left to the compiler. */
class MessagesTest {

    private static final String MONEY = """
            @Entity
            class Invoice {
                @Id
                Long id;

                double totalAmount;
            }
            """;

    @Test
    void a_warning_is_one_line_at_the_attribute_with_the_users_names() {
        assertThat(Compile.said(Compile.source(MONEY)))
                .containsExactly(
                        "WARNING 6 [floating-point-money] \"Invoice.totalAmount\" is money stored as float(53), which "
                                + "cannot hold most decimal fractions: sums drift. Use BigDecimal with @Column(precision = 19, scale = 4), "
                                + "stored as numeric(19,4); or a long of the smallest unit.");
    }

    @Test
    void fail_on_makes_an_error_of_it() {
        Compilation compilation = Compile.source(MONEY, "-Amigrationsafe.failOn=high");
        assertThat(Compile.said(compilation)).singleElement().asString().startsWith("ERROR 6 [floating-point-money]");
        assertThat(compilation.status()).isEqualTo(Compilation.Status.FAILURE);
    }

    @Test
    void a_rule_can_be_switched_off() {
        assertThat(Compile.said(Compile.source(MONEY, "-Amigrationsafe.disable=floating-point-money")))
                .isEmpty();
    }

    @Test
    void wrong_options_are_errors_that_say_what_is_right() {
        assertThat(Compile.said(Compile.source(
                        MONEY,
                        "-Amigrationsafe.nameing=jpa",
                        "-Amigrationsafe.failOn=sometimes",
                        "-Amigrationsafe.disable=floating-money")))
                .contains(
                        "ERROR There is no option -Amigrationsafe.nameing. The options are migrationsafe.disable, migrationsafe.enums, "
                                + "migrationsafe.failOn, migrationsafe.generate, migrationsafe.naming, migrationsafe.severity, "
                                + "migrationsafe.sharedTables, migrationsafe.tenantColumn, migrationsafe.texts.",
                        "ERROR -Amigrationsafe.failOn=sometimes is not known; it takes nit, low, medium, high, critical.")
                .anyMatch(line -> line.startsWith(
                        "ERROR -Amigrationsafe.disable names the rule floating-money, which does not exist."));
    }

    @Test
    void an_entity_without_an_identifier_is_told_at_its_class() {
        assertThat(Compile.said(Compile.source("""
                @Entity
                class Nobody {
                    double price;
                }
                """)))
                .containsExactly(
                        "WARNING 2 [entity-not-reviewed] \"Nobody\" has no @Id or @EmbeddedId, so its table was not reviewed: "
                                + "give it an identifier, or make it an @Embeddable.");
    }

    @Test
    void a_mapping_with_which_hibernate_does_not_start_is_told_at_its_attribute() {
        assertThat(Compile.said(Compile.source("""
                @Entity
                class Basket {
                    @Id
                    Long id;
                    @Version
                    Long version;

                    @ElementCollection
                    List<Line> lines;
                    @ElementCollection
                    @AssociationOverride(name = "tag", joinTable = @JoinTable(name = "basket_tag"))
                    List<Label> labels;
                    @ElementCollection
                    List<Nested> nested;
                    @Embedded
                    Line line;
                }
                @Embeddable
                class Line {
                    @ManyToOne(fetch = FetchType.LAZY)
                    @JoinTable(name = "line_basket")
                    Basket other;
                    int amount;
                }
                @Embeddable
                class Label {
                    @ManyToOne(fetch = FetchType.LAZY)
                    Basket tag;
                }
                @Embeddable
                class Nested {
                    @ManyToMany
                    Set<Basket> more;
                }
                """)))
                .filteredOn(line -> line.contains("mapping-refused"))
                .containsExactly(
                        "WARNING 9 [mapping-refused] Hibernate does not start with \"Basket.lines\": \"Line.other\" would stand in a "
                                + "join table, and the rows of a collection have no key for it to refer to. What is meant was not "
                                + "reviewed: give it a @JoinColumn, or make \"Line\" an entity.",
                        "WARNING 12 [mapping-refused] Hibernate does not start with \"Basket.labels\": \"Label.tag\" would stand in "
                                + "a join table, and the rows of a collection have no key for it to refer to. What is meant was not "
                                + "reviewed: give it a @JoinColumn, or make \"Label\" an entity.",
                        "WARNING 14 [mapping-refused] Hibernate does not start with \"Basket.nested\": \"Nested.more\" is a "
                                + "collection within a collection. What is meant was not reviewed: make \"Nested\" an entity.",
                        "WARNING 16 [mapping-refused] Hibernate does not start with \"Basket.line\": \"Line.other\" would stand in a "
                                + "join table, and what else is in \"Line\" in another one. What is meant was not reviewed: give it a "
                                + "@JoinColumn, or move it out of the embedded value.");
    }

    @Test
    void a_missing_type_is_the_compilers_to_tell_and_nobody_elses() {
        Compilation compilation = Compile.source("""
                @Entity
                class Order {
                    @Id
                    Long id;

                    Customer customer;
                    double price;
                }
                """);
        assertThat(Compile.said(compilation)).singleElement().asString().startsWith("ERROR 6 cannot find symbol");
    }

    @Test
    void an_attribute_of_a_superclass_is_told_once() {
        assertThat(Compile.said(Compile.source("""
                @MappedSuperclass
                abstract class Base {
                    @Id
                    Long id;

                    @Column(nullable = false)
                    LocalDateTime changedAt;
                }

                @Entity
                class One extends Base {}

                @Entity
                class Two extends Base {}
                """)))
                .singleElement()
                .asString()
                .startsWith("WARNING 7 [timestamp-without-time-zone] \"Base.changedAt\"");
    }

    @Test
    void without_a_naming_strategy_names_are_compared_loosely_and_nothing_is_generated() {
        Compilation compilation = com.google.testing.compile.Compiler.javac()
                .withProcessors(new MigrationSafeProcessor())
                .compile(JavaFileObjects.forSourceString("shop.Basket", """
                        package shop;

                        import jakarta.persistence.*;

                        @Entity
                        @Table(indexes = @Index(name = "basket_idx", columnList = "mainShopper_id"))
                        class Basket {
                            @Id
                            Long id;

                            @ManyToOne(optional = false)
                            @JoinColumn(name = "main_shopper_id")
                            Basket shopper;
                        }
                        """));
        assertThat(Compile.said(compilation)).singleElement().asString().startsWith("NOTE [naming-unknown]");
        assertThat(compilation.generatedSourceFiles()).isEmpty();
    }

    @Test
    void tenancy_by_column_name_and_shared_tables_come_from_options() {
        String source = """
                @Entity
                class Contract {
                    @Id
                    Long id;

                    @Column(nullable = false)
                    String clientId;
                }

                @Entity
                class Currency {
                    @Id
                    Long id;
                }
                """;
        assertThat(rules(Compile.source(source, "-Amigrationsafe.tenantColumn=client_id")))
                .containsExactly("WARNING 7 [tenant-unenforced]", "WARNING 11 [tenant-column-missing]");
        assertThat(rules(Compile.source(
                        source, "-Amigrationsafe.tenantColumn=client_id", "-Amigrationsafe.sharedTables=currency")))
                .containsExactly("WARNING 7 [tenant-unenforced]");
    }

    private static List<String> rules(Compilation compilation) {
        return Compile.said(compilation).stream()
                .map(line -> line.substring(0, line.indexOf(']') + 1))
                .toList();
    }

    @Test
    void waits_for_types_that_another_processor_generates() {
        Compilation compilation = com.google.testing.compile.Compiler.javac()
                .withOptions("-Amigrationsafe.naming=snake_case")
                .withProcessors(new MigrationSafeProcessor(), new GeneratesCustomer())
                .compile(List.of(JavaFileObjects.forSourceString("shop.Order", """
                        package shop;

                        import jakarta.persistence.*;

                        @Entity
                        class Order {
                            @Id
                            Long id;

                            @ManyToOne(optional = false)
                            Customer customer;
                        }
                        """)));
        assertThat(Compile.said(compilation))
                .singleElement()
                .asString()
                .startsWith(
                        "WARNING 10 [foreign-key-without-index] \"Order.customer\" refers to \"customer\" by (customer_id)");
        assertThat(compilation.status()).isEqualTo(Compilation.Status.SUCCESS);
    }
}
