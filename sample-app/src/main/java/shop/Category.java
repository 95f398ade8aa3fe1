package shop;

import java.util.ArrayList;
import java.util.List;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.FetchType;
import jakarta.persistence.Index;
import jakarta.persistence.JoinColumn;
import jakarta.persistence.ManyToOne;
import jakarta.persistence.OneToMany;
import jakarta.persistence.Table;
import jakarta.persistence.UniqueConstraint;

/** A tree of what the shop sells. */
@Entity
@Table(
        name = "category",
        indexes = @Index(name = "category_parent_id_idx", columnList = "parent_id"),
        uniqueConstraints =
                @UniqueConstraint(
                        name = "category_tenant_name_key",
                        columnNames = {"tenant_id", "name"}))
public class Category extends TenantOwned {

    @Column(nullable = false, length = 100)
    private String name;

    @ManyToOne(fetch = FetchType.LAZY, optional = true)
    @JoinColumn(name = "parent_id")
    private Category parent;

    @OneToMany(mappedBy = "parent")
    private List<Category> children = new ArrayList<>();

    protected Category() {}

    public Category(String name, Category parent) {
        this.name = name;
        this.parent = parent;
    }

    public List<Category> getChildren() {
        return children;
    }
}
