package org.migrationsafe.benchmark;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Entities as an application has them: a superclass, an embedded address, an enum, two references, getters and setters. */
final class Entities {

    private Entities() {}

    static List<Path> write(Path folder, int count) throws IOException {
        Files.createDirectories(folder);
        List<Path> sources = new ArrayList<>();
        sources.add(Files.writeString(folder.resolve("Base.java"), """
                package shop;
                import jakarta.persistence.*;
                @MappedSuperclass
                public abstract class Base {
                    @Id @GeneratedValue private Long id;
                    @Version private int version;
                    @Column(nullable = false) private java.time.Instant createdAt;
                    public Long getId() { return id; }
                }
                """));
        sources.add(Files.writeString(folder.resolve("Address.java"), """
                package shop;
                import jakarta.persistence.*;
                @Embeddable
                public class Address {
                    @Column(nullable = false, length = 80) private String street;
                    @Column(nullable = false, length = 20) private String postcode;
                    @Column(nullable = false, length = 80) private String city;
                }
                """));
        sources.add(Files.writeString(folder.resolve("State.java"), "package shop;\npublic enum State { NEW, OLD }\n"));
        for (int i = 0; i < count; i++) {
            sources.add(Files.writeString(folder.resolve("Thing" + i + ".java"), entity(i, count)));
        }
        return sources;
    }

    private static String entity(int i, int count) {
        return """
                package shop;

                import jakarta.persistence.*;
                import java.math.BigDecimal;
                import java.util.ArrayList;
                import java.util.List;

                @Entity
                @Table(name = "thing_I", indexes = @Index(name = "thing_I_owner_id_idx", columnList = "owner_id"))
                public class ThingI extends Base {
                    @Column(nullable = false, length = 80) private String name;
                    @Column(nullable = true, length = 400) private String description;
                    @Column(nullable = false, precision = 19, scale = 4) private BigDecimal price;
                    @Column(nullable = false) private int quantity;
                    @Column(nullable = false) @Enumerated(EnumType.STRING) private State state;
                    @Column(nullable = true) private java.time.LocalDate due;
                    @Embedded private Address address;
                    @ManyToOne(fetch = FetchType.LAZY, optional = false) @JoinColumn(name = "owner_id") private ThingO owner;
                    @OneToMany(mappedBy = "owner") private List<ThingC> parts = new ArrayList<>();
                    @ElementCollection @OrderColumn @Column(nullable = false, length = 40) private List<String> labels = new ArrayList<>();

                    public String getName() { return name; }
                    public void setName(String name) { this.name = name; }
                    public String getDescription() { return description; }
                    public void setDescription(String description) { this.description = description; }
                    public BigDecimal getPrice() { return price; }
                    public void setPrice(BigDecimal price) { this.price = price; }
                    public int getQuantity() { return quantity; }
                    public void setQuantity(int quantity) { this.quantity = quantity; }
                    public ThingO getOwner() { return owner; }
                    public void add(ThingC part) { parts.add(part); }
                    public BigDecimal total() { return price.multiply(BigDecimal.valueOf(quantity)); }
                }
                """.replace("ThingI", "Thing" + i)
                .replace("thing_I", "thing_" + i)
                .replace("ThingO", "Thing" + (i + 1) % count)
                .replace("ThingC", "Thing" + (i + count - 1) % count);
    }
}
