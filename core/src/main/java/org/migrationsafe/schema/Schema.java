package org.migrationsafe.schema;

import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * A schema, wherever it was read.
 *
 * @param tables sorted by schema and name
 * @param queried names of attributes and columns that queries are known to mention; empty where no query is known
 * @param acceptances what the mapping accepts
 */
public record Schema(
        Source source,
        List<Table> tables,
        List<Sequence> sequences,
        List<EnumType> enums,
        Set<String> queried,
        List<Acceptance> acceptances) {

    /** Where it was read. */
    public enum Source {
        /** In the mapping of entities. */
        MODEL,
        /** In a database's catalogue. */
        CATALOGUE
    }

    public Schema {
        tables = tables.stream()
                .sorted(Comparator.comparing(Table::schema).thenComparing(Table::name))
                .toList();
        sequences = sequences.stream()
                .sorted(Comparator.comparing(Sequence::schema).thenComparing(Sequence::name))
                .toList();
        enums = enums.stream()
                .sorted(Comparator.comparing(EnumType::schema).thenComparing(EnumType::name))
                .toList();
        queried = Set.copyOf(queried);
        acceptances = List.copyOf(acceptances);
    }

    public Schema(List<Table> tables) {
        this(Source.MODEL, tables, List.of(), List.of(), Set.of(), List.of());
    }

    public boolean isModel() {
        return source == Source.MODEL;
    }

    /** Of tables that are called the same, the first; many look-ups want {@link #byName()}. */
    public Optional<Table> table(String name) {
        return tables.stream().filter(table -> table.name().equals(name)).findFirst();
    }

    /** The tables by their names; of those that are called the same, the first. */
    public Map<String, Table> byName() {
        Map<String, Table> byName = new HashMap<>();
        tables.forEach(table -> byName.putIfAbsent(table.name(), table));
        return byName;
    }

    /** The same with other tables. */
    public Schema withTables(List<Table> others) {
        return new Schema(source, others, sequences, enums, queried, acceptances);
    }

    /** The same with the columns of these names known to say whose a row is. */
    public Schema withTenantColumns(Set<String> names) {
        return names.isEmpty()
                ? this
                : withTables(tables.stream()
                        .map(table -> table.mapped(
                                table.kind(),
                                table.entity(),
                                table.columns().stream()
                                        .map(column ->
                                                names.contains(column.name().toLowerCase(Locale.ROOT))
                                                        ? column.with(Column.Trait.TENANT)
                                                        : column)
                                        .toList(),
                                Set.of()))
                        .toList());
    }

    /** Several modules' as one. */
    public static Schema together(List<Schema> schemas) {
        return new Schema(
                schemas.get(0).source(),
                schemas.stream().flatMap(schema -> schema.tables().stream()).toList(),
                schemas.stream()
                        .flatMap(schema -> schema.sequences().stream())
                        .distinct()
                        .toList(),
                schemas.stream()
                        .flatMap(schema -> schema.enums().stream())
                        .distinct()
                        .toList(),
                schemas.stream().flatMap(schema -> schema.queried().stream()).collect(Collectors.toSet()),
                schemas.stream()
                        .flatMap(schema -> schema.acceptances().stream())
                        .toList());
    }
}
