package shop;

import org.hibernate.annotations.TenantId;

import jakarta.persistence.Column;
import jakarta.persistence.MappedSuperclass;

/** Rows that belong to one tenant; Hibernate adds the condition to every query. */
@MappedSuperclass
public abstract class TenantOwned extends Base {

    @TenantId
    @Column(name = "tenant_id", nullable = false, length = 40, updatable = false)
    private String tenantId;

    public String getTenantId() {
        return tenantId;
    }
}
