/** A small shop for several merchants. */
@Accept(
        rule = "tenant-not-in-foreign-key",
        because = "rows are written through Hibernate alone, whose @TenantId loads none of another tenant")
package shop;

import org.migrationsafe.policy.Accept;
