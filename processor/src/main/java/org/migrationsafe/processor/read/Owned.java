package org.migrationsafe.processor.read;

import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

import javax.lang.model.element.TypeElement;

import org.migrationsafe.schema.ForeignKey;
import org.migrationsafe.schema.Table;

import static org.migrationsafe.processor.read.Mirror.JPA;

/**
 * Foreign keys whose rows the application deletes with the row that they refer to: the other side cascades.
 *
 * @param references of such rows: the entity and the attribute that refers, and the table that is referred to
 */
record Owned(Set<Reference> references) {

    private record Reference(String child, String attribute, String table) {}

    static Owned of(Mapping mapping, Collection<TypeElement> entities) {
        Set<Reference> references = new HashSet<>();
        for (TypeElement entity : entities) {
            for (Attribute attribute : mapping.attributes().of(entity)) {
                attribute
                        .find(JPA + "OneToMany")
                        .or(() -> attribute.find(JPA + "OneToOne"))
                        .filter(Owned::cascades)
                        .flatMap(mirror -> mirror.text("mappedBy"))
                        .ifPresent(mappedBy -> child(mapping, attribute)
                                .ifPresent(child -> references.add(new Reference(
                                        child.getQualifiedName().toString(), mappedBy, mapping.tableName(entity)))));
            }
        }
        return new Owned(references);
    }

    private static Optional<TypeElement> child(Mapping mapping, Attribute attribute) {
        return Mapping.isToOne(attribute)
                ? mapping.target(attribute)
                : mapping.elementType(attribute).flatMap(Mapping::element);
    }

    private static boolean cascades(Mirror association) {
        return association.truth("orphanRemoval").orElse(false)
                || association.constants("cascade").stream()
                        .anyMatch(kind -> kind.equals("ALL") || kind.equals("REMOVE"));
    }

    Table in(Table table) {
        List<ForeignKey> keys = table.foreignKeys().stream()
                .map(key -> isOwned(key) ? key.with(ForeignKey.Trait.OWNED) : key)
                .toList();
        return table.withForeignKeys(keys);
    }

    private boolean isOwned(ForeignKey key) {
        int dot = key.attribute().lastIndexOf('.');
        return dot > 0
                && references.contains(new Reference(
                        key.attribute().substring(0, dot), key.attribute().substring(dot + 1), key.referencedTable()));
    }
}
