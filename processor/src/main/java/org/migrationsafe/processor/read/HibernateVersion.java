package org.migrationsafe.processor.read;

import javax.lang.model.util.Elements;

/** Which Hibernate will make the schema, as far as versions differ in it. */
public enum HibernateVersion {
    SIX,
    SEVEN;

    /** In both, and only in later ones. */
    private static final String IN_ALL = "org.hibernate.Hibernate";

    private static final String SINCE_SEVEN = "org.hibernate.boot.model.naming.PhysicalNamingStrategySnakeCaseImpl";

    /** The one that the entities are compiled against; without any, the current one. */
    public static HibernateVersion onClassPath(Elements elements) {
        boolean six = elements.getTypeElement(IN_ALL) != null && elements.getTypeElement(SINCE_SEVEN) == null;
        return six ? SIX : SEVEN;
    }

    /** Hibernate's own name for Spring Boot's strategy. */
    public Naming snakeCase() {
        return this == SIX ? Naming.SNAKE_CASE_OF_HIBERNATE_6 : Naming.SNAKE_CASE;
    }

    /** Whether a timestamp that Hibernate sets itself, {@code @CreationTimestamp}, may not be null. */
    boolean requiresItsTimestamps() {
        return this == SEVEN;
    }

    /** Whether a collection's rows are marked as deleted, as its owner's are. */
    boolean softDeletesCollections() {
        return this == SEVEN;
    }

    /** Whether an association is required in a table that a whole hierarchy shares, if a subclass requires it. */
    boolean requiresAssociationsOfSubclasses() {
        return this == SIX;
    }

    /** Whether a row of a single reference's join table always refers to something. */
    boolean requiresJoinedTargets() {
        return this == SEVEN;
    }

    /** Whether the columns to the target that {@code @AssociationOverride(joinTable = …)} names count for a single reference. */
    boolean overridesColumnsToJoinedTargets() {
        return this == SEVEN;
    }

    /** Whether a hierarchy's classes are listed in a check on the column that tells them apart. */
    boolean checksDiscriminators() {
        return this == SEVEN;
    }

    /** Digits of a second's fraction in a time of day. */
    int timePrecision() {
        return this == SIX ? 6 : 0;
    }
}
