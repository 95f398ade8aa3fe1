package org.migrationsafe.schema;

import java.util.ArrayList;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

import org.migrationsafe.source.Place;

/** Goes through the lines of a schema's text. */
final class SchemaTextReader {
    private final List<String> lines;
    private final Map<String, String> options = new LinkedHashMap<>();
    private final List<TableBuilder> tables = new ArrayList<>();
    private final List<Sequence> sequences = new ArrayList<>();
    private final List<EnumType> enums = new ArrayList<>();
    private final List<Acceptance> acceptances = new ArrayList<>();
    private final Set<String> queried = new TreeSet<>();
    private Schema.Source source = Schema.Source.MODEL;
    private String[] parts = {};
    private int next;

    SchemaTextReader(String text) {
        lines = text.lines().toList();
    }

    SchemaText read() {
        if (lines.isEmpty() || !lines.get(0).equals(SchemaText.HEAD)) {
            throw new IllegalArgumentException(
                    "This model was written by another version of Migration Safe: " + "compile the entities again.");
        }
        for (String line : lines.subList(1, lines.size())) {
            parts = line.split("\t", -1);
            next = 1;
            one(parts[0]);
        }
        Schema schema = new Schema(
                source, tables.stream().map(TableBuilder::build).toList(), sequences, enums, queried, acceptances);
        return new SchemaText(schema, options);
    }

    private void one(String kind) {
        switch (kind) {
            case "option" -> options.put(part(), part());
            case "source" -> source = Schema.Source.valueOf(part());
            case "table" -> table();
            case "key" -> list().forEach(current()::key);
            case "column" -> current().addAgain(column());
            case "reference" -> current().add(reference());
            case "index" -> current().add(index());
            case "check" -> current().add(new Check(part(), list(), part(), list(), place()));
            case "sequence" -> sequences.add(new Sequence(part(), part(), number(), part(), place()));
            case "enum" -> enums.add(new EnumType(part(), part(), list(), place()));
            case "accept" -> acceptances.add(new Acceptance(part(), part(), part(), place()));
            case "queried" -> queried.addAll(list());
            default -> throw new IllegalArgumentException("a schema's text has a line of the kind " + kind);
        }
    }

    private TableBuilder current() {
        return tables.get(tables.size() - 1);
    }

    private void table() {
        String schema = part();
        String name = part();
        Table.Kind kind = Table.Kind.valueOf(part());
        String entity = part();
        Set<Table.Trait> traits = constants(Table.Trait.class);
        List<String> partitionedBy = list();
        String comment = part();
        TableBuilder table = new TableBuilder(schema, name, kind, entity, place());
        traits.forEach(table::add);
        table.partitionedBy(partitionedBy);
        table.comment(comment);
        tables.add(table);
    }

    private Column column() {
        return new Column(
                part(),
                new ColumnType(ColumnType.Kind.valueOf(part()), part(), part()),
                truth(),
                constants(Column.Trait.class),
                new Value(Value.Source.valueOf(part()), part(), part(), number()),
                list(),
                part(),
                part(),
                part(),
                place());
    }

    private ForeignKey reference() {
        return new ForeignKey(
                part(),
                list(),
                part(),
                list(),
                ForeignKey.OnDelete.valueOf(part()),
                constants(ForeignKey.Trait.class),
                part(),
                place());
    }

    private Index index() {
        return new Index(
                part(), list(), truth(), list(), part(), part(), constants(Index.Trait.class), part(), place());
    }

    private String part() {
        return plain(parts[next++]);
    }

    private int number() {
        return Integer.parseInt(part());
    }

    private boolean truth() {
        return Boolean.parseBoolean(part());
    }

    private Place place() {
        return new Place(part(), number());
    }

    private <E extends Enum<E>> Set<E> constants(Class<E> type) {
        Set<E> constants = EnumSet.noneOf(type);
        list().forEach(name -> constants.add(Enum.valueOf(type, name)));
        return constants;
    }

    private List<String> list() {
        String written = parts[next++];
        List<String> items = new ArrayList<>();
        StringBuilder item = new StringBuilder();
        for (int i = 0; i < written.length(); i++) {
            char c = written.charAt(i);
            if (c == '\\' && i + 1 < written.length()) {
                char escaped = written.charAt(++i);
                item.append(escaped == ',' ? "," : "\\" + escaped);
            } else if (c == ',') {
                items.add(plain(item.toString()));
                item.setLength(0);
            } else {
                item.append(c);
            }
        }
        return items;
    }

    private static String plain(String part) {
        StringBuilder text = new StringBuilder();
        for (int i = 0; i < part.length(); i++) {
            char c = part.charAt(i);
            if (c != '\\' || i + 1 == part.length()) {
                text.append(c);
                continue;
            }
            char escaped = part.charAt(++i);
            text.append(
                    switch (escaped) {
                        case 't' -> '\t';
                        case 'n' -> '\n';
                        case 'r' -> '\r';
                        default -> escaped;
                    });
        }
        return text.toString();
    }
}
