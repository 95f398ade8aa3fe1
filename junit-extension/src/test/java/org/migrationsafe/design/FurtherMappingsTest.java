package org.migrationsafe.design;

import java.nio.file.Path;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.migrationsafe.database.DisposableDatabase;

/** Mappings beyond the usual, against what Hibernate makes of them. */
class FurtherMappingsTest {

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

    @Test
    void time_zones_json_arrays_enums_and_generators() throws Exception {
        Agreement.hold("""
                @Entity
                class Event {
                    enum Level { LOW, HIGH }
                    record Detail(String a, int b) {}

                    @Id @GeneratedValue(strategy = GenerationType.SEQUENCE, generator = "event_seq")
                    @SequenceGenerator(name = "event_seq", sequenceName = "event_numbers", allocationSize = 20) Long id;
                    @TimeZoneStorage(TimeZoneStorageType.NORMALIZE) OffsetDateTime normalized;
                    @TimeZoneStorage(TimeZoneStorageType.COLUMN) OffsetDateTime split;
                    @TimeZoneStorage(TimeZoneStorageType.NATIVE) ZonedDateTime whole;
                    @JdbcTypeCode(SqlTypes.JSON) Map<String, String> attributes;
                    @JdbcTypeCode(SqlTypes.INET) String address;
                    String[] words; int[] numbers; List<String> names; Set<Integer> set;
                    @Enumerated(EnumType.ORDINAL) Level ordinal;
                    @JdbcTypeCode(SqlTypes.NAMED_ENUM) Level named;
                    @JdbcTypeCode(SqlTypes.SMALLINT) Level small;
                    @CreationTimestamp Instant created; @UpdateTimestamp LocalDateTime updated;
                    @ColumnDefault("0") int counter; @Generated String generated; @Formula("1 + 1") int computed;
                    @Column(precision = 10) BigDecimal whole10; @Column(precision = 5, scale = 5) BigDecimal fraction;
                    @Nationalized String nationalized; @Column(length = 1) String one; Character letter; char[] letters;
                    @Column(unique = true) String once; @Check(constraints = "limited > 0") int limited;
                    OffsetTime offsetTime; MonthDay day; java.net.URL url;
                }
                """, folder, database);
    }

    @Test
    void records_generics_secondary_tables_and_maps() throws Exception {
        Agreement.hold("""
                @Embeddable
                record Money(@Column(nullable = false) BigDecimal amount, Currency currency) {}

                @MappedSuperclass
                abstract class Numbered<T> {
                    @Id T number;
                    String label;
                }

                @Entity
                @SecondaryTable(name = "invoice_text", pkJoinColumns = @PrimaryKeyJoinColumn(name = "invoice_number"))
                class Invoice extends Numbered<Long> {
                    Money net;
                    @AttributeOverride(name = "amount", column = @Column(name = "gross_amount"))
                    @AttributeOverride(name = "currency", column = @Column(name = "gross_currency")) Money gross;
                    @Column(table = "invoice_text") String remarks;
                    @ElementCollection @MapKeyColumn(name = "lang") @Column(name = "title") Map<String, String> titles;
                    @ElementCollection Map<Year, Money> perYear;
                    @ElementCollection @CollectionTable(name = "invoice_tag") Set<String> tags;
                    @OneToMany @JoinColumn(name = "invoice_number") List<Position> positions;
                    @ManyToOne @OnDelete(action = OnDeleteAction.CASCADE) Invoice corrects;
                    @OneToOne(mappedBy = "invoice") Receipt receipt;
                }

                @Entity
                class Position {
                    @Id @GeneratedValue(strategy = GenerationType.IDENTITY) Integer id;
                    @ManyToOne(fetch = FetchType.LAZY, optional = false) @JoinColumn(foreignKey = @jakarta.persistence.ForeignKey(ConstraintMode.NO_CONSTRAINT)) Invoice other;
                }

                @Entity
                @Table(uniqueConstraints = @UniqueConstraint(columnNames = {"city", "street"}))
                class Receipt {
                    @Id UUID id;
                    @OneToOne @JoinColumn(name = "invoice_id", nullable = false) Invoice invoice;
                    String city; String street;
                    @ManyToMany Set<Invoice> related;
                    @ManyToMany @MapKeyJoinColumn(name = "who_id") Map<Receipt, Position> map;
                }
                """, folder, database);
    }

    @Test
    void soft_deletion_discriminators_and_composite_references() throws Exception {
        Agreement.hold("""
                @Entity @SoftDelete
                class Note {
                    @Id @GeneratedValue UUID id;
                    @ElementCollection List<String> lines;
                }

                @Entity @SoftDelete(strategy = SoftDeleteType.ACTIVE, columnName = "alive")
                class Letter {
                    @Id Long id;
                }

                @Entity
                @Inheritance(strategy = InheritanceType.SINGLE_TABLE)
                @DiscriminatorColumn(name = "kind", discriminatorType = DiscriminatorType.CHAR, columnDefinition = "char(1)")
                @DiscriminatorValue("X")
                abstract class Party {
                    @Id Long id;
                    @Column(nullable = false) String name;
                }

                @Entity @DiscriminatorValue("P")
                class Person extends Party {
                    @Column(nullable = false) LocalDate born;
                    @ManyToOne(optional = false) Firm employer;
                }

                @Entity @DiscriminatorValue("F")
                class Firm extends Party {
                    @Embedded Key key;
                }

                @Embeddable
                class Key {
                    @Column(nullable = false) int region;
                    Long number;
                }

                @Entity
                class Contract {
                    @EmbeddedId Key id;
                    @ManyToOne @JoinColumn(name = "person_id") Person person;
                }

                @Entity
                class Clause {
                    @Id Long id;
                    @ManyToOne(optional = false)
                    @JoinColumn(name = "contract_region", referencedColumnName = "region")
                    @JoinColumn(name = "contract_number", referencedColumnName = "number") Contract contract;
                    @ManyToMany @JoinTable(name = "clause_link", joinColumns = @JoinColumn(name = "from_id"),
                        inverseJoinColumns = @JoinColumn(name = "to_id")) Set<Clause> links;
                }
                """, folder, database);
    }
}
