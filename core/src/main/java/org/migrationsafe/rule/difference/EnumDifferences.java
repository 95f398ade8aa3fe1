package org.migrationsafe.rule.difference;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

import org.migrationsafe.rule.Finding;
import org.migrationsafe.rule.Severity;
import org.migrationsafe.schema.Column;
import org.migrationsafe.schema.EnumType;
import org.migrationsafe.schema.Schema;
import org.migrationsafe.schema.Table;

/** Native enums of both sides, matched by name. */
record EnumDifferences(Schema model, Schema catalogue) {

    List<Finding> all() {
        return model.enums().stream().flatMap(type -> difference(type).stream()).toList();
    }

    private Optional<Finding> difference(EnumType type) {
        Table owner = model.tables().stream()
                .filter(table -> table.columns().stream()
                        .anyMatch(column -> column.type().sql().equals(type.name())))
                .findFirst()
                .orElseThrow();
        return catalogue.enums().stream()
                .filter(each -> each.name().equalsIgnoreCase(TableDifferences.plain(type.name())))
                .findFirst()
                .filter(other -> !other.constants().equals(type.constants())
                        && !other.constants().equals(inJava(owner, type)))
                .map(other -> {
                    Set<String> refused = new TreeSet<>(type.constants());
                    other.constants().forEach(refused::remove);
                    boolean sameSet = new TreeSet<>(other.constants()).equals(new TreeSet<>(type.constants()));
                    String harm = sameSet
                            ? "they sort differently in the database"
                            : refused.isEmpty()
                                    ? "the database has constants that Java cannot read"
                                    : String.join(", ", refused) + " is refused";
                    return Difference.of(
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
                                    other.place());
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
