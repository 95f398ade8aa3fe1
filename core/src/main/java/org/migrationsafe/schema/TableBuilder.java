package org.migrationsafe.schema;

import java.util.ArrayList;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Stream;

import org.migrationsafe.source.Place;

/** A table while it is being read. Not safe for use by several threads. */
public final class TableBuilder {

    private final String schema;
    private final String name;
    private final Table.Kind kind;
    private final String entity;
    private final Place place;
    private final Map<String, Column> columns = new LinkedHashMap<>();
    private final List<Column> colliding = new ArrayList<>();
    private final List<String> primaryKey = new ArrayList<>();
    private final List<ForeignKey> foreignKeys = new ArrayList<>();
    private final List<Index> indexes = new ArrayList<>();
    private final List<Check> checks = new ArrayList<>();
    private final Set<Table.Trait> traits = EnumSet.noneOf(Table.Trait.class);
    private final List<String> partitionedBy = new ArrayList<>();
    private String comment = "";

    public TableBuilder(String schema, String name, Table.Kind kind, String entity, Place place) {
        this.schema = schema;
        this.name = name;
        this.kind = kind;
        this.entity = entity;
        this.place = place;
    }

    public String name() {
        return name;
    }

    public String entity() {
        return entity;
    }

    public Table.Kind kind() {
        return kind;
    }

    public Place place() {
        return place;
    }

    /**
     * A column that two attributes share, as a foreign key inside a composite key does, is one column. If both would write
     * it, the second is kept as one that collides.
     */
    public void add(Column column) {
        Column first = columns.get(column.name());
        if (first == null) {
            columns.put(column.name(), column);
            return;
        }
        boolean bothWrite = !first.is(Column.Trait.READ_ONLY) && !column.is(Column.Trait.READ_ONLY);
        boolean inKey = first.is(Column.Trait.IDENTIFIER) || column.is(Column.Trait.IDENTIFIER);
        boolean byOthers = !first.attribute().isEmpty()
                && !column.attribute().isEmpty()
                && !first.attribute().equals(column.attribute());
        if (bothWrite && byOthers && !inKey && !traits.contains(Table.Trait.SHARED_BY_CLASSES)) {
            colliding.add(column.with(Column.Trait.COLLIDES));
        }
        columns.put(column.name(), shared(first, column));
    }

    /** A column that was read before, whether it collides or not. */
    void addAgain(Column column) {
        if (column.is(Column.Trait.COLLIDES)) {
            colliding.add(column);
        } else {
            columns.put(column.name(), column);
        }
    }

    /** What the second attribute knows of the same column is kept: that it refers to something, above all. */
    private static Column shared(Column first, Column second) {
        Set<Column.Trait> all = EnumSet.noneOf(Column.Trait.class);
        all.addAll(first.traits());
        if (second.is(Column.Trait.FOREIGN_KEY)) {
            all.add(Column.Trait.FOREIGN_KEY);
        }
        return first.with(all);
    }

    public boolean has(String column) {
        return columns.containsKey(column);
    }

    /** The names of the columns that an attribute has. */
    public List<String> columnsOf(String attribute) {
        return columns.values().stream()
                .filter(column -> column.attribute().equals(attribute))
                .map(Column::name)
                .toList();
    }

    public void key(String column) {
        if (!primaryKey.contains(column)) {
            primaryKey.add(column);
        }
    }

    public List<String> keyColumnNames() {
        return List.copyOf(primaryKey);
    }

    public List<Column> keyColumns() {
        return primaryKey.stream().map(columns::get).filter(Objects::nonNull).toList();
    }

    public void add(ForeignKey key) {
        foreignKeys.add(key);
    }

    public void add(Index index) {
        indexes.add(index);
    }

    public void add(Check check) {
        checks.add(check);
    }

    public void add(Table.Trait trait) {
        traits.add(trait);
    }

    public void partitionedBy(List<String> by) {
        partitionedBy.addAll(by);
    }

    public void comment(String text) {
        comment = text;
    }

    public Table build() {
        return new Table(
                schema,
                name,
                kind,
                entity,
                Stream.concat(columns.values().stream(), colliding.stream()).toList(),
                primaryKey,
                foreignKeys,
                indexes,
                checks,
                traits,
                partitionedBy,
                comment,
                place);
    }
}
