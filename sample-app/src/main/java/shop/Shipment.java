package shop;

import org.hibernate.annotations.JdbcTypeCode;
import org.hibernate.type.SqlTypes;
import org.migrationsafe.policy.Accept;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.FetchType;
import jakarta.persistence.Index;
import jakarta.persistence.JoinColumn;
import jakarta.persistence.ManyToOne;
import jakarta.persistence.Table;

/** A parcel on its way. */
@Entity
@Table(
        name = "shipment",
        indexes = {
            @Index(name = "shipment_order_id_idx", columnList = "order_id"),
            @Index(name = "shipment_tenant_id_idx", columnList = "tenant_id")
        })
public class Shipment extends TenantOwned {

    @ManyToOne(fetch = FetchType.LAZY, optional = false)
    @JoinColumn(name = "order_id")
    private Order order;

    @JdbcTypeCode(SqlTypes.NAMED_ENUM)
    @Accept(rule = "native-enum", because = "the carriers' interface has these, and only ever gets more")
    @Column(nullable = false)
    private ShipmentState state = ShipmentState.PACKED;

    @Column(nullable = true, length = 60)
    private String trackingCode;

    protected Shipment() {}

    public Shipment(Order order) {
        this.order = order;
    }
}
