package org.migrationsafe.processor.read;

import java.util.Locale;

/** How attribute names become physical names. */
public enum Naming {
    /** Nobody said; names are taken as JPA has them and compared loosely. */
    UNKNOWN,
    /** As JPA has them. */
    JPA,
    /** Hibernate's and Spring Boot's snake case. */
    SNAKE_CASE,
    /** The same before Hibernate 7, where a digit was no lower-case letter: {@code line2Text} became {@code line2text}. */
    SNAKE_CASE_OF_HIBERNATE_6;

    String physical(String logical) {
        return switch (this) {
            case UNKNOWN, JPA -> logical;
            case SNAKE_CASE, SNAKE_CASE_OF_HIBERNATE_6 -> snakeCase(logical);
        };
    }

    /**
     * An underscore stands before a capital between two lower-case letters or digits; hence {@code ownerID} becomes
     * {@code ownerid}.
     *
     * @see <a
     *     href="https://docs.hibernate.org/orm/7.0/javadocs/org/hibernate/boot/model/naming/PhysicalNamingStrategySnakeCaseImpl.html">Hibernate's
     *     strategy</a>
     */
    private String snakeCase(String logical) {
        StringBuilder name = new StringBuilder(logical.replace('.', '_'));
        for (int i = 1; i < name.length() - 1; i++) {
            if (small(name.charAt(i - 1)) && Character.isUpperCase(name.charAt(i)) && small(name.charAt(i + 1))) {
                name.insert(i++, '_');
            }
        }
        return name.toString().toLowerCase(Locale.ROOT);
    }

    private boolean small(char c) {
        return Character.isLowerCase(c) || this == SNAKE_CASE && Character.isDigit(c);
    }
}
