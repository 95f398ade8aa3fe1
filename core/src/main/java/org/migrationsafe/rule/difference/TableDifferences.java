package org.migrationsafe.rule.difference;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

import org.migrationsafe.rule.Finding;
import org.migrationsafe.rule.Severity;
import org.migrationsafe.schema.Column;
import org.migrationsafe.schema.Column.Trait;
import org.migrationsafe.schema.Schema;
import org.migrationsafe.schema.Table;
import org.migrationsafe.schema.Table.Kind;

/** Tables of both sides, matched by name, and their columns; what is in these is left to others. */
final class TableDifferences {

    private final Schema model;
    private final Schema catalogue;
    private final List<Finding> found = new ArrayList<>();

    TableDifferences(Schema model, Schema catalogue) {
        this.model = model;
        this.catalogue = catalogue;
    }

    List<Finding> all() {
        Set<Table> matched = new HashSet<>();
        for (Table table : model.tables()) {
            if (table.kind() == Kind.VIEW) {
                continue; // a query of the mapping's own
            }
            Optional<Table> other = matching(catalogue, table);
            if (other.isEmpty()) {
                missing(table);
            } else {
                matched.add(other.get());
                columns(table, other.get());
                if (other.get().kind() != Kind.VIEW) {
                    found.addAll(new KeyDifferences(table, other.get()).all());
                }
            }
        }
        catalogue.tables().stream()
                .filter(table -> table.kind() != Kind.VIEW && !matched.contains(table))
                .forEach(this::unmapped);
        found.addAll(new SequenceDifferences(model, catalogue).all());
        found.addAll(new EnumDifferences(model, catalogue).all());
        return found;
    }

    /** By name, and by schema where the mapping gives one. */
    static Optional<Table> matching(Schema catalogue, Table table) {
        List<Table> named = catalogue.tables().stream()
                .filter(other -> other.name().equalsIgnoreCase(plain(table.name())))
                .filter(other -> table.schema().isEmpty() || other.schema().equalsIgnoreCase(table.schema()))
                .toList();
        return named.stream()
                .filter(other -> !other.qualifiedName().contains("."))
                .findFirst()
                .or(() -> named.stream().findFirst());
    }

    /** Without the quotes that a mapping may have. */
    static String plain(String name) {
        return name.replaceAll("^[\"`]|[\"`]$", "");
    }

    private void missing(Table table) {
        found.add(Difference.of(
                        Severity.HIGH,
                        table,
                        "Table \"" + table.qualifiedName() + "\" of \"" + table.shortEntity()
                                + "\" is in no migration: each statement on it fails",
                        "CREATE TABLE in a migration, before the code that uses it is deployed.")
                .finding("table " + table.qualifiedName(), "no such table", table.place()));
    }

    private void unmapped(Table table) {
        found.add(Difference.of(
                        Severity.NIT,
                        table,
                        "Table \"" + table.qualifiedName() + "\" has no entity",
                        "Nothing, where it belongs to something else; otherwise drop it once nothing uses it.")
                .finding("no such table", "table " + table.qualifiedName(), table.place()));
    }

    private void columns(Table table, Table other) {
        Set<String> known = new TreeSet<>(String.CASE_INSENSITIVE_ORDER);
        for (Column column : table.columns()) {
            if (column.is(Trait.COLLIDES)) {
                continue;
            }
            String name = plain(column.name());
            known.add(name);
            Optional<Column> theirs = other.columns().stream()
                    .filter(each -> each.name().equalsIgnoreCase(name))
                    .findFirst();
            if (theirs.isEmpty()) {
                missing(table, column, other);
            } else {
                found.addAll(new ColumnDifferences(catalogue, table, column, other, theirs.get()).all());
            }
        }
        other.columns().stream()
                .filter(column -> !known.contains(column.name()))
                .forEach(column -> extra(table, other, column));
    }

    private void missing(Table table, Column column, Table other) {
        found.add(Difference.of(
                        Severity.HIGH,
                        table,
                        column,
                        "\"" + name(table, column) + "\" has the column \"" + column.name() + "\", which \""
                                + other.qualifiedName() + "\" has not: each statement on it fails",
                        "ALTER TABLE " + other.qualifiedName() + " ADD COLUMN " + column.name() + " "
                                + column.type().sql() + ", in a migration that is deployed before the code.")
                .finding(column.type().sql(), "no such column", other.place()));
    }

    private void extra(Table table, Table other, Column column) {
        if (other.kind() == Kind.VIEW) {
            return;
        }
        boolean required = !column.nullable() && !column.value().filledByServer();
        String key = table.entity() + "." + column.name();
        Difference difference = required
                ? Difference.of(
                        Severity.CRITICAL,
                        other,
                        key,
                        column.place(),
                        "\"" + other.qualifiedName() + "." + column.name()
                                + "\" may not be null, has no default, and no " + "attribute of \""
                                + table.shortEntity() + "\" is mapped to it: each INSERT of the entity fails",
                        "ALTER TABLE " + other.qualifiedName() + " ALTER COLUMN " + column.name()
                                + " SET DEFAULT …, or DROP NOT NULL; or map it.")
                : Difference.of(
                        Severity.LOW,
                        other,
                        key,
                        column.place(),
                        "\"" + other.qualifiedName() + "." + column.name() + "\" is mapped by no attribute of \""
                                + table.shortEntity() + "\"",
                        "Nothing, where something else uses it; otherwise drop it once no release reads it.");
        found.add(difference.finding(
                "no such column (" + table.place() + ")",
                column.type().sql() + (column.nullable() ? "" : " NOT NULL"),
                column.place()));
    }

    static String name(Table table, Column column) {
        return column.attribute().isEmpty() ? table.shortEntity() : column.shortAttribute();
    }
}
