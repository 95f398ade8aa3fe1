package org.migrationsafe.catalog;

import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.IntStream;

import org.migrationsafe.schema.Check;
import org.migrationsafe.schema.Column;
import org.migrationsafe.schema.Column.Trait;
import org.migrationsafe.schema.ColumnRoles;
import org.migrationsafe.schema.ColumnType.Kind;
import org.migrationsafe.schema.ForeignKey.OnDelete;
import org.migrationsafe.schema.Value;
import org.migrationsafe.schema.Value.Source;

/** What columns mean, as far as their defaults, their checks and their customary names say. */
final class Meanings {

    private static final Pattern NEXTVAL = Pattern.compile("nextval\\('(?:\"?\\w+\"?\\.)?\"?([^'\".]+)\"?'.*");
    private static final Pattern LIST = Pattern.compile("(?s)[^=<>]+= ANY \\(+(?:ARRAY)?\\[(.*)\\].*");
    private static final Pattern SINGLE = Pattern.compile("(?s)[^=<>]+ = ('(?:[^']|'')*'|\\d+)(?:::[\\w ]+)?");
    private static final Pattern ITEM = Pattern.compile("'((?:[^']|'')*)'|\\b(\\d+)\\b");
    private static final Pattern FROM_ZERO =
            Pattern.compile("\\(?\"?\\w+\"? >= 0\\)? AND \\(?\"?\\w+\"? <= (\\d{1,3})\\)?");
    private static final Pattern TRUTH = Pattern.compile("(is|has|can)_.+|.+_(flag|yn)");
    private static final int UUID_LENGTH = 36;

    private Meanings() {}

    static Value value(String expression, String identity, String generated) {
        if (!identity.isEmpty()) {
            return Value.of(Source.IDENTITY, identity.equals("a") ? "ALWAYS" : "BY DEFAULT");
        }
        if (generated.equals("s")) {
            return Value.of(Source.STORED, expression);
        }
        if (generated.equals("v")) {
            return Value.of(Source.VIRTUAL, expression);
        }
        if (expression.isEmpty()) {
            return Value.GIVEN;
        }
        Matcher nextval = NEXTVAL.matcher(expression);
        if (nextval.matches()) {
            return new Value(Source.SEQUENCE, expression, nextval.group(1), 0);
        }
        String lower = expression.toLowerCase(Locale.ROOT);
        if (lower.contains("uuidv7(") || lower.contains("uuid_generate_v7(") || lower.contains("uuid_generate_v1")) {
            return Value.of(Source.ORDERED_UUID, expression);
        }
        return lower.contains("gen_random_uuid(") || lower.contains("uuid_generate_v4(") || lower.contains("uuidv4(")
                ? Value.of(Source.RANDOM_UUID, expression)
                : Value.of(Source.DEFAULT, expression);
    }

    /** The values that a check lets into its one column; none if it is no such list. */
    static List<String> values(String expression) {
        Matcher list = LIST.matcher(expression);
        Matcher single = SINGLE.matcher(expression);
        Matcher range = FROM_ZERO.matcher(expression);
        if (range.matches()) {
            return IntStream.rangeClosed(0, Integer.parseInt(range.group(1)))
                    .mapToObj(String::valueOf)
                    .toList();
        }
        String items = list.matches() ? list.group(1) : single.matches() ? single.group(1) : "";
        List<String> values = new ArrayList<>();
        Matcher item = ITEM.matcher(items.replaceAll("::[a-z ]+(\\(\\d+\\))?", ""));
        while (item.find()) {
            values.add(item.group(1) != null ? item.group(1).replace("''", "'") : item.group(2));
        }
        return values;
    }

    static OnDelete onDelete(String code) {
        return switch (code) {
            case "r" -> OnDelete.RESTRICT;
            case "c" -> OnDelete.CASCADE;
            case "n" -> OnDelete.SET_NULL;
            case "d" -> OnDelete.SET_DEFAULT;
            default -> OnDelete.NO_ACTION;
        };
    }

    static Column of(Column column, boolean key, boolean refers, List<Check> checks) {
        Set<Trait> traits = EnumSet.noneOf(Trait.class);
        traits.addAll(ColumnRoles.of(column.name(), column.type().kind()));
        if (key) {
            traits.add(Trait.IDENTIFIER);
        }
        if (refers) {
            traits.add(Trait.FOREIGN_KEY);
        }
        Source source = column.value().source();
        if (source != Source.WRITER && source != Source.DEFAULT) {
            traits.add(Trait.GENERATED);
        }
        List<String> values = checks.stream()
                .filter(check -> check.columns().equals(List.of(column.name()))
                        && !check.values().isEmpty())
                .findFirst()
                .map(Check::values)
                .orElse(List.of());
        if (holdsTruth(column, values)) {
            traits.add(Trait.TRUTH_VALUE);
        } else if (isPositions(column, values)) {
            traits.add(Trait.ORDINAL_ENUM);
        }
        if (holdsUuid(column)) {
            traits.add(Trait.UUID_VALUE);
        }
        return column.with(traits);
    }

    private static boolean holdsTruth(Column column, List<String> values) {
        Kind kind = column.type().kind();
        boolean letter = kind == Kind.TEXT && column.type().length() == 1;
        boolean codes =
                Set.of("N", "Y").equals(Set.copyOf(values)) || Set.of("F", "T").equals(Set.copyOf(values));
        return (letter || kind.isInteger()) && TRUTH.matcher(column.name()).matches() || letter && codes;
    }

    /** Numbers from nought on without a gap: what a mapping by position checks. */
    private static boolean isPositions(Column column, List<String> values) {
        return column.type().kind() == Kind.SMALL_INTEGER
                && values.size() > 1
                && IntStream.range(0, values.size()).mapToObj(String::valueOf).allMatch(values::contains);
    }

    private static boolean holdsUuid(Column column) {
        String name = column.name().toLowerCase(Locale.ROOT);
        boolean named = name.endsWith("uuid") || name.endsWith("guid");
        boolean made =
                column.value().source() == Source.RANDOM_UUID || column.value().source() == Source.ORDERED_UUID;
        return column.type().kind() == Kind.UUID
                || column.type().kind() == Kind.TEXT
                        && (made || named && column.type().length() == UUID_LENGTH);
    }
}
