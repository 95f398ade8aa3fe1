package shop;

import org.hibernate.annotations.JdbcTypeCode;
import org.hibernate.type.SqlTypes;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.FetchType;
import jakarta.persistence.Index;
import jakarta.persistence.JoinColumn;
import jakarta.persistence.ManyToOne;
import jakarta.persistence.Table;

/** A parcel on its way. */
@Entity
@Table(name = "shipment", indexes = @Index(name = "shipment_order_id_idx", columnList = "order_id"))
public class Shipment extends TenantOwned {

    @ManyToOne(fetch = FetchType.LAZY, optional = false)
    @JoinColumn(name = "order_id")
    private Order order;

    @JdbcTypeCode(SqlTypes.NAMED_ENUM)
    @Column(nullable = false)
    private ShipmentState state = ShipmentState.PACKED;

    @Column(nullable = true, length = 60)
    private String trackingCode;

    protected Shipment() {}

    public Shipment(Order order) {
        this.order = order;
    }
}
