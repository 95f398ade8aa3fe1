package shop;

import org.migrationsafe.junit.DesignReview;
import org.migrationsafe.junit.MigrationReview;
import org.migrationsafe.junit.MigrationSafe;

import static org.migrationsafe.engine.LockMode.ACCESS_EXCLUSIVE;
import static org.migrationsafe.engine.LockMode.SHARE_UPDATE_EXCLUSIVE;
import static org.migrationsafe.junit.MigrationSafeAssertions.assertThat;
import static org.migrationsafe.rule.Severity.MEDIUM;

// tag::usage[]
@MigrationSafe(postgres = "16", released = "8")
class MigrationsTest {

    @MigrationSafe
    void reviewed(MigrationReview review) {
        assertThat(review).takesNoLockStrongerThan(SHARE_UPDATE_EXCLUSIVE).onTable("order_line");
        assertThat(review)
                .takesNoLockStrongerThan(ACCESS_EXCLUSIVE)
                .onAnyTable()
                .rewritesNoTable();
    }

    @MigrationSafe
    void fits_the_entities(DesignReview review) {
        assertThat(review).hasNoFindingFrom(MEDIUM);
    }
}
// end::usage[]
