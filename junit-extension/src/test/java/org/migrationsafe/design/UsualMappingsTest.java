package org.migrationsafe.design;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.Statement;
import java.util.List;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.migrationsafe.catalog.CatalogReader;
import org.migrationsafe.catalog.Written;
import org.migrationsafe.database.DisposableDatabase;
import org.migrationsafe.recording.RelationName;
import org.migrationsafe.schema.Schema;
import org.migrationsafe.source.Redaction;

import static org.assertj.core.api.Assertions.assertThat;

/** What is read at compile time against what Hibernate makes of the very same classes, fact by fact. */
class UsualMappingsTest {

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

    private void agree(String source) throws Exception {
        Agreement.hold(source, folder, database);
    }

    @Test
    void basic_types() throws Exception {
        agree("""
                @Entity
                class Everything {
                    enum Mood { SAD, OK }

                    @Id @GeneratedValue Long id;
                    @jakarta.persistence.Version int version;
                    boolean flag; byte tiny; short small; int number; long big; float single; double twice; char letter;
                    Boolean flagObject; Integer numberObject;
                    String text; @Column(length = 40) String shortText; @Column(length = 32000) String longText;
                    BigDecimal decimal; @Column(precision = 12, scale = 3) BigDecimal sized; BigInteger huge;
                    LocalDate day; LocalTime time; LocalDateTime local; Instant instant; OffsetDateTime moved; ZonedDateTime zoned;
                    Date date; @jakarta.persistence.Temporal(TemporalType.DATE) Date dateOnly; Calendar calendar; java.sql.Timestamp stamp;
                    Duration duration; UUID uuid; byte[] bytes;
                    Mood ordinal; @Enumerated(EnumType.STRING) Mood named; @Enumerated(EnumType.STRING) @Column(length = 10) Mood shortNamed;
                    @Lob String clob; @Lob byte[] blob; java.sql.Clob rawClob;
                    @JdbcTypeCode(SqlTypes.JSON) String json; @JdbcTypeCode(SqlTypes.LONG32VARCHAR) String unlimited;
                    @JdbcTypeCode(SqlTypes.VARCHAR) UUID textUuid;
                    @Column(columnDefinition = "text") String defined;
                    @Column(nullable = false) String required; @Basic(optional = false) String basicRequired;
                    @Column(name = "renamedColumn") String other; String userID; String aB1cD;
                    Locale locale; Currency currency; java.util.TimeZone timeZone; ZoneId zone; Year year;
                    @Transient String notThere; static String neither; transient String norThis;
                    @NaturalId String naturalName;
                }
                """);
    }

    @Test
    void associations() throws Exception {
        agree("""
                @Entity
                class Author {
                    @Id Long id;
                    @OneToMany(mappedBy = "author") List<Book> books;
                    @OneToMany List<Award> awards;
                    @OneToMany @JoinColumn(name = "ghost_id") List<Ghost> ghosts;
                    @ManyToMany Set<Club> clubs;
                    @ElementCollection List<String> nicknames;
                    @ElementCollection @Column(nullable = false) Set<String> languages;
                    @ElementCollection Map<String, Integer> scores;
                    @ElementCollection @OrderColumn List<LocalDate> dates;
                    @OneToOne(mappedBy = "author") Profile profile;
                }

                @Entity
                class Book {
                    @Id Long id;
                    @ManyToOne Author author;
                    @ManyToOne(optional = false) @JoinColumn(name = "publishedBy") Publisher publisher;
                    @ManyToOne Book sequelTo;
                }

                @Entity
                class Profile {
                    @Id Long id;
                    @OneToOne @MapsId Author author;
                }

                @Entity class Award { @Id String code; }
                @Entity class Ghost { @Id Long id; }
                @Entity class Publisher { @Id @GeneratedValue(strategy = GenerationType.IDENTITY) Integer id; }

                @Entity
                class Club {
                    @Id Long id;
                    @ManyToMany(mappedBy = "clubs") Set<Author> members;
                    @ManyToMany @JoinTable(name = "club_partner", joinColumns = @JoinColumn(name = "club"),
                        inverseJoinColumns = @JoinColumn(name = "partner")) List<Club> partners;
                    @OneToOne Author president;
                }
                """);
    }

