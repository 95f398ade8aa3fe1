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
import org.migrationsafe.schema.EnumType;
import org.migrationsafe.schema.Schema;
import org.migrationsafe.schema.Sequence;
import org.migrationsafe.schema.Table;
import org.migrationsafe.schema.Table.Kind;

/** Tables, sequences and enums of both sides, matched by name; what is in them is left to others. */
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
        model.sequences().forEach(this::sequence);
        model.enums().forEach(this::enumeration);
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

    private void sequence(Sequence sequence) {
        Optional<Sequence> other = catalogue.sequences().stream()
                .filter(each -> each.name().equalsIgnoreCase(plain(sequence.name())))
                .findFirst();
        Table owner = model.tables().stream()
                .filter(table -> table.columns().stream()
                        .anyMatch(column -> column.value().sequence().equals(sequence.name())))
                .findFirst()
                .orElseThrow();
        if (other.isEmpty()) {
            found.add(Difference.of(
                            Severity.HIGH,
                            owner,
                            sequence.declaration(),
                            sequence.place(),
                            "Sequence \"" + sequence.name()
                                    + "\" is in no migration: each INSERT that draws from it fails",
                            "CREATE SEQUENCE " + sequence.name() + " INCREMENT BY " + sequence.increment() + ".")
                    .finding("increment " + sequence.increment(), "no such sequence", sequence.place()));
        } else if (other.get().increment() != sequence.increment() && sequence.increment() > 0) {
            found.add(Difference.of(
                            Severity.HIGH,
                            owner,
                            sequence.declaration(),
                            sequence.place(),
                            "Sequence \"" + sequence.name() + "\" goes on by "
                                    + other.get().increment()
                                    + ", and the entities take it to go on by " + sequence.increment()
                                    + ": two instances draw the same identifiers",
                            "ALTER SEQUENCE " + sequence.name() + " INCREMENT BY " + sequence.increment()
                                    + ", or allocationSize = " + other.get().increment() + ".")
                    .finding(
                            "allocationSize " + sequence.increment(),
                            "increment " + other.get().increment(),
                            other.get().place()));
        }
    }

    private void enumeration(EnumType type) {
        Table owner = model.tables().stream()
                .filter(table -> table.columns().stream()
                        .anyMatch(column -> column.type().sql().equals(type.name())))
                .findFirst()
                .orElseThrow();
        catalogue.enums().stream()
                .filter(each -> each.name().equalsIgnoreCase(plain(type.name())))
                .findFirst()
                .filter(other -> !other.constants().equals(type.constants())
                        && !other.constants().equals(inJava(owner, type)))
                .ifPresent(other -> {
                    Set<String> refused = new TreeSet<>(type.constants());
                    other.constants().forEach(refused::remove);
                    boolean sameSet = new TreeSet<>(other.constants()).equals(new TreeSet<>(type.constants()));
                    String harm = sameSet
                            ? "they sort otherwise in the database"
                            : refused.isEmpty()
                                    ? "the database has constants that Java cannot read"
                                    : String.join(", ", refused) + " is refused";
                    found.add(Difference.of(
                                    sameSet ? Severity.LOW : Severity.HIGH,
                                    owner,
                                    key(owner, type),
                                    type.place(),
                                    "Enum \"" + type.name() + "\" has the constants "
                                            + String.join(", ", type.constants())
                                            + " in Java and " + String.join(", ", other.constants())
                                            + " in the database: " + harm,
                                    "ALTER TYPE " + other.name()
                                            + " ADD VALUE … for what is missing, in a migration before the one that uses it.")
                            .finding(
                                    String.join(", ", type.constants()),
                                    String.join(", ", other.constants()),
                                    other.place()));
                });
    }

    /** Either order will do where nothing compares by it. */
    private static List<String> inJava(Table owner, EnumType type) {
        return owner.columns().stream()
                .filter(column -> column.type().sql().equals(type.name()))
                .map(Column::constants)
                .findFirst()
                .orElse(List.of());
    }

    private static String key(Table owner, EnumType type) {
        return owner.columns().stream()
                .filter(column -> column.type().sql().equals(type.name()))
                .map(Column::attribute)
                .findFirst()
                .orElse(owner.entity());
    }
}
