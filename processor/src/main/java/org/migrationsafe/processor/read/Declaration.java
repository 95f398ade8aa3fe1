package org.migrationsafe.processor.read;

import java.util.Optional;

import javax.lang.model.element.AnnotationMirror;
import javax.lang.model.element.AnnotationValue;
import javax.lang.model.element.Element;

import org.jspecify.annotations.Nullable;

/** Where something is written: an element, and as far as it is known the annotation and the value in it. */
public record Declaration(
        Element element,
        @Nullable AnnotationMirror annotation,
        @Nullable AnnotationValue value) {

    static Declaration of(Element element) {
        return new Declaration(element, null, null);
    }

    /** The same element, at one of its annotations if it has that. */
    static Declaration of(Element element, Mirror annotation, String value) {
        return new Declaration(
                element, annotation.mirror(), annotation.written(value).orElse(null));
    }

    /**
     * More exactly, where the element has one of these annotations.
     *
     * @param wanted simple names, with a value\'s name after a dot or without, {@code Column.length}
     */
    public Declaration at(Iterable<String> wanted) {
        if (annotation != null) {
            return this;
        }
        for (String name : wanted) {
            String[] parts = name.split("\\.");
            Optional<Mirror> found = element.getAnnotationMirrors().stream()
                    .filter(mirror -> mirror.getAnnotationType()
                            .asElement()
                            .getSimpleName()
                            .contentEquals(parts[0]))
                    .findFirst()
                    .map(Mirror::new);
            if (found.isPresent()
                    && (parts.length == 1 || found.get().written(parts[1]).isPresent())) {
                return of(element, found.get(), parts.length == 1 ? "" : parts[1]);
            }
        }
        return this;
    }
}
