package org.migrationsafe.junit;

/** Entry to the AssertJ assertions; AssertJ has to be on the test class path. */
public final class MigrationSafeAssertions {

    private MigrationSafeAssertions() {}

    public static MigrationReviewAssert assertThat(MigrationReview actual) {
        return new MigrationReviewAssert(actual);
    }

    public static DesignReviewAssert assertThat(DesignReview actual) {
        return new DesignReviewAssert(actual);
    }
}
