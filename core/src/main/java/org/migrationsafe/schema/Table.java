package org.migrationsafe.schema;

import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

import org.migrationsafe.source.Place;

/**
 * A table.
 *
 * @param schema empty for the default one
 * @param entity the class that it stands for, {@code shop.Order}; of a join or collection table, the owner's
 * @param indexes unique constraints included, the primary key not
 */
public record Table(
        String schema,
        String name,
        Kind kind,
        String entity,
        List<Column> columns,
        List<String> primaryKey,
        List<ForeignKey> foreignKeys,
        List<Index> indexes,
        Place place) {

    public Table {
        columns = List.copyOf(columns);
        primaryKey = List.copyOf(primaryKey);
        foreignKeys = List.copyOf(foreignKeys);
        indexes = List.copyOf(indexes);
    }

    /** What a table stands for. */
    public enum Kind {
        ENTITY,
        /** One of an inheritance hierarchy's further tables. */
        SUBCLASS,
        /** A further table of the same rows. */
        SECONDARY,
        JOIN_TABLE,
        COLLECTION
    }

    public Optional<Column> column(String columnName) {
        return columns.stream()
                .filter(column -> column.name().equals(columnName))
                .findFirst();
    }

    public Optional<Column> tenant() {
        return columns.stream().filter(column -> column.is(Column.Trait.TENANT)).findFirst();
    }

    /** The column lists by which rows can be found: primary key, unique constraints, indexes. */
    public Stream<List<String>> accessPaths() {
        return Stream.concat(Stream.of(primaryKey), indexes.stream().map(Index::columns));
    }

    public String shortEntity() {
        return entity.substring(entity.lastIndexOf('.') + 1);
    }
}
