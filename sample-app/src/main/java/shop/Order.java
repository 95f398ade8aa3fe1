package shop;

import java.math.BigDecimal;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

import jakarta.persistence.AttributeOverride;
import jakarta.persistence.CascadeType;
import jakarta.persistence.Column;
import jakarta.persistence.Embedded;
import jakarta.persistence.Entity;
import jakarta.persistence.EnumType;
import jakarta.persistence.Enumerated;
import jakarta.persistence.FetchType;
import jakarta.persistence.Index;
import jakarta.persistence.JoinColumn;
import jakarta.persistence.ManyToOne;
import jakarta.persistence.OneToMany;
import jakarta.persistence.OneToOne;
import jakarta.persistence.Table;

/** What a customer bought. */
@Entity
@Table(
        name = "orders",
        indexes = {
            @Index(name = "orders_customer_id_idx", columnList = "customer_id"),
            @Index(name = "orders_tenant_placed_idx", columnList = "tenant_id, placed_at")
        })
public class Order extends TenantOwned {

    @ManyToOne(fetch = FetchType.LAZY, optional = false)
    @JoinColumn(name = "customer_id")
    private Customer customer;

    @Enumerated(EnumType.STRING)
    @Column(nullable = false, length = 20)
    private OrderStatus status = OrderStatus.NEW;

    @Column(nullable = false)
    private Instant placedAt;

    @Column(nullable = false, precision = 19, scale = 4)
    private BigDecimal total;

    @Embedded
    @AttributeOverride(name = "street", column = @Column(name = "ship_street", nullable = false, length = 200))
    @AttributeOverride(name = "postcode", column = @Column(name = "ship_postcode", nullable = false, length = 20))
    @AttributeOverride(name = "city", column = @Column(name = "ship_city", nullable = false, length = 100))
    @AttributeOverride(name = "country", column = @Column(name = "ship_country", nullable = false, length = 2))
    private Address shipTo;

    @Column(nullable = true, length = 500)
    private String note;

    @OneToMany(mappedBy = "order", cascade = CascadeType.ALL, orphanRemoval = true)
    private List<OrderLine> lines = new ArrayList<>();

    @OneToOne(mappedBy = "order")
    private Payment payment;

    protected Order() {}

    public Order(Customer customer, Address shipTo) {
        this.customer = customer;
        this.shipTo = shipTo;
        this.placedAt = Instant.now();
        this.total = BigDecimal.ZERO;
    }

    public void add(Product product, int quantity) {
        lines.add(new OrderLine(this, product, quantity));
        total = total.add(product.getPrice().multiply(BigDecimal.valueOf(quantity)));
    }

    public BigDecimal getTotal() {
        return total;
    }
}
