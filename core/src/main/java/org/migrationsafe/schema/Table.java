package org.migrationsafe.schema;

import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

import org.migrationsafe.source.Place;

/**
 * A table.
 *
 * @param schema empty for the default one
 * @param entity the class that it stands for, {@code shop.Order}; of a join or collection table, the owner's; empty where none
 *     is known
 * @param indexes unique constraints included, the primary key not
 * @param partitionedBy the columns by which it is divided; empty for a table that is not
 * @param comment what the schema says of it; empty for nothing
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
        List<Check> checks,
        Set<Trait> traits,
        List<String> partitionedBy,
        String comment,
        Place place) {

    public Table {
        columns = List.copyOf(columns);
        primaryKey = List.copyOf(primaryKey);
        foreignKeys = List.copyOf(foreignKeys);
        indexes = List.copyOf(indexes);
        checks = List.copyOf(checks);
        traits = Set.copyOf(traits);
        partitionedBy = List.copyOf(partitionedBy);
    }

    /** What a table stands for. */
    public enum Kind {
        ENTITY,
        /** One of an inheritance hierarchy's further tables. */
        SUBCLASS,
        /** A further table of the same rows. */
        SECONDARY,
        JOIN_TABLE,
        COLLECTION,
        /** One that a catalogue has, and of which no entity is known. */
        UNMAPPED,
        /** A view: it has columns, and nothing of its own to review. */
        VIEW
    }

    /** What else is said of it. */
    public enum Trait {
        /** Reads leave out the rows that are marked as deleted, without each query's doing. */
        READS_FILTERED,
        /** The server itself shows each user only some rows. */
        ROW_SECURITY,
        /** Rows are never changed. */
        IMMUTABLE,
        /** Several classes share it. */
        SHARED_BY_CLASSES
    }

    public boolean is(Trait trait) {
        return traits.contains(trait);
    }

    public Optional<Column> column(String columnName) {
        return columns.stream()
                .filter(column -> column.name().equals(columnName))
                .findFirst();
    }

    public Stream<Column> columns(Column.Trait trait) {
        return columns.stream().filter(column -> column.is(trait));
    }

    public Optional<Column> tenant() {
        return columns(Column.Trait.TENANT).findFirst();
    }

    public Optional<Column> softDelete() {
        return columns(Column.Trait.SOFT_DELETE).findFirst();
    }

    /** The column lists by which all rows can be found: primary key, unique constraints, indexes. */
    public Stream<List<String>> accessPaths() {
        return Stream.concat(
                Stream.of(primaryKey),
                indexes.stream()
                        .filter(index -> index.where().isEmpty() && !index.is(Index.Trait.INVALID))
                        .map(Index::columns));
    }

    /** What a mapping says of a table that a catalogue has. */
    public Table mapped(Kind as, String by, List<Column> others, Set<Trait> more) {
        Set<Trait> all = new HashSet<>(traits);
        all.addAll(more);
        return new Table(
                schema,
                name,
                as,
                by,
                others,
                primaryKey,
                foreignKeys,
                indexes,
                checks,
                all,
                partitionedBy,
                comment,
                place);
    }

    public Table withForeignKeys(List<ForeignKey> others) {
        return new Table(
                schema,
                name,
                kind,
                entity,
                columns,
                primaryKey,
                others,
                indexes,
                checks,
                traits,
                partitionedBy,
                comment,
                place);
    }

    /** Whether it holds rows that something stands for, and not only pairs of references or parts of rows. */
    public boolean isOfEntities() {
        return kind == Kind.ENTITY || kind == Kind.UNMAPPED && !isJunction();
    }

    /** Whether its rows only connect others: each column is part of a reference. */
    public boolean isJunction() {
        return kind == Kind.JOIN_TABLE
                || foreignKeys.size() == 2
                        && columns.stream().allMatch(column -> foreignKeys.stream()
                                .anyMatch(key -> key.columns().contains(column.name())));
    }

    public String shortEntity() {
        return entity.isEmpty() ? name : entity.substring(entity.lastIndexOf('.') + 1);
    }

    /** With its schema, where that is not the default one. */
    public String qualifiedName() {
        return schema.isEmpty() || schema.equals("public") ? name : schema + "." + name;
    }
}