    @Test
    void embeddables_superclasses_overrides_and_composite_keys() throws Exception {
        agree("""
                @MappedSuperclass
                abstract class Base<K> {
                    @Id K id;
                    @Column(nullable = false) Instant createdAt;
                }

                @Embeddable record Point(double lat, double lon) {}

                @Embeddable
                class Address {
                    String street;
                    @Column(length = 10) String zip;
                    int floor;
                    @Embedded Point where;
                    @ManyToOne Country country;
                }

                @Entity class Country extends Base<String> {}

                @Entity
                @AttributeOverride(name = "createdAt", column = @Column(name = "born"))
                class Person extends Base<Long> {
                    Address home;
                    @AttributeOverride(name = "street", column = @Column(name = "work_street", nullable = false))
                    @AttributeOverride(name = "zip", column = @Column(name = "work_zip"))
                    @AttributeOverride(name = "floor", column = @Column(name = "work_floor"))
                    @AttributeOverride(name = "where.lat", column = @Column(name = "work_lat"))
                    @AttributeOverride(name = "where.lon", column = @Column(name = "work_lon"))
                    @AssociationOverride(name = "country", joinColumns = @JoinColumn(name = "work_country"))
                    @Embedded Address work;
                }

                @Embeddable
                class LineId implements java.io.Serializable {
                    Long orderNo;
                    Integer position;
                    public boolean equals(Object other) { return this == other; }
                    public int hashCode() { return 1; }
                }

                @Entity class Line { @EmbeddedId LineId id; String what; }

                @Entity
                class LineNote {
                    @EmbeddedId LineNoteId id;
                    @ManyToOne @MapsId("order") Purchase purchase;
                }

                @Embeddable
                class LineNoteId implements java.io.Serializable {
                    @Column(name = "order_no") Long order;
                    int number;
                    public boolean equals(Object other) { return this == other; }
                    public int hashCode() { return 1; }
                }

                @Entity class Purchase { @Id Long id; }

                @Entity
                @IdClass(Seat.Key.class)
                class Seat {
                    static class Key implements java.io.Serializable {
                        Long hall;
                        int row;
                        public boolean equals(Object other) { return this == other; }
                        public int hashCode() { return 1; }
                    }
                    @Id @ManyToOne Hall hall;
                    @Id @Column(name = "seat_row") int row;
                }

                @Entity class Hall { @Id Long id; @OneToMany(mappedBy = "hall") List<Seat> seats; }

                @Entity
                class Ticket {
                    @Id Long id;
                    @ManyToOne(optional = false) Seat seat;
                }

                @Entity
                class Remark {
                    @Id Long id;
                    @ManyToOne Line line;
                }
                """);
    }

    @Test
    void inheritance() throws Exception {
        agree("""
                @Entity
                @Inheritance
                class Vehicle { @Id Long id; @Column(nullable = false) String plate; }
                @Entity class Car extends Vehicle { int doors; @Column(nullable = false) String colour; }
                @Entity class Truck extends Vehicle { Double load; }

                @Entity
                @Inheritance(strategy = InheritanceType.JOINED)
                class Animal { @Id Long id; String name; }
                @Entity class Dog extends Animal { int barks; }
                @Entity @PrimaryKeyJoinColumn(name = "cat_id") class Cat extends Animal { @Column(nullable = false) String purr; }

                @Entity
                @Inheritance(strategy = InheritanceType.TABLE_PER_CLASS)
                class Shape { @Id Long id; String label; }
                @Entity class Circle extends Shape { double radius; }
                """);
    }

