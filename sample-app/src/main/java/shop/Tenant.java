package shop;

import java.time.Instant;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;

/** A merchant who rents a shop. */
@Entity
@Table(name = "tenant")
public class Tenant {

    @Id
    @Column(length = 40)
    private String id;

    @Column(nullable = false, length = 200)
    private String name;

    @Column(nullable = false)
    private Instant createdAt;

    protected Tenant() {}

    public Tenant(String id, String name) {
        this.id = id;
        this.name = name;
        this.createdAt = Instant.now();
    }
}
