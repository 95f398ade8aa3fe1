package org.migrationsafe.seed;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

import org.migrationsafe.seed.TableToFill.Column;

/** What a column's name says of its values, as expressions over the row's number {@code s.i}; each row has another one. */
enum Look {
    MAIL("e?mail|mailaddress", 24, "'seed' || s.i || '@example.org'"),
    ADDRESS("url|uri|link|website|homepage", 32, "'https://example.org/' || s.i"),
    PHONE("phone|phonenumber|telephone|tel|mobile|fax", 12, "'+49' || (1000000 + s.i)"),
    POSTCODE("zip|zipcode|postcode|postalcode|plz", 5, "lpad((s.i % 100000)::text, 5, '0')"),
    DIGITS("amount|price|count|quantity|qty|total|size|weight|age|year|percent|rate|number|num|no|nr", 9, "s.i::text"),
    FLAG("flag|enabled|active|deleted", 1, "(s.i % 2)::text");

    private static final Set<String> TEXTS = Set.of("text", "character varying", "citext");
    private static final int HEADER = 4;

    private final Pattern names;
    private final int length;
    private final String expression;

    Look(String names, int length, String expression) {
        this.names = Pattern.compile(names);
        this.length = length;
        this.expression = expression;
    }

    /** By the last word of the name, {@code customer_email}. */
    static Optional<String> of(Column column) {
        String name = column.name().toLowerCase(Locale.ROOT);
        String last = name.substring(name.lastIndexOf('_') + 1);
        int most = column.modifier() < HEADER ? Integer.MAX_VALUE : column.modifier() - HEADER;
        return Arrays.stream(values())
                .filter(look -> TEXTS.contains(column.baseType()) && column.typeKind() == 'b')
                .filter(look -> look.names.matcher(last).matches() && look.length <= most)
                .filter(look -> !column.unique() || look != FLAG && look != POSTCODE)
                .map(look -> look.expression)
                .findFirst();
    }
}
