package org.migrationsafe.design;

import java.nio.file.Path;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.migrationsafe.database.DisposableDatabase;

/** What is rarely mapped, against what Hibernate makes of it. */
class UnusualMappingsTest {

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
    void join_tables_of_one_references_to_other_columns_and_composite_keys_of_targets() throws Exception {
        Agreement.hold("""
                @Entity
                class Station {
                    @Id Long id;
                    @Column(nullable = false, unique = true, length = 8) String code;
                    @OneToMany @JoinColumn(name = "station_id", nullable = false) List<Platform> platforms;
                }

                @Entity class Platform { @Id Long id; }

                @Entity
                class Train {
                    @Id Long id;
                    @ManyToOne @JoinColumn(name = "home_code", referencedColumnName = "code") Station home;
                    @ManyToOne @JoinTable(name = "train_depot") Station depot;
                    @OneToOne @JoinTable(name = "train_driver", joinColumns = @JoinColumn(name = "train"),
                        inverseJoinColumns = @JoinColumn(name = "driver")) Driver driver;
                    @ManyToOne @JoinColumn(columnDefinition = "bigint", foreignKey = @ForeignKey(name = "train_next_fk")) Train next;
                }

                @Entity class Driver { @Id @GeneratedValue(strategy = GenerationType.IDENTITY) Long id; }

                @Embeddable class Slot implements java.io.Serializable {
                    Integer day; Integer hour;
                    public boolean equals(Object other) { return this == other; }
                    public int hashCode() { return 1; }
                }

                @Entity
                class Shift {
                    @EmbeddedId Slot slot;
                    @OneToMany @JoinColumn(name = "shift_day", referencedColumnName = "day")
                    @JoinColumn(name = "shift_hour", referencedColumnName = "hour") List<Duty> duties;
                    @ManyToMany Set<Driver> drivers;
                    @ElementCollection Set<String> notes;
                }

                @Entity class Duty { @Id Long id; }
                """, folder, database);
    }

    @Test
    void join_tables_within_embedded_values_and_overridden_from_outside() throws Exception {
        Agreement.hold("""
                @Entity class Berth { @Id Long id; }

                @Embeddable class Mooring { @ManyToOne @JoinTable(name = "mooring_berth") Berth berth; }

                @Embeddable class Anchorage {
                    @ManyToOne @JoinTable(name = "anchorage", inverseJoinColumns = @JoinColumn(name = "anchored")) Berth berth;
                }

                @Entity
                class Tug {
                    @Id Long id;
                    @Embedded
                    @AssociationOverride(name = "berth", joinTable = @JoinTable(name = "tug_berth",
                        inverseJoinColumns = @JoinColumn(name = "tugged")))
                    Anchorage anchorage;
                }

                @Entity class Buoy { @Id Long id; @Embedded Anchorage anchorage; }

                @Embeddable class Cargo { @ManyToMany @JoinTable(name = "cargo_berth") Set<Berth> berths; Integer tons; }

                @Entity class Barge { @Id Long id; @Embedded Mooring mooring; @Embedded Cargo cargo; }

                @Entity
                class Ferry {
                    @Id Long id;
                    @Embedded
                    @AssociationOverride(name = "berth", joinTable = @JoinTable(name = "ferry_berth",
                        joinColumns = @JoinColumn(name = "ferry"), inverseJoinColumns = @JoinColumn(name = "berth")))
                    Mooring mooring;
                    @Embedded
                    @AssociationOverride(name = "berths", joinTable = @JoinTable(name = "ferry_berths",
                        joinColumns = @JoinColumn(name = "ferry_ref"), inverseJoinColumns = @JoinColumn(name = "berth_ref")))
                    Cargo cargo;
                }
                """, folder, database);
    }

    @Test
    void inheritance_with_discriminators_abstract_roots_and_keys_of_subclasses() throws Exception {
        Agreement.hold("""
                @Entity
                @Inheritance(strategy = InheritanceType.JOINED)
                @DiscriminatorColumn(name = "kind", length = 12)
                abstract class Document { @Id @GeneratedValue Long id; @Column(nullable = false) String title; }

                @Entity @DiscriminatorValue("L") class Letter extends Document { @Column(length = 100) String recipient; }

                @Entity @Table(name = "memos") @PrimaryKeyJoinColumn(name = "document_id")
                class Memo extends Document { int pages; @ManyToOne Letter answers; }

                @Entity class LongMemo extends Memo { @ElementCollection List<String> chapters; }

                @Entity
                @Inheritance(strategy = InheritanceType.TABLE_PER_CLASS)
                abstract class Asset { @Id @GeneratedValue Long id; @Column(nullable = false, unique = true) String tag; @ManyToOne Place place; }

                @Entity class Desk extends Asset { boolean adjustable; }
                @Entity class Screen extends Asset { @Column(precision = 5, scale = 1) BigDecimal inches; }
                @Entity class Place { @Id Long id; @OneToMany(mappedBy = "place") List<Asset> assets; }

                @Entity @Table(name = "parcels") class Parcel { @Id Long id; @Column(nullable = false, length = 9) String code; }
                @Entity @Table(name = "parcels") class ParcelWeight { @Id Long id; Integer grams; }

                @Entity class Machine { @Id Long id; String label; }
                @Entity class Robot extends Machine { int arms; @ManyToOne Place station; @ElementCollection Set<Integer> codes; }
                """, folder, database);
    }

