package org.migrationsafe.processor.read;

import org.jspecify.annotations.Nullable;

/** Length, precision and scale as {@code @Column} gives them, or JPA's and Hibernate's defaults. */
record Sizes(int length, int precision, int scale) {

    private static final int DEFAULT_LENGTH = 255;

    /** These, but for a length that nobody wrote. */
    Sizes orLength(int other) {
        return length == DEFAULT_LENGTH ? new Sizes(other, precision, scale) : this;
    }

    static Sizes of(@Nullable Mirror column) {
        if (column == null) {
            return new Sizes(DEFAULT_LENGTH, 38, 2);
        }
        boolean sized = column.number("precision").isPresent();
        return new Sizes(
                column.number("length").orElse(DEFAULT_LENGTH),
                column.number("precision").orElse(38),
                column.number("scale").orElse(sized ? 0 : 2));
    }
}
