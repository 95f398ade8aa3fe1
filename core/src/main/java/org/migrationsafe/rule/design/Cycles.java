package org.migrationsafe.rule.design;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;

import org.migrationsafe.schema.ForeignKey;
import org.migrationsafe.schema.Schema;
import org.migrationsafe.schema.Table;

/** Circles of references. */
final class Cycles {

    private Cycles() {}

    /** The shortest way from a table by such references back to itself, that table first; empty if there is none. */
    static List<Table> through(Schema schema, Table table, Predicate<ForeignKey> followed) {
        Map<String, Table> tables = new HashMap<>();
        schema.tables().forEach(each -> tables.putIfAbsent(each.name(), each));
        Map<String, Table> cameFrom = new HashMap<>();
        Deque<Table> next = new ArrayDeque<>(List.of(table));
        while (!next.isEmpty()) {
            Table current = next.removeFirst();
            for (ForeignKey key : current.foreignKeys()) {
                Table target = tables.get(key.referencedTable());
                if (target == null || !followed.test(key)) {
                    continue;
                }
                if (target.equals(table)) {
                    return way(table, current, cameFrom);
                }
                if (cameFrom.putIfAbsent(target.name(), current) == null) {
                    next.addLast(target);
                }
            }
        }
        return List.of();
    }

    private static List<Table> way(Table first, Table last, Map<String, Table> cameFrom) {
        List<Table> way = new ArrayList<>();
        Table current = last;
        while (current != null && !current.equals(first)) {
            way.add(0, current);
            current = cameFrom.get(current.name());
        }
        way.add(0, first);
        return way;
    }
}
