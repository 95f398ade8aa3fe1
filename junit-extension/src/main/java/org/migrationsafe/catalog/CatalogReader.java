package org.migrationsafe.catalog;

import java.sql.Array;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

import org.migrationsafe.database.Ask;
import org.migrationsafe.recording.RelationName;
import org.migrationsafe.schema.Check;
import org.migrationsafe.schema.Column;
import org.migrationsafe.schema.ColumnType;
import org.migrationsafe.schema.EnumType;
import org.migrationsafe.schema.ForeignKey;
import org.migrationsafe.schema.Index;
import org.migrationsafe.schema.PostgresTypes;
import org.migrationsafe.schema.Schema;
import org.migrationsafe.schema.Sequence;
import org.migrationsafe.schema.Table;
import org.migrationsafe.schema.TableBuilder;
import org.migrationsafe.source.Place;
import org.migrationsafe.source.Redaction;

/** Reads the user's schemas from PostgreSQL's catalogue; partitions stand with their table, and are none of their own. */
public final class CatalogReader {

    private final Connection connection;
    private final Written written;
    private final RelationName historyTable;
    private final Redaction redaction;

    /**
     * @param historyTable Flyway's own, which is not the user's
     * @param redaction of defaults, checks and comments: what they hold is shown
     */
    public CatalogReader(Connection connection, Written written, RelationName historyTable, Redaction redaction) {
        this.redaction = redaction;
        this.connection = connection;
        this.written = written;
        this.historyTable = historyTable;
    }

    public Schema read() throws SQLException {
        Map<Long, TableBuilder> tables = tables();
        Map<Long, List<Check>> checks = checks();
        Map<Long, List<ForeignKey>> keys = foreignKeys();
        columns(tables, checks, keys);
        indexes(tables);
        keys.forEach((table, all) -> Optional.ofNullable(tables.get(table)).ifPresent(each -> all.forEach(each::add)));
        checks.forEach(
                (table, all) -> Optional.ofNullable(tables.get(table)).ifPresent(each -> all.forEach(each::add)));
        return new Schema(
                Schema.Source.CATALOGUE,
                tables.values().stream().map(TableBuilder::build).toList(),
                sequences(),
                enums(),
                Set.of(),
                List.of());
    }

    private static List<String> list(ResultSet row, int column) throws SQLException {
        Array array = row.getArray(column);
        return array == null ? List.of() : Arrays.asList((String[]) array.getArray());
    }

    private static String text(ResultSet row, int column) throws SQLException {
        String text = row.getString(column);
        return text == null ? "" : text;
    }

    /** Something that people wrote, as it may be shown. */
    private String shown(ResultSet row, int column) throws SQLException {
        return redaction.apply(text(row, column));
    }

    /** The default schema goes without saying, as in a mapping. */
    private static String schema(String name) {
        return name.equals("public") ? "" : name;
    }

    private Map<Long, TableBuilder> tables() throws SQLException {
        Map<Long, TableBuilder> tables = new LinkedHashMap<>();
        Ask.each(connection, Questions.TABLES, row -> {
            String name = row.getString(3);
            String kind = row.getString(4);
            if (historyTable.equals(new RelationName(row.getString(2), name))) {
                return;
            }
            TableBuilder table = new TableBuilder(
                    schema(row.getString(2)),
                    name,
                    kind.equals("v") || kind.equals("m") ? Table.Kind.VIEW : Table.Kind.UNMAPPED,
                    "",
                    written.table(name));
            table.comment(shown(row, 5));
            if (row.getBoolean(6)) {
                table.add(Table.Trait.ROW_SECURITY);
            }
            table.partitionedBy(list(row, 7));
            list(row, 8).forEach(table::key);
            tables.put(row.getLong(1), table);
        });
        return tables;
    }

    private void columns(
            Map<Long, TableBuilder> tables, Map<Long, List<Check>> checks, Map<Long, List<ForeignKey>> keys)
            throws SQLException {
        Ask.each(connection, Questions.COLUMNS, row -> {
            TableBuilder table = tables.get(row.getLong(1));
            if (table == null) {
                return;
            }
            String name = row.getString(2);
            boolean isEnum = row.getString(4).equals("e");
            ColumnType type = isEnum
                    ? new ColumnType(ColumnType.Kind.NATIVE_ENUM, unquoted(row.getString(3)), text(row, 5))
                    : new ColumnType(
                            PostgresTypes.kindOf(row.getString(3)),
                            PostgresTypes.shortName(row.getString(3)),
                            text(row, 5));
            Column column = Column.of(name, type, !row.getBoolean(6), written.column(table.name(), name))
                    .withValue(Meanings.value(shown(row, 7), text(row, 8), text(row, 9)))
                    .withComment(shown(row, 10));
            boolean refers = keys.getOrDefault(row.getLong(1), List.of()).stream()
                    .anyMatch(key -> key.columns().contains(name));
            table.add(Meanings.of(
                    column,
                    table.keyColumnNames().contains(name),
                    refers,
                    checks.getOrDefault(row.getLong(1), List.of())));
        });
    }