    @Test
    void generators_defaults_comments_natural_keys_and_indexes() throws Exception {
        Agreement.hold("""
                @Entity
                @Comment("What was booked")
                @Table(name = "Ledger_Entry",
                    indexes = {@Index(name = "entry_day_idx", columnList = "bookedOn DESC, amount"), @Index(name = "entry_text_idx", columnList = "text", unique = true)},
                    uniqueConstraints = @UniqueConstraint(name = "entry_key", columnNames = {"account", "number"}))
                @SequenceGenerator(name = "entries", sequenceName = "entry_numbers", allocationSize = 1)
                class Entry {
                    @Id @GeneratedValue(generator = "entries") Long id;
                    @NaturalId @Column(nullable = false, length = 20) String account;
                    @NaturalId @Column(nullable = false) Integer number;
                    @Comment("in its currency") @Column(precision = 19, scale = 4) BigDecimal amount;
                    LocalDate bookedOn; String text;
                    @ColumnDefault("false") boolean locked;
                    @Column(columnDefinition = "varchar(20) default 'open' not null") String state;
                }

                @Entity class Plain { @Id @GeneratedValue Integer id; }
                @Entity @Table(name = "renamed") class Other { @Id @GeneratedValue(strategy = GenerationType.SEQUENCE) Long id; }
                @Entity class Keyed { @Id @GeneratedValue UUID id; @Column(length = 5) char[] letters; @Column(length = 40) byte[] hash; }
                """, folder, database);
    }

    @Test
    void access_generics_embeddables_with_associations_and_maps() throws Exception {
        Agreement.hold("""
                @MappedSuperclass
                abstract class Node<T extends Node<T>> {
                    @Id Long id;
                    @ManyToOne T parent;
                    @Embedded Audit audit;
                }

                @Embeddable
                class Audit {
                    @Column(nullable = false) Instant at;
                    @ManyToOne @JoinColumn(name = "by_user", nullable = false) Account by;
                    @Embedded Origin origin;
                }

                @Embeddable @Access(AccessType.PROPERTY)
                class Origin {
                    private String host;
                    @Column(name = "origin_host", length = 60) public String getHost() { return host; }
                    public void setHost(String host) { this.host = host; }
                }

                @Entity class Account { @Id @Column(length = 36) String id; }
                @Entity @Immutable @Subselect("select id from account") class AccountView { @Id String id; }
                @Entity class Touched { @Id @Access(AccessType.PROPERTY) @Column(length = 30) private String code;
                    public String getCode() { return code; } public void setCode(String code) { this.code = code; }
                    @Column(length = 5) String label; public String getLabel() { return label; } public void setLabel(String label) { this.label = label; } Integer extent; }
                @Entity class Folder extends Node<Folder> {
                    @ElementCollection @MapKeyEnumerated(EnumType.STRING) Map<Kind, String> labels;
                    @ElementCollection Map<Kind, Integer> sizes;
                }
                enum Kind { SHORT, LONG }

                @Entity
                @Access(AccessType.FIELD)
                class Mixed {
                    @Id Long id;
                    @Transient private String secret;
                    @Access(AccessType.PROPERTY) @Column(name = "stored_secret") public String getSecret() { return secret; }
                    public void setSecret(String secret) { this.secret = secret; }
                    @ElementCollection @OrderColumn(name = "pos") List<Line> lines;
                    @ElementCollection Map<String, Line> named;
                    @OneToMany @MapKeyColumn(name = "slot", length = 10) Map<String, Folder> folders;
                    @ManyToMany @OrderColumn List<Account> accounts;
                    @Enumerated(EnumType.STRING) @Column(nullable = false) Kind kind; Kind position;
                    Optional<String> nothing() { return Optional.empty(); }
                }

                @Embeddable class Line { @Column(nullable = false) String text; @ManyToOne Account author; int weight; }
                """, folder, database);
    }
}
