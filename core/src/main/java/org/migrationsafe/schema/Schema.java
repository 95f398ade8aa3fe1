package org.migrationsafe.schema;

import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/** Tables, sorted by name. */
public record Schema(List<Table> tables) {

    public Schema {
        tables = tables.stream()
                .sorted(Comparator.comparing(Table::schema).thenComparing(Table::name))
                .toList();
    }

    public Optional<Table> table(String name) {
        return tables.stream().filter(table -> table.name().equals(name)).findFirst();
    }
}
