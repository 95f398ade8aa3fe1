package org.migrationsafe.junit;

import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;

import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.migrationsafe.report.Report;

import static org.migrationsafe.engine.LockMode.SHARE_UPDATE_EXCLUSIVE;
import static org.migrationsafe.junit.MigrationSafeAssertions.assertThat;

/** Test classes as users write them; {@link MigrationSafeTest} runs them and says what has to happen. */
final class MigrationSafeCases {

    private MigrationSafeCases() {}

    @MigrationSafe(locations = "classpath:cases/clean", released = "3")
    static class ReleasedCase {
        @MigrationSafe
        void reviewed(MigrationReview review) {
            throw new AssertionError("there is nothing to review");
        }
    }

    @MigrationSafe(locations = "classpath:cases/clean", released = "1")
    static class CleanCase {
        @MigrationSafe
        void reviewed(MigrationReview review) {
            assertThat(review).hasNoFindings().rewritesNoTable();
        }

        @Test
        void the_whole_report_is_there(Report report) {
            org.assertj.core.api.Assertions.assertThat(report.recording().migrations())
                    .hasSize(2);
        }
    }

    @MigrationSafe(locations = "classpath:cases/flawed", released = "1")
    static class FlawedCase {
        @MigrationSafe
        void reviewed() {}
    }

    @MigrationSafe(locations = "classpath:cases/flawed", released = "1")
    static class BothFailCase {
        @MigrationSafe
        void reviewed(MigrationReview review) {
            assertThat(review).hasNoFindings();
        }
    }

    static class OnlyOnTheMethodCase {
        @MigrationSafe(locations = "classpath:cases/clean", released = "2", postgres = "14")
        void reviewed(MigrationReview review, Report report) {
            assertThat(review).takesNoLockStrongerThan(SHARE_UPDATE_EXCLUSIVE).onTable("orders");
            org.assertj.core.api.Assertions.assertThat(
                            report.recording().server().major())
                    .isEqualTo(14);
        }
    }

    @MigrationSafe(locations = "classpath:cases/clean", released = "1")
    static class OwnAssertionFailsCase {
        @MigrationSafe
        void reviewed(MigrationReview review) {
            assertThat(review).takesNoLockStrongerThan(SHARE_UPDATE_EXCLUSIVE).onTable("orders");
        }
    }

    @Retention(RetentionPolicy.RUNTIME)
    @MigrationSafe(locations = "classpath:cases/flawed", released = "1", failOn = "critical")
    @interface HouseRules {}

    @HouseRules
    static class MetaAnnotatedCase {
        @MigrationSafe
        void reviewed() {}

        @Nested
        class Inner {
            @MigrationSafe(locations = "classpath:cases/clean")
            void inherits_what_it_does_not_say() {}
        }
    }

    @MigrationSafe(locations = "classpath:cases/flawed", released = "1")
    static class MethodWinsCase {
        @MigrationSafe(released = "2")
        void reviewed() {}
    }

    @MigrationSafe(locations = "classpath:cases/nowhere")
    static class RefusedCase {
        @MigrationSafe
        void reviewed() {}
    }

    static class FromConfigurationCase {
        @MigrationSafe
        void reviewed() {}
    }

    @MigrationSafe(locations = "classpath:cases/designed")
    static class DesignCase {
        @MigrationSafe
        void designed(DesignReview review) {}

        @Test
        void an_ordinary_test_may_have_it_too(DesignReview review) {
            assertThat(review).agreesWithEntities();
        }
    }

    @MigrationSafe(locations = "classpath:cases/designed", severity = "timestamp-without-time-zone:low")
    static class MilderDesignCase {
        @MigrationSafe
        void designed(DesignReview review) {
            assertThat(review).hasNoFindingFrom(org.migrationsafe.rule.Severity.LOW);
        }
    }

    @MigrationSafe(locations = "classpath:cases/designed", design = "false")
    static class NoDesignCase {
        @MigrationSafe
        void designed(DesignReview review) {}
    }
}
