package org.migrationsafe.processor;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/** What is accepted, by whom, and what is said of what accepts nothing. */
class AcceptanceTest {

    @Test
    void covers_what_it_stands_on_and_all_that_is_in_it() {
        assertThat(Compile.said(Compile.source("""
                @Entity
                @org.migrationsafe.policy.Accept(rule = "floating-point-money", because = "a toy")
                class Toy {
                    @Id
                    Long id;

                    double price;

                    @org.migrationsafe.policy.Accept(rule = "timestamp-without-time-zone", because = "the till has no zone")
                    @org.migrationsafe.policy.Accept(rule = "nullable-without-reason", because = "not all are sold")
                    LocalDateTime soldAt;

                    @SuppressWarnings("migrationsafe:nullable-without-reason")
                    String note;
                }
                """))).isEmpty();
    }

    @Test
    void of_an_embedded_value_or_a_superclass_it_counts_wherever_that_is_used() {
        assertThat(Compile.said(Compile.source("""
                @MappedSuperclass
                abstract class Base {
                    @Id
                    Long id;

                    @Column(nullable = false)
                    @org.migrationsafe.policy.Accept(rule = "timestamp-without-time-zone", because = "all clocks are in one room")
                    LocalDateTime changedAt;
                }

                @Embeddable
                @org.migrationsafe.policy.Accept(rule = "floating-point-money", because = "shown, and never added")
                class Price {
                    double amount;
                }

                @Entity
                class One extends Base {
                    @Embedded
                    Price price;
                }

                @Entity
                class Two extends Base {
                    @ElementCollection
                    @OrderColumn
                    List<Price> prices;
                }
                """)))
                .filteredOn(line -> !line.contains("nullable-without-reason"))
                .isEmpty();
    }

    @Test
    void what_accepts_nothing_names_no_rule_or_has_no_reason_is_told_where_it_is_written() {
        assertThat(Compile.said(Compile.source("""
                @Entity
                class Toy {
                    @Id
                    Long id;

                    @Column(nullable = false)
                    @org.migrationsafe.policy.Accept(rule = "uuid-as-text", because = "it was one")
                    String name;

                    @org.migrationsafe.policy.Accept(rule = "floating-money", because = "a toy")
                    @org.migrationsafe.policy.Accept(rule = "floating-point-money", because = " ")
                    double price;

                    @SuppressWarnings("migrationsafe:floating-point-money")
                    int count;
                }
                """)).stream()
                        .map(line -> line.replaceAll(" The rules are .*", ""))
                        .toList())
                .containsExactly(
                        "WARNING 12 [floating-point-money] \"Toy.price\" is money stored as float(53), which cannot hold most decimal "
                                + "fractions: sums drift. Use BigDecimal with @Column(precision = 19, scale = 4), stored as "
                                + "numeric(19,4); or a long of the smallest unit.",
                        "WARNING 14 [acceptance-without-finding] It accepts floating-point-money, which finds nothing here: remove it.",
                        "WARNING 7 [acceptance-without-finding] It accepts uuid-as-text, which finds nothing here: remove it.",
                        "WARNING 12 [acceptance-without-finding] It accepts \"floating-money\", which is no rule on designs.",
                        "WARNING 12 [acceptance-without-finding] It accepts floating-point-money without a reason, and so does not "
                                + "count: write because = \"…\".");
    }

    @Test
    void what_only_a_database_shows_may_be_accepted_beforehand() {
        assertThat(Compile.said(Compile.source("""
                @Entity
                @org.migrationsafe.policy.Accept(rule = "overlap-not-excluded", because = "rooms are shared")
                @org.migrationsafe.policy.Accept(rule = "model-differs-from-schema", because = "the other team has more columns")
                class Booking {
                    @Id
                    Long id;
                }
                """))).isEmpty();
    }
}
