package org.migrationsafe.rule.difference;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

import org.migrationsafe.rule.Finding;
import org.migrationsafe.rule.Severity;
import org.migrationsafe.schema.Index;
import org.migrationsafe.schema.Table;

/** Plain indexes of one table of both sides, matched by their columns. */
record IndexDifferences(Table table, Table other) {

    List<Finding> all() {
        List<Finding> found = new ArrayList<>();
        for (Index index : table.indexes()) {
            boolean there = other.indexes().stream()
                            .anyMatch(each -> each.where().isEmpty()
                                    && !each.is(Index.Trait.INVALID)
                                    && lower(each.columns()).equals(lower(index.columns())))
                    || lower(other.primaryKey()).equals(lower(index.columns()));
            if (!index.unique() && !there) {
                found.add(Difference.of(
                                Severity.MEDIUM,
                                table,
                                index.declaration(),
                                index.place(),
                                "Index " + KeyDifferences.list(index.columns()) + " of \"" + table.shortEntity()
                                        + "\" is not on \"" + other.qualifiedName()
                                        + "\": queries that count on it read the whole table",
                                "CREATE INDEX CONCURRENTLY in a migration, or remove @Index.")
                        .finding("index " + KeyDifferences.list(index.columns()), "no such index", other.place()));
            }
        }
        for (Index index : other.indexes()) {
            boolean known = table.indexes().stream()
                    .anyMatch(each -> lower(each.columns()).equals(lower(index.columns())));
            if (!index.unique() && index.isPlain() && !known) {
                found.add(Difference.of(
                                Severity.NIT,
                                other,
                                table.entity() + "." + index.name(),
                                index.place(),
                                "Index \"" + index.name() + "\" " + KeyDifferences.list(index.columns()) + " of \""
                                        + other.qualifiedName() + "\" is not in the mapping of \"" + table.shortEntity()
                                        + "\"",
                                "@Index in the mapping, where Hibernate makes the schema of tests.")
                        .finding("no such index", "index " + KeyDifferences.list(index.columns()), index.place()));
            }
        }
        return found;
    }

    private static List<String> lower(List<String> names) {
        return names.stream()
                .map(name -> TableDifferences.plain(name).toLowerCase(Locale.ROOT))
                .toList();
    }
}
