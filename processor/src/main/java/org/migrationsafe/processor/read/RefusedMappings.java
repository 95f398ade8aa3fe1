package org.migrationsafe.processor.read;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

import javax.lang.model.element.TypeElement;
import javax.lang.model.type.TypeMirror;

import org.migrationsafe.processor.read.ModelReading.Mistake;

import static org.migrationsafe.processor.read.Mirror.JPA;

/**
 * Mappings with which Hibernate 6.6 and 7.4 do not start, seen by starting them: attributes of embedded values that would stand in a
 * table other than the value's own. There is no such schema, so none is reviewed.
 */
final class RefusedMappings {

    private static final String ID = "mapping-refused";

    private final Mapping mapping;
    private final List<Mistake> mistakes = new ArrayList<>();

    private RefusedMappings(Mapping mapping) {
        this.mapping = mapping;
    }

    static List<Mistake> of(Mapping mapping, Collection<TypeElement> entities) {
        RefusedMappings refused = new RefusedMappings(mapping);
        for (TypeElement entity : entities) {
            boolean byProperty = mapping.attributes().accessOf(entity);
            Overrides overrides = Overrides.of(entity);
            mapping.attributes()
                    .of(entity)
                    .forEach(attribute -> refused.look(attribute, overrides, byProperty, Set.of()));
        }
        return refused.mistakes;
    }

    /** @param around types that the attribute stands in, which are not gone into again */
    private void look(Attribute attribute, Overrides overrides, boolean byProperty, Set<TypeElement> around) {
        Overrides inner = overrides.into(attribute.name()).with(attribute.annotated());
        if (attribute.has(JPA + "ElementCollection")) {
            Overrides own = Overrides.NONE.with(attribute.annotated());
            Stream.of(mapping.elementType(attribute), mapping.mapKeyType(attribute))
                    .flatMap(Optional::stream)
                    .flatMap(type -> embeddable(type).stream())
                    .forEach(type -> inCollection(attribute, type, own, byProperty, new HashSet<>()));
        } else if (Mapping.isEmbedded(attribute)) {
            embeddable(attribute.type()).filter(type -> !around.contains(type)).ifPresent(type -> {
                List<Attribute> parts = mapping.attributes().ofEmbeddable(type, byProperty);
                inTwoTables(attribute, type, parts, inner);
                Set<TypeElement> more = new HashSet<>(around);
                more.add(type);
                parts.forEach(part -> look(part, inner, byProperty, more));
            });
        }
    }

    private static Optional<TypeElement> embeddable(TypeMirror type) {
        return Mapping.element(type).filter(element -> Mirror.has(element, JPA + "Embeddable"));
    }

    private void inCollection(
            Attribute collection, TypeElement type, Overrides overrides, boolean byProperty, Set<TypeElement> around) {
        if (!around.add(type)) {
            return;
        }
        String entity = "make \"" + type.getSimpleName() + "\" an entity";
        for (Attribute part : mapping.attributes().ofEmbeddable(type, byProperty)) {
            String named = "\"" + part.shortName() + "\"";
            if (Mapping.isPlural(part)) {
                refuse(collection, named + " is a collection within a collection", entity);
            } else if (Mapping.isToOne(part) && overrides.joinTable(part).isPresent()) {
                refuse(
                        collection,
                        named
                                + " would stand in a join table, and the rows of a collection have no key for it to refer to",
                        "give it a @JoinColumn, or " + entity);
            } else if (Mapping.isEmbedded(part)) {
                embeddable(part.type())
                        .ifPresent(inner -> inCollection(
                                collection,
                                inner,
                                overrides.into(part.name()).with(part.annotated()),
                                byProperty,
                                around));
            }
        }
    }

    /** All of an embedded value stands in one table, but for its collections. */
    private void inTwoTables(Attribute attribute, TypeElement type, List<Attribute> parts, Overrides overrides) {
        List<Attribute> single =
                parts.stream().filter(part -> !Mapping.isPlural(part)).toList();
        List<Attribute> joined = single.stream()
                .filter(part ->
                        Mapping.isToOne(part) && overrides.joinTable(part).isPresent())
                .toList();
        if (!joined.isEmpty() && single.size() > 1) {
            refuse(
                    attribute,
                    "\"" + joined.get(0).shortName() + "\" would stand in a join table, and what else is in \""
                            + type.getSimpleName() + "\" in another one",
                    "give it a @JoinColumn, or move it out of the embedded value");
        }
    }

    private void refuse(Attribute attribute, String why, String instead) {
        mistakes.add(new Mistake(
                ID,
                attribute.element(),
                "Hibernate does not start with \"" + attribute.shortName() + "\": " + why
                        + ". What is meant was not reviewed: " + instead + "."));
    }
}
