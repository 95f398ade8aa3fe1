package shop;

import jakarta.persistence.Column;
import jakarta.persistence.Embeddable;

/** Where something is sent to. */
@Embeddable
public record Address(
        @Column(nullable = false, length = 200) String street,
        @Column(nullable = false, length = 20) String postcode,
        @Column(nullable = false, length = 100) String city,
        @Column(nullable = false, length = 2) String country) {}
