package org.migrationsafe.rule.design;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.BiPredicate;

import org.migrationsafe.schema.ForeignKey;
import org.migrationsafe.schema.Schema;
import org.migrationsafe.schema.Table;

/** Circles of references. */
final class Cycles {

    private final Map<String, Table> tables = new HashMap<>();
    private final Map<String, Set<String>> references = new HashMap<>();

    /** @param followed which references count */
    Cycles(Schema schema, BiPredicate<Table, ForeignKey> followed) {
        for (Table table : schema.tables()) {
            tables.putIfAbsent(table.name(), table);
            table.foreignKeys().stream()
                    .filter(key -> followed.test(table, key))
                    .forEach(key -> references
                            .computeIfAbsent(table.name(), absent -> new TreeSet<>())
                            .add(key.referencedTable()));
        }
        leaveOutWhatIsInNone();
    }

    /** Who is referred to by nobody, or refers to nobody, is in no circle; nor is, then, who is left so by that. */
    private void leaveOutWhatIsInNone() {
        boolean left = true;
        while (left) {
            Set<String> referred = new HashSet<>();
            references.values().forEach(referred::addAll);
            left = references.keySet().removeIf(name -> !referred.contains(name));
            for (Set<String> targets : references.values()) {
                left |= targets.removeIf(target -> !references.containsKey(target));
            }
            left |= references.values().removeIf(Set::isEmpty);
        }
    }

    /** The shortest way from a table by such references back to itself, that table first; empty if there is none. */
    List<Table> through(Table table) {
        Map<String, String> cameFrom = new HashMap<>();
        Deque<String> next = new ArrayDeque<>(List.of(table.name()));
        while (!next.isEmpty()) {
            String current = next.removeFirst();
            for (String target : references.getOrDefault(current, Set.of())) {
                if (target.equals(table.name())) {
                    return way(table.name(), current, cameFrom);
                }
                if (cameFrom.putIfAbsent(target, current) == null) {
                    next.addLast(target);
                }
            }
        }
        return List.of();
    }

    private List<Table> way(String first, String last, Map<String, String> cameFrom) {
        List<Table> way = new ArrayList<>();
        String current = last;
        while (current != null && !current.equals(first)) {
            way.add(0, Objects.requireNonNull(tables.get(current)));
            current = cameFrom.get(current);
        }
        way.add(0, Objects.requireNonNull(tables.get(first)));
        return way;
    }
}
