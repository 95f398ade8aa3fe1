package org.migrationsafe.processor;

import java.util.Collection;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;

import javax.annotation.processing.ProcessingEnvironment;
import javax.annotation.processing.RoundEnvironment;
import javax.lang.model.element.Element;
import javax.lang.model.element.ElementKind;
import javax.lang.model.element.TypeElement;
import javax.lang.model.util.Elements;

import org.jspecify.annotations.Nullable;
import org.migrationsafe.processor.read.Positions;
import org.migrationsafe.processor.read.Unresolved;

import com.sun.source.util.Trees;

/** What the rounds so far have shown, by name: elements of an earlier round may be stale. */
final class Rounds {

    static final String ENTITY = "jakarta.persistence.Entity";
    static final String CONVERTER = "jakarta.persistence.Converter";

    private final Elements elements;
    private final @Nullable Trees trees;
    private final Set<String> entities = new TreeSet<>();
    private final Set<String> converters = new TreeSet<>();
    private final Set<String> interfaces = new TreeSet<>();

    Rounds(ProcessingEnvironment environment) {
        this.elements = environment.getElementUtils();
        this.trees = Positions.treesOf(environment);
    }

    void remember(RoundEnvironment round) {
        remember(round, ENTITY, entities);
        remember(round, CONVERTER, converters);
        round.getRootElements().stream()
                .filter(element -> element.getKind() == ElementKind.INTERFACE)
                .forEach(element -> interfaces.add(
                        ((TypeElement) element).getQualifiedName().toString()));
    }

    private void remember(RoundEnvironment round, String annotation, Set<String> names) {
        TypeElement type = elements.getTypeElement(annotation);
        if (type != null) {
            for (Element element : round.getElementsAnnotatedWith(type)) {
                if (element instanceof TypeElement found) {
                    names.add(found.getQualifiedName().toString());
                }
            }
        }
    }

    Set<String> entityNames() {
        return entities;
    }

    /** The entities, if each of them is whole; none if one names a type that does not exist (yet). */
    List<TypeElement> wholeEntities() {
        List<TypeElement> types = find(entities);
        return types.size() == entities.size() && types.stream().noneMatch(type -> Unresolved.in(type, trees))
                ? types
                : List.of();
    }

    List<TypeElement> converters() {
        return find(converters);
    }

    List<TypeElement> interfaces() {
        return find(interfaces);
    }

    private List<TypeElement> find(Collection<String> names) {
        return names.stream()
                .map(elements::getTypeElement)
                .filter(Objects::nonNull)
                .toList();
    }
}
