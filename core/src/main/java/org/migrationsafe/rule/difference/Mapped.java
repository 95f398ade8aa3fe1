package org.migrationsafe.rule.difference;

import java.util.EnumSet;
import java.util.HashSet;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

import org.migrationsafe.schema.Column;
import org.migrationsafe.schema.Column.Trait;
import org.migrationsafe.schema.Schema;
import org.migrationsafe.schema.Table;

/** A catalogue that knows what the entities say of its tables and columns. */
public final class Mapped {

    /** What a catalogue cannot tell by itself. */
    private static final Set<Trait> KNOWN_TO_MODELS = EnumSet.of(
            Trait.TENANT,
            Trait.TENANT_FILTERED,
            Trait.VERSION,
            Trait.ORDINAL_ENUM,
            Trait.UUID_VALUE,
            Trait.TRUTH_VALUE,
            Trait.NULL_INTENDED,
            Trait.NATURAL_KEY,
            Trait.SOFT_DELETE,
            Trait.CREATED_AT,
            Trait.UPDATED_AT,
            Trait.ACTOR);

    private Mapped() {}

    /** The catalogue's facts and places, with the entities' names and meanings. */
    public static Schema by(Schema model, Schema catalogue) {
        Map<Table, Table> mappings = new IdentityHashMap<>();
        for (Table each : model.tables()) {
            TableDifferences.matching(catalogue, each).ifPresent(table -> mappings.putIfAbsent(table, each));
        }
        List<Table> tables = catalogue.tables().stream()
                .map(table -> {
                    Table by = mappings.get(table);
                    return by == null ? table : mapped(table, by);
                })
                .toList();
        return new Schema(
                catalogue.source(),
                tables,
                catalogue.sequences(),
                catalogue.enums(),
                model.queried(),
                model.acceptances());
    }

    private static Table mapped(Table table, Table by) {
        List<Column> columns = table.columns().stream()
                .map(column -> by.columns().stream()
                        .filter(each -> TableDifferences.plain(each.name()).equalsIgnoreCase(column.name()))
                        .findFirst()
                        .map(each -> mapped(column, each))
                        .orElse(column))
                .toList();
        Table.Kind kind = table.kind() == Table.Kind.VIEW ? table.kind() : by.kind();
        return table.mapped(kind, by.entity(), columns, by.traits())
                .withForeignKeys(table.foreignKeys().stream()
                        .map(key -> by.foreignKeys().stream()
                                .filter(each -> new HashSet<>(each.columns()).equals(new HashSet<>(key.columns())))
                                .findFirst()
                                .map(each -> key.with(
                                                each.traits().toArray(new org.migrationsafe.schema.ForeignKey.Trait[0]))
                                        .ofAttribute(each.attribute()))
                                .orElse(key))
                        .toList());
    }

    private static Column mapped(Column column, Column by) {
        Set<Trait> traits = EnumSet.noneOf(Trait.class);
        traits.addAll(column.traits());
        by.traits().stream().filter(KNOWN_TO_MODELS::contains).forEach(traits::add);
        // A mapping knows better than a name what holds booleans.
        Optional.of(by.javaType())
                .filter(type -> !type.isEmpty() && !by.is(Trait.TRUTH_VALUE))
                .ifPresent(type -> traits.remove(Trait.TRUTH_VALUE));
        return column.with(traits).withConstants(by.constants()).ofAttribute(by.attribute(), by.javaType());
    }
}
