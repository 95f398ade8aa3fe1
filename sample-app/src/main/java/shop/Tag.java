package shop;

import java.util.HashSet;
import java.util.Set;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.ManyToMany;
import jakarta.persistence.Table;
import jakarta.persistence.UniqueConstraint;

/** A word that helps to find products. */
@Entity
@Table(
        name = "tag",
        uniqueConstraints =
                @UniqueConstraint(
                        name = "tag_tenant_word_key",
                        columnNames = {"tenant_id", "word"}))
public class Tag extends TenantOwned {

    @Column(nullable = false, length = 50)
    private String word;

    @ManyToMany(mappedBy = "tags")
    private Set<Product> products = new HashSet<>();

    protected Tag() {}

    public Tag(String word) {
        this.word = word;
    }
}
