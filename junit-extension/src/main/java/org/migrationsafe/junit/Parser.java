package org.migrationsafe.junit;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import org.migrationsafe.ReviewRefused;

/** Makes a value of what is written, or refuses it with the setting's name and what it takes. */
interface Parser<T> {

    Pattern TABLE_AND_ROWS = Pattern.compile("\\s*([^=]+?)\\s*=\\s*(\\d[\\d_]{0,17})\\s*");

    T parse(String name, String value);

    static Parser<String> text() {
        return (name, value) -> value;
    }

    static Parser<Path> path() {
        return (name, value) -> Path.of(value);
    }

    static Parser<Path> folder() {
        return (name, value) -> {
            if (!Files.isDirectory(Path.of(value))) {
                throw new ReviewRefused(name + " is '" + value + "', which is no folder.");
            }
            return Path.of(value);
        };
    }

    static Parser<Integer> number() {
        return (name, value) -> {
            try {
                return Integer.valueOf(value.strip());
            } catch (NumberFormatException e) {
                throw new ReviewRefused(name + " is '" + value + "', which is not a whole number.");
            }
        };
    }

    /** @param why what nothing comes of with less, in a clause */
    static Parser<Integer> atLeastOne(String why) {
        return (name, value) -> {
            int number = number().parse(name, value);
            if (number < 1) {
                throw new ReviewRefused(name + " is " + number + ", but " + why + ": set 1 or more.");
            }
            return number;
        };
    }

    static Parser<Duration> milliseconds() {
        return (name, value) -> Duration.ofMillis(number().parse(name, value));
    }

    static Parser<Boolean> truth() {
        return (name, value) -> switch (value.strip().toLowerCase(Locale.ROOT)) {
            case "true" -> true;
            case "false" -> false;
            default -> throw new ReviewRefused(name + " is '" + value + "'; it takes true or false.");
        };
    }

    static <E extends Enum<E>> Parser<E> choice(Class<E> type) {
        return (name, value) -> Arrays.stream(type.getEnumConstants())
                .filter(constant -> constant.name().equalsIgnoreCase(value.strip()))
                .findFirst()
                .orElseThrow(() -> new ReviewRefused(name + " is '" + value + "'; it takes "
                        + String.join(
                                ", ",
                                Arrays.stream(type.getEnumConstants())
                                        .map(constant -> constant.name().toLowerCase(Locale.ROOT))
                                        .toList())
                        + "."));
    }

    /** Numbers by tables' names. */
    static Parser<Map<String, Long>> rowsOfTables() {
        return (name, value) -> {
            Map<String, Long> rows = new TreeMap<>();
            for (String item : value.split(",")) {
                Matcher entry = TABLE_AND_ROWS.matcher(item);
                if (entry.matches()) {
                    rows.put(entry.group(1), Long.valueOf(entry.group(2).replace("_", "")));
                } else if (!item.isBlank()) {
                    throw new ReviewRefused(
                            name + " has '" + item.strip() + "', which is not of the form orders=120_000_000.");
                }
            }
            return rows;
        };
    }
}
