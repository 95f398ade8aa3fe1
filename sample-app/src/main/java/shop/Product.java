package shop;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

import jakarta.persistence.CollectionTable;
import jakarta.persistence.Column;
import jakarta.persistence.ElementCollection;
import jakarta.persistence.Entity;
import jakarta.persistence.FetchType;
import jakarta.persistence.Index;
import jakarta.persistence.JoinColumn;
import jakarta.persistence.JoinTable;
import jakarta.persistence.ManyToMany;
import jakarta.persistence.ManyToOne;
import jakarta.persistence.OrderColumn;
import jakarta.persistence.Table;
import jakarta.persistence.UniqueConstraint;

/** Something to buy. */
@Entity
@Table(
        name = "product",
        indexes = @Index(name = "product_category_id_idx", columnList = "category_id"),
        uniqueConstraints =
                @UniqueConstraint(
                        name = "product_tenant_sku_key",
                        columnNames = {"tenant_id", "sku"}))
public class Product extends TenantOwned {

    @Column(nullable = false, length = 40)
    private String sku;

    @Column(nullable = false, length = 200)
    private String title;

    @Column(nullable = true, length = 220)
    private String slug;

    @Column(nullable = false, precision = 19, scale = 4)
    private BigDecimal price;

    @Column(nullable = false, length = 3)
    private String currency;

    @ManyToOne(fetch = FetchType.LAZY, optional = false)
    @JoinColumn(name = "category_id")
    private Category category;

    @ManyToMany
    @JoinTable(
            name = "product_tag",
            joinColumns = @JoinColumn(name = "product_id"),
            inverseJoinColumns = @JoinColumn(name = "tag_id"),
            indexes = @Index(name = "product_tag_tag_id_idx", columnList = "tag_id"))
    private Set<Tag> tags = new HashSet<>();

    @ElementCollection
    @CollectionTable(name = "product_image", joinColumns = @JoinColumn(name = "product_id"))
    @OrderColumn(name = "position")
    @Column(name = "url", nullable = false, length = 500)
    private List<String> images = new ArrayList<>();

    protected Product() {}

    public Product(String sku, String title, BigDecimal price, String currency, Category category) {
        this.sku = sku;
        this.title = title;
        this.price = price;
        this.currency = currency;
        this.category = category;
    }

    public Set<Tag> getTags() {
        return tags;
    }

    public List<String> getImages() {
        return images;
    }

    public BigDecimal getPrice() {
        return price;
    }
}
