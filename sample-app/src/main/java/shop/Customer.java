package shop;

import org.hibernate.annotations.SoftDelete;
import org.migrationsafe.policy.Accept;

import jakarta.persistence.Column;
import jakarta.persistence.Embedded;
import jakarta.persistence.Entity;
import jakarta.persistence.Table;

/** Somebody who buys; deleted ones are kept for the tax office. */
@Entity
@Table(name = "customer")
@Accept(
        rule = "soft-delete-without-purge",
        because = "the tax office wants them for ten years after their last order, whenever they were deleted")
@SoftDelete(columnName = "deleted")
public class Customer extends TenantOwned {

    @Column(nullable = false, length = 320)
    private String email;

    @Column(nullable = false, length = 200)
    private String fullName;

    @Embedded
    private Address address;

    protected Customer() {}

    public Customer(String email, String fullName, Address address) {
        this.email = email;
        this.fullName = fullName;
        this.address = address;
    }

    public String getEmail() {
        return email;
    }
}
