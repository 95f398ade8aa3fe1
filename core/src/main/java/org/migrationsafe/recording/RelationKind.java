package org.migrationsafe.recording;

import java.util.Locale;

/** The kinds of relation that PostgreSQL locks, by the letter in {@code pg_class.relkind}. */
public enum RelationKind {
    TABLE('r'),
    PARTITIONED_TABLE('p'),
    FOREIGN_TABLE('f'),
    INDEX('i'),
    PARTITIONED_INDEX('I'),
    SEQUENCE('S'),
    VIEW('v'),
    MATERIALIZED_VIEW('m'),
    COMPOSITE_TYPE('c'),
    TOAST_TABLE('t');

    private final char catalogLetter;

    RelationKind(char catalogLetter) {
        this.catalogLetter = catalogLetter;
    }

    public static RelationKind ofCatalogLetter(char letter) {
        for (RelationKind kind : values()) {
            if (kind.catalogLetter == letter) {
                return kind;
            }
        }
        throw new IllegalArgumentException("unknown pg_class.relkind '" + letter + "'");
    }

    public boolean isIndex() {
        return this == INDEX || this == PARTITIONED_INDEX;
    }

    public String word() {
        return name().toLowerCase(Locale.ROOT).replace('_', ' ');
    }
}
