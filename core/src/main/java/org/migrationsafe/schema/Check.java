package org.migrationsafe.schema;

import java.util.List;

import org.migrationsafe.source.Place;

/**
 * A condition on each row.
 *
 * @param name empty where the engine is to find one
 * @param columns that it speaks of
 * @param expression as the DDL has it
 * @param values the only values that it lets into its one column, sorted; empty where it is no such list
 */
public record Check(String name, List<String> columns, String expression, List<String> values, Place place) {

    public Check {
        columns = List.copyOf(columns);
        values = values.stream().sorted().toList();
    }
}
