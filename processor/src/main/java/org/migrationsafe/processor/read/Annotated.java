package org.migrationsafe.processor.read;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

import javax.lang.model.element.AnnotationMirror;
import javax.lang.model.element.Element;

/**
 * An element with its annotations, read once: each is asked for many, of which it has few.
 *
 * @param annotations by their qualified names
 */
record Annotated(Element element, Map<String, Mirror> annotations) {

    static Annotated of(Element element) {
        Map<String, Mirror> annotations = new HashMap<>();
        for (AnnotationMirror mirror : element.getAnnotationMirrors()) {
            annotations.put(Mirror.nameOf(mirror), new Mirror(mirror));
        }
        return new Annotated(element, annotations);
    }

    Optional<Mirror> find(String type) {
        return Optional.ofNullable(annotations.get(type));
    }

    boolean has(String type) {
        return annotations.containsKey(type);
    }

    /** One annotation, or those in its container. */
    List<Mirror> all(String type, String container) {
        return Stream.concat(
                        find(type).stream(), find(container).stream().flatMap(found -> found.mirrors("value").stream()))
                .toList();
    }

    /** Whether one is called like that, from whatever package. */
    boolean hasNamed(String simpleName) {
        return annotations.keySet().stream().anyMatch(name -> name.endsWith("." + simpleName));
    }
}
