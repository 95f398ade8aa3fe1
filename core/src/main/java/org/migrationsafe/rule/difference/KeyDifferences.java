package org.migrationsafe.rule.difference;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

import org.migrationsafe.rule.Finding;
import org.migrationsafe.rule.Severity;
import org.migrationsafe.schema.Column;
import org.migrationsafe.schema.ForeignKey;
import org.migrationsafe.schema.Index;
import org.migrationsafe.schema.Table;

/** Keys of one table of both sides: matched by their columns, since names are the schema's own affair. */
record KeyDifferences(Table table, Table other) {

    List<Finding> all() {
        List<Finding> found = new ArrayList<>();
        primaryKey(found);
        uniques(found);
        foreignKeys(found);
        found.addAll(new IndexDifferences(table, other).all());
        return found;
    }

    private static Set<String> set(Collection<String> names) {
        Set<String> set = new TreeSet<>();
        names.forEach(name -> set.add(TableDifferences.plain(name).toLowerCase(Locale.ROOT)));
        return set;
    }

    static String list(Collection<String> names) {
        return names.isEmpty() ? "none" : "(" + String.join(", ", names) + ")";
    }

    private void primaryKey(List<Finding> found) {
        if (!set(table.primaryKey()).equals(set(other.primaryKey()))) {
            found.add(Difference.of(
                            table.primaryKey().isEmpty() ? Severity.LOW : Severity.HIGH,
                            table,
                            "The primary key of \"" + other.qualifiedName() + "\" is " + list(other.primaryKey())
                                    + ", and by the entities " + list(table.primaryKey())
                                    + (table.primaryKey().isEmpty() ? "" : ": rows are identified differently"),
                            "Make them one.")
                    .finding(list(table.primaryKey()), list(other.primaryKey()), other.place()));
        }
    }

    private void uniques(List<Finding> found) {
        List<Index> theirs = other.indexes().stream().filter(Index::unique).toList();
        for (Index index : table.indexes()) {
            if (!index.unique()) {
                continue;
            }
            boolean whole = theirs.stream()
                            .anyMatch(each -> each.where().isEmpty()
                                    && set(each.columns()).equals(set(index.columns())))
                    || set(other.primaryKey()).equals(set(index.columns()));
            boolean partly =
                    theirs.stream().anyMatch(each -> set(each.columns()).equals(set(index.columns())));
            if (!whole) {
                found.add(Difference.of(
                                partly ? Severity.LOW : Severity.HIGH,
                                table,
                                index.declaration().isEmpty() ? table.entity() : index.declaration(),
                                index.place(),
                                "Unique " + list(index.columns()) + " of \"" + table.shortEntity() + "\" is "
                                        + (partly
                                                ? "kept for some of the rows of \"" + other.qualifiedName() + "\" only"
                                                : "kept by nothing on \"" + other.qualifiedName()
                                                        + "\": equal rows come in"),
                                "CREATE UNIQUE INDEX CONCURRENTLY, then ADD CONSTRAINT … UNIQUE USING INDEX.")
                        .finding(
                                "unique " + list(index.columns()),
                                partly ? "on some rows" : "no such constraint",
                                other.place()));
            }
        }
        for (Index index : theirs) {
            boolean known = table.indexes().stream()
                            .anyMatch(
                                    each -> each.unique() && set(each.columns()).equals(set(index.columns())))
                    || set(table.primaryKey()).equals(set(index.columns()));
            if (!known && index.isPlain()) {
                found.add(Difference.of(
                                Severity.LOW,
                                other,
                                table.entity() + "." + index.name(),
                                index.place(),
                                "Unique " + list(index.columns()) + " of \"" + other.qualifiedName()
                                        + "\" is not in the mapping of \"" + table.shortEntity()
                                        + "\": the schema refuses what the entities seem to allow",
                                "@Table(uniqueConstraints = @UniqueConstraint(name = \"" + index.name()
                                        + "\", columnNames = …)).")
                        .finding("no such constraint", "unique " + list(index.columns()), index.place()));
            }
        }
    }

    private void foreignKeys(List<Finding> found) {
        for (ForeignKey key : table.foreignKeys()) {
            Optional<ForeignKey> theirs = other.foreignKeys().stream()
                    .filter(each -> set(each.columns()).equals(set(key.columns())))
                    .findFirst();
            if (theirs.isEmpty() && key.isWatched()) {
                found.add(at(
                                Severity.MEDIUM,
                                key,
                                "\"" + key.shortAttribute() + "\" refers to \"" + key.referencedTable()
                                        + "\", and no foreign key of \"" + other.qualifiedName() + "\" keeps "
                                        + list(key.columns()) + " true",
                                "ADD CONSTRAINT … FOREIGN KEY … NOT VALID in one migration, VALIDATE CONSTRAINT in the next.")
                        .finding("foreign key to " + key.referencedTable(), "no such key", other.place()));
            } else if (theirs.isPresent()
                    && !theirs.get()
                            .referencedTable()
                            .equalsIgnoreCase(TableDifferences.plain(key.referencedTable()))) {
                found.add(at(
                                Severity.HIGH,
                                key,
                                "\"" + key.shortAttribute() + "\" refers to \"" + key.referencedTable()
                                        + "\", and the foreign key "
                                        + list(key.columns()) + " of \"" + other.qualifiedName() + "\" to \""
                                        + theirs.get().referencedTable() + "\": each INSERT may fail",
                                "Make them one.")
                        .finding(
                                key.referencedTable(),
                                theirs.get().referencedTable(),
                                theirs.get().place()));
            } else if (theirs.isPresent() && key.isWatched() && theirs.get().onDelete() != key.onDelete()) {
                boolean counted = key.onDelete() != ForeignKey.OnDelete.NO_ACTION;
                found.add(at(
                                counted ? Severity.MEDIUM : Severity.LOW,
                                key,
                                "\"" + key.shortAttribute() + "\" is ON DELETE "
                                        + key.onDelete().sql() + " by the mapping, and "
                                        + theirs.get().onDelete().sql() + " by \"" + other.qualifiedName() + "\"",
                                "@OnDelete in the mapping as the schema has it; or a new constraint, NOT VALID and validated later.")
                        .finding(
                                "ON DELETE " + key.onDelete().sql(),
                                "ON DELETE " + theirs.get().onDelete().sql(),
                                theirs.get().place()));
            }
        }
        for (ForeignKey key : other.foreignKeys()) {
            if (!isOfTenant(key)
                    && table.foreignKeys().stream()
                            .noneMatch(each -> set(each.columns()).equals(set(key.columns())))) {
                found.add(Difference.of(
                                Severity.LOW,
                                other,
                                table.entity() + "." + key.name(),
                                key.place(),
                                "Foreign key " + list(key.columns()) + " of \"" + other.qualifiedName() + "\" to \""
                                        + key.referencedTable() + "\" is no association of \"" + table.shortEntity()
                                        + "\"",
                                "@ManyToOne, where the application follows it.")
                        .finding("no association", "foreign key to " + key.referencedTable(), key.place()));
            }
        }
    }

    /** Whose a row is, Hibernate adds by itself: the mapping has a value there, and no association. */
    private boolean isOfTenant(ForeignKey key) {
        return key.columns().stream().allMatch(name -> table.column(name)
                .filter(column -> column.is(Column.Trait.TENANT))
                .isPresent());
    }

    private Difference at(Severity severity, ForeignKey key, String says, String advice) {
        String declaration = key.attribute().isEmpty() ? table.entity() : key.attribute();
        return Difference.of(severity, table, declaration, key.place(), says, advice);
    }
}
