package org.migrationsafe.seed;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

import org.jspecify.annotations.Nullable;
import org.migrationsafe.recording.RelationName;

/**
 * A table without rows, with all that its rows have to obey.
 *
 * @param reacts whether triggers or rules of the user's do something when rows come
 * @param spreads whether its rows may be found in other tables too: its partitions, or what its triggers fill
 */
record TableToFill(
        long oid,
        RelationName name,
        String quotedName,
        boolean reacts,
        boolean spreads,
        Map<Integer, Column> columns,
        List<ForeignKey> foreignKeys,
        List<Check> checks) {

    /** Columns that, each alone, refer to a column of another table. */
    List<Column> referringTo(TableToFill parent, Column column) {
        return foreignKeys.stream()
                .filter(key -> key.parent() == parent.oid()
                        && key.columns().size() == 1
                        && key.referencedNumbers().equals(List.of(column.number())))
                .map(key -> Objects.requireNonNull(columns.get(key.columns().get(0))))
                .toList();
    }

    /** The same, with some of its columns never NULL. */
    TableToFill requiring(Predicate<Column> required) {
        Map<Integer, Column> all = new LinkedHashMap<>();
        columns.forEach((number, column) -> all.put(number, required.test(column) ? column.required() : column));
        return new TableToFill(oid, name, quotedName, reacts, spreads, all, foreignKeys, checks);
    }

    /**
     * A column.
     *
     * @param type as the server writes it, {@code character varying(20)}
     * @param baseType the type under a domain, without length
     * @param typeKind {@code pg_type.typtype} of the base type: b base, e enum, r range, c composite
     * @param modifier {@code atttypmod}, -1 for none
     * @param element the base type of an array's elements; null for no array
     * @param unique whether a unique key has it among its columns
     * @param uniqueAlone whether one consists of it
     * @param defaultValue the expression; null for none
     */
    record Column(
            int number,
            String name,
            String quotedName,
            String type,
            String baseType,
            char typeKind,
            int modifier,
            @Nullable String element,
            boolean notNull,
            @Nullable String defaultValue,
            boolean identity,
            boolean generated,
            boolean unique,
            boolean uniqueAlone) {

        Column required() {
            return new Column(
                    number,
                    name,
                    quotedName,
                    type,
                    baseType,
                    typeKind,
                    modifier,
                    element,
                    true,
                    defaultValue,
                    identity,
                    generated,
                    unique,
                    uniqueAlone);
        }

        boolean numbered() {
            return identity || defaultValue != null && defaultValue.startsWith("nextval(");
        }
    }

    /** A foreign key; {@code columns} and {@code referenced} pair up. */
    record ForeignKey(
            long parent,
            String quotedParent,
            List<Integer> columns,
            List<String> referenced,
            List<Integer> referencedNumbers) {

        /** Deletes the rows of a table that refer to none. */
        String deleteOrphans(TableToFill table) {
            String pairs = IntStream.range(0, columns.size())
                    .mapToObj(i -> "p." + referenced.get(i) + " = c."
                            + Objects.requireNonNull(table.columns().get(columns.get(i)))
                                    .quotedName())
                    .collect(Collectors.joining(" AND "));
            return "DELETE FROM " + table.quotedName() + " c WHERE NOT EXISTS (SELECT FROM " + quotedParent
                    + " p WHERE " + pairs + ")";
        }
    }

    /** A check of the table or of a column's domain, as an expression over quoted column names. */
    record Check(String expression, List<Integer> columns) {}
}