    private void indexes(Map<Long, TableBuilder> tables) throws SQLException {
        Ask.each(connection, Questions.INDEXES, row -> {
            TableBuilder table = tables.get(row.getLong(1));
            if (table == null) {
                return;
            }
            List<String> columns =
                    list(row, 3).stream().map(CatalogReader::unquoted).toList();
            String constraint = text(row, 9);
            List<Index.Trait> traits = new ArrayList<>();
            if (constraint.equals("u")) {
                traits.add(Index.Trait.CONSTRAINT);
            }
            if (constraint.equals("x")) {
                traits.add(Index.Trait.EXCLUSION);
            }
            if (!row.getBoolean(8)) {
                traits.add(Index.Trait.INVALID);
            }
            if (row.getBoolean(10)) {
                traits.add(Index.Trait.EXPRESSION);
            }
            if (row.getBoolean(11)) {
                traits.add(Index.Trait.NULLS_NOT_DISTINCT);
            }
            String name = row.getString(2);
            Place place = written.named(name)
                    .orElseGet(() -> columns.isEmpty()
                            ? table.place()
                            : written.column(table.name(), columns.get(columns.size() - 1)));
            table.add(new Index(
                            name,
                            columns,
                            row.getBoolean(7),
                            list(row, 4).stream().map(CatalogReader::unquoted).toList(),
                            row.getString(5),
                            shown(row, 6),
                            Set.of(),
                            table.name() + "." + name,
                            place)
                    .with(traits.toArray(new Index.Trait[0])));
        });
    }

    private static String unquoted(String name) {
        return name.startsWith("\"") && name.endsWith("\"")
                ? name.substring(1, name.length() - 1).replace("\"\"", "\"")
                : name;
    }

    private Map<Long, List<ForeignKey>> foreignKeys() throws SQLException {
        Map<Long, List<ForeignKey>> keys = new LinkedHashMap<>();
        Ask.each(connection, Questions.FOREIGN_KEYS, row -> {
            String table = row.getString(2);
            List<String> columns = list(row, 4);
            Place place = written.named(row.getString(3)).orElseGet(() -> written.column(table, columns.get(0)));
            List<ForeignKey.Trait> traits = new ArrayList<>();
            if (row.getBoolean(8)) {
                traits.add(ForeignKey.Trait.DEFERRABLE);
            }
            if (!row.getBoolean(9)) {
                traits.add(ForeignKey.Trait.NOT_VALIDATED);
            }
            keys.computeIfAbsent(row.getLong(1), absent -> new ArrayList<>())
                    .add(ForeignKey.of(columns, row.getString(5), list(row, 6), "", place)
                            .named(row.getString(3))
                            .onDelete(Meanings.onDelete(row.getString(7)))
                            .with(traits.toArray(new ForeignKey.Trait[0])));
        });
        return keys;
    }

    private Map<Long, List<Check>> checks() throws SQLException {
        Map<Long, List<Check>> checks = new LinkedHashMap<>();
        Ask.each(connection, Questions.CHECKS, row -> {
            String name = row.getString(3);
            List<String> columns = list(row, 4);
            String table = row.getString(2);
            Place place = written.named(name)
                    .orElseGet(() -> columns.isEmpty() ? written.table(table) : written.column(table, columns.get(0)));
            List<String> values = columns.size() == 1 ? Meanings.values(shown(row, 5)) : List.of();
            checks.computeIfAbsent(row.getLong(1), absent -> new ArrayList<>())
                    .add(new Check(name, columns, shown(row, 5), values, place));
        });
        return checks;
    }

    private List<Sequence> sequences() throws SQLException {
        List<Sequence> sequences = new ArrayList<>();
        Ask.each(
                connection,
                Questions.SEQUENCES,
                row -> sequences.add(new Sequence(
                        schema(row.getString(1)),
                        row.getString(2),
                        row.getLong(3),
                        "",
                        written.named(row.getString(2)).orElse(Written.NOWHERE))));
        return sequences;
    }

    private List<EnumType> enums() throws SQLException {
        List<EnumType> enums = new ArrayList<>();
        Ask.each(
                connection,
                Questions.ENUMS,
                row -> enums.add(new EnumType(
                        schema(row.getString(1)),
                        row.getString(2),
                        list(row, 3),
                        written.named(row.getString(2)).orElse(Written.NOWHERE))));
        return enums;
    }
}
