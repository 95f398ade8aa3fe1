package org.migrationsafe.processor.read;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import org.migrationsafe.schema.Column;
import org.migrationsafe.schema.ForeignKey;
import org.migrationsafe.schema.Index;
import org.migrationsafe.schema.Table;
import org.migrationsafe.source.Place;

/** A table while its attributes are being read. */
final class TableBuilder {

    private final String schema;
    private final String name;
    private final Table.Kind kind;
    private final String entity;
    private final Place place;
    private final Map<String, Column> columns = new LinkedHashMap<>();
    private final List<String> primaryKey = new ArrayList<>();
    private final List<ForeignKey> foreignKeys = new ArrayList<>();
    private final List<Index> indexes = new ArrayList<>();

    TableBuilder(String schema, String name, Table.Kind kind, String entity, Place place) {
        this.schema = schema;
        this.name = name;
        this.kind = kind;
        this.entity = entity;
        this.place = place;
    }

    String name() {
        return name;
    }

    String entity() {
        return entity;
    }

    Place place() {
        return place;
    }

    /** A column that two attributes share, as a foreign key inside a composite key does, is one column. */
    void add(Column column) {
        columns.putIfAbsent(column.name(), column);
    }

    boolean has(String column) {
        return columns.containsKey(column);
    }

    void key(String column) {
        if (!primaryKey.contains(column)) {
            primaryKey.add(column);
        }
    }

    List<Column> keyColumns() {
        return primaryKey.stream()
                .map(columns::get)
                .filter(java.util.Objects::nonNull)
                .toList();
    }

    void add(ForeignKey key) {
        foreignKeys.add(key);
    }

    void add(Index index) {
        indexes.add(index);
    }

    Table build() {
        return new Table(
                schema, name, kind, entity, List.copyOf(columns.values()), primaryKey, foreignKeys, indexes, place);
    }
}