    @Test
    void property_access_and_converters() throws Exception {
        agree("""
                @Entity
                class Wallet {
                    private Long id;
                    private String currencyCode;
                    private boolean open;
                    @Id public Long getId() { return id; }
                    public void setId(Long id) { this.id = id; }
                    @Column(name = "code", nullable = false) public String getCurrencyCode() { return currencyCode; }
                    public void setCurrencyCode(String code) { currencyCode = code; }
                    public boolean isOpen() { return open; }
                    public void setOpen(boolean open) { this.open = open; }
                    @Transient public String getNothing() { return ""; }
                    public void setNothing(String nothing) {}
                }

                class Iban { String value; }

                @Converter(autoApply = true)
                class IbanConverter implements AttributeConverter<Iban, String> {
                    public String convertToDatabaseColumn(Iban iban) { return iban == null ? null : iban.value; }
                    public Iban convertToEntityAttribute(String text) { return null; }
                }

                @Converter
                class YesNo implements AttributeConverter<Boolean, Integer> {
                    public Integer convertToDatabaseColumn(Boolean yes) { return 1; }
                    public Boolean convertToEntityAttribute(Integer number) { return true; }
                }

                @Entity
                class Account {
                    @Id Long id;
                    Iban iban;
                    @Convert(converter = YesNo.class) Boolean active;
                    @TenantId @Column(nullable = false) String tenant;
                }

                @Entity @SoftDelete class Gone { @Id Long id; }
                """);
    }

    /** What holds the two together has to see what it is there for. */
    @Test
    void a_difference_of_any_kind_is_told() throws Exception {
        String source = """
                @Entity
                class Cat {
                    enum Mood { CALM, WILD }
                    @Id @GeneratedValue Long id;
                    @Column(nullable = false, length = 40) String name;
                    @Column(unique = true) Integer chip;
                    @Enumerated(EnumType.STRING) Mood mood;
                    @ManyToOne Cat mother;
                }
                """;
        try (Compiled compiled = Compiled.of(source, folder)) {
            Schema read = compiled.model().schema();
            Thread thread = Thread.currentThread();
            ClassLoader before = thread.getContextClassLoader();
            thread.setContextClassLoader(compiled.loader());
            Agreement.make(compiled.entities(), database, true);
            thread.setContextClassLoader(before);
            try (Connection connection = database.connect();
                    Statement statement = connection.createStatement()) {
                statement.execute("""
                        ALTER TABLE cat ALTER COLUMN name TYPE varchar(41), ALTER COLUMN name DROP NOT NULL;
                        ALTER TABLE cat DROP CONSTRAINT cat_chip_key;
                        ALTER TABLE cat DROP CONSTRAINT cat_mood_check;
                        ALTER TABLE cat ADD COLUMN colour text;
                        ALTER SEQUENCE cat_seq INCREMENT BY 7;
                        CREATE INDEX ON cat (name)
                        """.replace("cat_chip_key", name(connection, "u")));
                Schema made = new CatalogReader(
                                connection,
                                Written.in(List.of()),
                                new RelationName("public", ""),
                                Redaction.PATTERNS_ONLY)
                        .read();
                assertThat(Agreement.differences(Agreement.facts(read, read), Agreement.facts(made, read)))
                        .containsExactly(
                                "only read: cat [mood] in [CALM, WILD]",
                                "only made: cat index [name]",
                                "only read: cat unique [chip]",
                                "only made: cat.colour null",
                                "only made: cat.colour text",
                                "only read: cat.name not null",
                                "only made: cat.name null",
                                "only read: cat.name varchar(40)",
                                "only made: cat.name varchar(41)",
                                "only read: sequence cat_seq by 50",
                                "only made: sequence cat_seq by 7");
            }
        }
    }

    private static String name(Connection connection, String kind) throws Exception {
        try (Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery(
                        "SELECT quote_ident(conname) FROM pg_constraint WHERE conrelid = 'cat'::regclass AND contype = '"
                                + kind + "'")) {
            row.next();
            return row.getString(1);
        }
    }
}
