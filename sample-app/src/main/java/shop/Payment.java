package shop;

import java.math.BigDecimal;
import java.time.Instant;
import java.util.UUID;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.FetchType;
import jakarta.persistence.Index;
import jakarta.persistence.JoinColumn;
import jakarta.persistence.OneToOne;
import jakarta.persistence.Table;

/** The money for an order; its reference goes to the payment provider. */
@Entity
@Table(name = "payment", indexes = @Index(name = "payment_tenant_id_idx", columnList = "tenant_id"))
public class Payment extends TenantOwned {

    @OneToOne(fetch = FetchType.LAZY, optional = false)
    @JoinColumn(name = "order_id", unique = true)
    private Order order;

    @Column(nullable = false)
    private UUID reference;

    @Column(nullable = false, precision = 19, scale = 4)
    private BigDecimal amount;

    @Column(nullable = true)
    private Instant paidAt;

    protected Payment() {}

    public Payment(Order order) {
        this.order = order;
        this.reference = UUID.randomUUID();
        this.amount = order.getTotal();
    }
}
