package org.migrationsafe.publish;

import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.Map;

import org.jspecify.annotations.Nullable;

/**
 * Writes maps, collections, text, numbers, booleans and null as JSON, indented by two spaces. A library would bring a
 * version of Jackson onto the user's class path, where Spring Boot has its own.
 */
final class Json {

    private final StringBuilder out = new StringBuilder();

    private Json() {}

    static String of(Object value) {
        Json json = new Json();
        json.value(value, 0);
        return json.out.append('\n').toString();
    }

    private void value(@Nullable Object value, int depth) {
        if (value instanceof Map<?, ?> map) {
            object(map, depth);
        } else if (value instanceof Collection<?> items) {
            array(items, depth);
        } else if (value == null || value instanceof Number || value instanceof Boolean) {
            out.append(value);
        } else {
            text(value.toString());
        }
    }

    private void object(Map<?, ?> map, int depth) {
        String separator = "";
        out.append('{');
        for (Map.Entry<?, ?> entry : map.entrySet()) {
            out.append(separator);
            line(depth + 1);
            text(String.valueOf(entry.getKey()));
            out.append(": ");
            value(entry.getValue(), depth + 1);
            separator = ",";
        }
        close(map.isEmpty(), depth, '}');
    }

    private void array(Collection<?> items, int depth) {
        String separator = "";
        out.append('[');
        for (Object item : items) {
            out.append(separator);
            line(depth + 1);
            value(item, depth + 1);
            separator = ",";
        }
        close(items.isEmpty(), depth, ']');
    }

    private void close(boolean empty, int depth, char bracket) {
        if (!empty) {
            line(depth);
        }
        out.append(bracket);
    }

    private void line(int depth) {
        out.append('\n').append("  ".repeat(depth));
    }

    private void text(String text) {
        out.append('"');
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            switch (c) {
                case '"' -> out.append("\\\"");
                case '\\' -> out.append("\\\\");
                case '\n' -> out.append("\\n");
                case '\r' -> out.append("\\r");
                case '\t' -> out.append("\\t");
                default -> {
                    if (c < 0x20 || Character.isSurrogate(c)) {
                        out.append(String.format("\\u%04x", (int) c));
                    } else {
                        out.append(c);
                    }
                }
            }
        }
        out.append('"');
    }

    /** Names and values in turn, kept in their order. */
    static Map<String, @Nullable Object> object(@Nullable Object... namesAndValues) {
        Map<String, @Nullable Object> json = new LinkedHashMap<>();
        for (int i = 0; i < namesAndValues.length; i += 2) {
            json.put(String.valueOf(namesAndValues[i]), namesAndValues[i + 1]);
        }
        return json;
    }
}
