package org.migrationsafe.schema;

import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

import org.migrationsafe.source.Place;

/**
 * A schema as text and back: a line for each thing, its parts divided by tabs. Code that builds a model of a thousand entities
 * would have more constants than a class file can hold.
 *
 * @param options under which it was read
 */
public record SchemaText(Schema schema, Map<String, String> options) {

    static final String HEAD = "migrationsafe schema 1";

    /** The text; the same schema gives the same bytes. */
    public String text() {
        StringBuilder text = new StringBuilder(HEAD).append('\n');
        new TreeMap<>(options).forEach((name, value) -> line(text, "option", name, value));
        line(text, "source", schema.source());
        schema.tables().forEach(table -> table(text, table));
        schema.sequences()
                .forEach(each -> line(
                        text,
                        "sequence",
                        each.schema(),
                        each.name(),
                        each.increment(),
                        each.declaration(),
                        each.place()));
        schema.enums().forEach(each -> line(text, "enum", each.schema(), each.name(), each.constants(), each.place()));
        schema.acceptances()
                .forEach(each -> line(text, "accept", each.rule(), each.element(), each.because(), each.place()));
        if (!schema.queried().isEmpty()) {
            line(text, "queried", List.copyOf(new TreeSet<>(schema.queried())));
        }
        return text.toString();
    }

    private static void table(StringBuilder text, Table table) {
        line(
                text,
                "table",
                table.schema(),
                table.name(),
                table.kind(),
                table.entity(),
                names(table.traits()),
                table.partitionedBy(),
                table.comment(),
                table.place());
        line(text, "key", table.primaryKey());
        table.columns()
                .forEach(column -> line(
                        text,
                        "column",
                        column.name(),
                        column.type().kind(),
                        column.type().sql(),
                        column.type().domain(),
                        column.nullable(),
                        names(column.traits()),
                        column.value().source(),
                        column.value().expression(),
                        column.value().sequence(),
                        column.value().step(),
                        column.constants(),
                        column.comment(),
                        column.attribute(),
                        column.javaType(),
                        column.place()));
        table.foreignKeys()
                .forEach(key -> line(
                        text,
                        "reference",
                        key.name(),
                        key.columns(),
                        key.referencedTable(),
                        key.referencedColumns(),
                        key.onDelete(),
                        names(key.traits()),
                        key.attribute(),
                        key.place()));
        table.indexes()
                .forEach(index -> line(
                        text,
                        "index",
                        index.name(),
                        index.columns(),
                        index.unique(),
                        index.included(),
                        index.method(),
                        index.where(),
                        names(index.traits()),
                        index.declaration(),
                        index.place()));
        table.checks()
                .forEach(check -> line(
                        text,
                        "check",
                        check.name(),
                        check.columns(),
                        check.expression(),
                        check.values(),
                        check.place()));
    }

    private static List<String> names(Set<? extends Enum<?>> constants) {
        return constants.stream().map(Enum::name).sorted().toList();
    }

    private static void line(StringBuilder text, Object... parts) {
        for (int i = 0; i < parts.length; i++) {
            text.append(i == 0 ? "" : "\t");
            if (parts[i] instanceof Place place) {
                text.append(escaped(place.file())).append('\t').append(place.line());
            } else if (parts[i] instanceof List<?> list) {
                list.forEach(item -> text.append(escaped(String.valueOf(item)).replace(",", "\\,"))
                        .append(','));
            } else {
                text.append(escaped(String.valueOf(parts[i])));
            }
        }
        text.append('\n');
    }

    private static String escaped(String part) {
        return part.replace("\\", "\\\\")
                .replace("\t", "\\t")
                .replace("\n", "\\n")
                .replace("\r", "\\r");
    }

    /**
     * Reads it back.
     *
     * @throws IllegalArgumentException if it is no such text, or of another version
     */
    public static SchemaText parse(String text) {
        return new SchemaTextReader(text).read();
    }
}
