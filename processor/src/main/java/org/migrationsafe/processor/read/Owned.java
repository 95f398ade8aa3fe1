package org.migrationsafe.processor.read;

import java.util.Collection;
import java.util.List;
import java.util.Optional;

import javax.lang.model.element.TypeElement;

import org.migrationsafe.schema.ForeignKey;
import org.migrationsafe.schema.Table;

import static org.migrationsafe.processor.read.Mirror.JPA;

/** Foreign keys whose rows the application deletes with the row that they refer to: the other side cascades. */
final class Owned {

    private Owned() {}

    static Table in(Table table, Mapping mapping, Collection<TypeElement> entities) {
        List<ForeignKey> keys = table.foreignKeys().stream()
                .map(key -> isOwned(key, mapping, entities) ? key.with(ForeignKey.Trait.OWNED) : key)
                .toList();
        return new Table(
                table.schema(),
                table.name(),
                table.kind(),
                table.entity(),
                table.columns(),
                table.primaryKey(),
                keys,
                table.indexes(),
                table.checks(),
                table.traits(),
                table.partitionedBy(),
                table.comment(),
                table.place());
    }

    private static boolean isOwned(ForeignKey key, Mapping mapping, Collection<TypeElement> entities) {
        String attribute = key.attribute().substring(key.attribute().lastIndexOf('.') + 1);
        return entities.stream()
                .filter(entity -> mapping.tableName(entity).equals(key.referencedTable()))
                .flatMap(entity -> mapping.attributes().of(entity).stream())
                .anyMatch(other -> Mirror.find(other.element(), JPA + "OneToMany")
                        .or(() -> Mirror.find(other.element(), JPA + "OneToOne"))
                        .filter(mirror ->
                                attribute.equals(mirror.text("mappedBy").orElse("")))
                        .filter(Owned::cascades)
                        .filter(mirror -> refersBack(key, other, mapping))
                        .isPresent());
    }

    private static boolean refersBack(ForeignKey key, Attribute other, Mapping mapping) {
        Optional<TypeElement> child = Mapping.isToOne(other)
                ? mapping.target(other)
                : mapping.elementType(other).flatMap(Mapping::element);
        return child.filter(entity -> key.attribute().startsWith(entity.getQualifiedName() + "."))
                .isPresent();
    }

    private static boolean cascades(Mirror association) {
        return association.truth("orphanRemoval").orElse(false)
                || association.constants("cascade").stream()
                        .anyMatch(kind -> kind.equals("ALL") || kind.equals("REMOVE"));
    }
}
