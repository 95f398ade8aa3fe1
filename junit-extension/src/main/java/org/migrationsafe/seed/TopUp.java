package org.migrationsafe.seed;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

import org.migrationsafe.database.Ask;
import org.migrationsafe.database.Quoted;
import org.migrationsafe.recording.RelationName;

/**
 * Gives tables more rows of the kind that they have, all by the same factor: those that the user's scripts and migrations
 * inserted as well as ours.
 *
 * @param rows how many rows a table got to begin with, so that no number of a row is used twice
 * @param sought what migrations compare columns with
 */
public record TopUp(Connection connection, int rows, Sought sought) {

    /** What a unique or exclusion constraint refuses is tried again with other values, so often. */
    private static final int ROUNDS = 4;

    /**
     * Multiplies the rows of tables, of their partitions, and of tables that have to grow with them.
     *
     * @return why a table did not grow so much, for each of which that is so
     */
    public Map<RelationName, String> multiply(Collection<RelationName> tables, int factor) throws SQLException {
        Map<RelationName, String> refused = new TreeMap<>();
        Map<Long, TableToFill> all = new LinkedHashMap<>();
        TableReader.read(connection, Set.of()).forEach(table -> all.put(table.oid(), table));
        List<TableToFill> waiting = wanted(all, tables, factor, refused);
        while (!waiting.isEmpty()) {
            TableToFill next = waiting.stream()
                    .filter(table -> table.foreignKeys().stream().noneMatch(key -> waiting.stream()
                            .anyMatch(other -> other != table && other.oid() == key.parent())))
                    .findFirst()
                    .orElse(waiting.get(0));
            waiting.remove(next);
            grow(next, factor, refused);
        }
        refresh(tables, refused);
        return refused;
    }

    /** Materialized views among them have more rows when the tables do that they were made of. */
    private void refresh(Collection<RelationName> relations, Map<RelationName, String> refused) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            for (RelationName relation : relations) {
                if (Ask.whether(
                        connection,
                        "SELECT EXISTS (SELECT FROM pg_catalog.pg_class c WHERE c.oid = to_regclass("
                                + Quoted.literal(relation) + ") AND c.relkind = 'm' AND c.relispopulated)")) {
                    EmptyViews.refresh(statement, relation, refused);
                }
            }
        }
    }

    private List<TableToFill> wanted(
            Map<Long, TableToFill> all, Collection<RelationName> tables, int factor, Map<RelationName, String> refused)
            throws SQLException {
        Set<Long> oids = new HashSet<>(partitions(tables));
        List<TableToFill> open = new ArrayList<>(all.values().stream()
                .filter(table -> oids.contains(table.oid()))
                .toList());
        List<TableToFill> wanted = new ArrayList<>(open);
        while (!open.isEmpty()) {
            TableToFill table = open.remove(0);
            for (long parent : parents(table, factor, refused)) {
                TableToFill needed = all.get(parent);
                if (needed != null && oids.add(parent)) {
                    open.add(needed);
                    wanted.add(needed);
                }
            }
        }
        return wanted;
    }

    private Set<Long> parents(TableToFill table, int factor, Map<RelationName, String> refused) throws SQLException {
        try {
            return Multiplied.of(connection, table, factor * rows, sought, rows).parents();
        } catch (Unfillable e) {
            refused.put(table.name(), e.reason());
            return Set.of();
        }
    }

    /** The tables that hold rows: of a partitioned one its partitions. */
    private Set<Long> partitions(Collection<RelationName> tables) throws SQLException {
        Set<Long> oids = new HashSet<>();
        for (RelationName table : tables) {
            String oid = "to_regclass(" + Quoted.literal(table) + ")";
            oids.addAll(Ask.all(
                    connection,
                    "SELECT c.oid FROM pg_catalog.pg_class c WHERE c.relkind = 'r' AND (c.oid = " + oid
                            + " OR c.oid IN (SELECT relid FROM pg_catalog.pg_partition_tree(" + oid + ")))",
                    row -> row.getLong(1)));
        }
        return oids;
    }

    private void grow(TableToFill table, int factor, Map<RelationName, String> refused) throws SQLException {
        int there = count(table);
        if (there == 0 || refused.containsKey(table.name())) {
            return;
        }
        int wanted = Math.multiplyExact(factor, there);
        try (Statement statement = connection.createStatement()) {
            Multiplied multiplied = Multiplied.of(connection, table, wanted, sought, Math.max(there, rows));
            int now = there;
            long base = Math.max(there, rows);
            for (int i = 0; i < ROUNDS && now < wanted; i++) {
                Insertion.insert(statement, multiplied.sql(now, wanted - now, base), false);
                base += wanted - now;
                now = count(table);
            }
            if (now < wanted) {
                refused.put(
                        table.name(),
                        "only " + (now - there) + " of " + (wanted - there)
                                + " further rows that obey its constraints were found");
            }
        } catch (Unfillable e) {
            refused.put(table.name(), e.reason());
        } catch (SQLException e) {
            Seeder.refuseIfGone(e);
            refused.put(table.name(), "the server refused further rows: " + Seeder.firstLine(e));
        }
    }

    private int count(TableToFill table) throws SQLException {
        return count("ONLY " + table.quotedName());
    }

    private int count(String rows) throws SQLException {
        return Ask.one(connection, "SELECT count(*) FROM " + rows, row -> row.getInt(1));
    }

    /** How many rows tables and materialized views have; those that are gone are left out. */
    public Map<RelationName, Integer> counts(Collection<RelationName> relations) throws SQLException {
        Map<RelationName, Integer> counts = new TreeMap<>();
        for (RelationName relation : relations) {
            if (Ask.whether(connection, "SELECT to_regclass(" + Quoted.literal(relation) + ") IS NOT NULL")) {
                counts.put(relation, count(Quoted.name(relation)));
            }
        }
        return counts;
    }
}
