package org.migrationsafe.processor.read;

import org.jspecify.annotations.Nullable;

/** Length, precision and scale as {@code @Column} gives them, or JPA's and Hibernate's defaults. */
record Sizes(int length, int precision, int scale) {

    static Sizes of(@Nullable Mirror column) {
        if (column == null) {
            return new Sizes(255, 38, 2);
        }
        boolean sized = column.number("precision").isPresent();
        return new Sizes(
                column.number("length").orElse(255),
                column.number("precision").orElse(38),
                column.number("scale").orElse(sized ? 0 : 2));
    }
}
