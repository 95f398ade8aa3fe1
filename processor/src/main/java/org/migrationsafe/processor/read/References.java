package org.migrationsafe.processor.read;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;

import javax.lang.model.element.TypeElement;

import org.jspecify.annotations.Nullable;
import org.migrationsafe.processor.read.Identifiers.KeyColumn;
import org.migrationsafe.schema.Column;
import org.migrationsafe.schema.Column.Trait;
import org.migrationsafe.schema.ForeignKey;
import org.migrationsafe.schema.ForeignKey.OnDelete;
import org.migrationsafe.schema.TableBuilder;

import static org.migrationsafe.processor.read.Mirror.HIBERNATE;
import static org.migrationsafe.processor.read.Mirror.JPA;

/**
 * References of join and collection tables to the keys of entities, and what all references have in common.
 *
 * @param nullable whether a row may refer to nothing
 */
record References(Mapping mapping, TableBuilder table, Attribute attribute, boolean nullable) {

    References(Mapping mapping, TableBuilder table, Attribute attribute) {
        this(mapping, table, attribute, false);
    }

    /**
     * Adds columns and a foreign key.
     *
     * @param prefix what default names begin with
     * @return the columns' names
     */
    List<String> to(TypeElement target, List<Mirror> joins, String prefix) {
        return to(target, joins, key -> prefix + "_" + key.logicalName());
    }

    /** The same, with the names that the owner's key has. */
    List<String> toOwner(TypeElement owner, List<Mirror> joins) {
        return to(owner, joins, KeyColumn::logicalName);
    }

    private List<String> to(TypeElement target, List<Mirror> joins, Function<KeyColumn, String> implied) {
        List<String> names = new ArrayList<>();
        List<String> referenced = new ArrayList<>();
        for (KeyColumn key : new Identifiers(mapping).referenced(target, joins)) {
            String name = mapping.names().of(PhysicalNames.at(joins, names.size()), implied.apply(key));
            table.add(Column.of(name, key.type(), nullable, table.place())
                    .with(Set.of(Trait.FOREIGN_KEY))
                    .ofAttribute("", key.javaType()));
            names.add(name);
            referenced.add(key.physicalName());
        }
        if (!names.isEmpty()) {
            ForeignKey key = ForeignKey.of(names, mapping.tableName(target), referenced, attribute.key(), table.place())
                    .named(name(joins, null))
                    .onDelete(onDelete(attribute));
            table.add(isWatched(joins, null) ? key : key.with(ForeignKey.Trait.UNWATCHED));
        }
        return names;
    }

    /** What its name is to be, by the join columns or by the attribute's own annotation. */
    static String name(List<Mirror> joins, @Nullable Annotated element) {
        return foreignKeys(joins, element).stream()
                .flatMap(key -> key.text("name").stream())
                .findFirst()
                .orElse("");
    }

    static boolean isWatched(List<Mirror> joins, @Nullable Annotated element) {
        return foreignKeys(joins, element).stream()
                .flatMap(key -> key.constant("value").stream())
                .noneMatch("NO_CONSTRAINT"::equals);
    }

    private static List<Mirror> foreignKeys(List<Mirror> joins, @Nullable Annotated element) {
        List<Mirror> keys = new ArrayList<>();
        joins.forEach(join -> keys.addAll(join.mirrors("foreignKey")));
        if (element != null) {
            element.find(JPA + "JoinColumns").ifPresent(all -> keys.addAll(all.mirrors("foreignKey")));
        }
        return keys;
    }

    static OnDelete onDelete(Attribute attribute) {
        return onDelete(attribute.annotated());
    }

    static OnDelete onDelete(Annotated element) {
        Optional<String> action = element.find(HIBERNATE + "OnDelete").flatMap(mirror -> mirror.constant("action"));
        return action.map(name -> OnDelete.valueOf(name.toUpperCase(Locale.ROOT)))
                .orElse(OnDelete.NO_ACTION);
    }
}
