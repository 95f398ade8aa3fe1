package org.migrationsafe.processor.read;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

import javax.lang.model.element.AnnotationMirror;
import javax.lang.model.element.AnnotationValue;
import javax.lang.model.element.Element;
import javax.lang.model.element.ExecutableElement;
import javax.lang.model.element.TypeElement;
import javax.lang.model.element.VariableElement;
import javax.lang.model.type.TypeMirror;

import org.jspecify.annotations.Nullable;

/** An annotation as it is written; only values that are written count, defaults are ours to know. */
final class Mirror {

    static final String JPA = "jakarta.persistence.";
    static final String HIBERNATE = "org.hibernate.annotations.";

    private final AnnotationMirror mirror;
    private @Nullable Map<String, AnnotationValue> values;

    Mirror(AnnotationMirror mirror) {
        this.mirror = mirror;
    }

    AnnotationMirror mirror() {
        return mirror;
    }

    static Optional<Mirror> find(Element element, String type) {
        for (AnnotationMirror mirror : element.getAnnotationMirrors()) {
            if (isCalled(mirror, type)) {
                return Optional.of(new Mirror(mirror));
            }
        }
        return Optional.empty();
    }

    static boolean has(Element element, String type) {
        return find(element, type).isPresent();
    }

    /** One annotation, or those in its container. */
    static List<Mirror> all(Element element, String type, String container) {
        return Stream.concat(
                        find(element, type).stream(),
                        find(element, container).stream().flatMap(found -> found.mirrors("value").stream()))
                .toList();
    }

    static boolean hasNamed(Element element, String simpleName) {
        return element.getAnnotationMirrors().stream()
                .anyMatch(mirror -> nameOf(mirror).endsWith("." + simpleName));
    }

    /** Cheaper than the qualified name, which javac spells out anew at each call: most annotations differ here already. */
    private static boolean isCalled(AnnotationMirror mirror, String type) {
        TypeElement element = (TypeElement) mirror.getAnnotationType().asElement();
        return type.endsWith(element.getSimpleName().toString())
                && element.getQualifiedName().contentEquals(type);
    }

    static String nameOf(AnnotationMirror mirror) {
        return ((TypeElement) mirror.getAnnotationType().asElement())
                .getQualifiedName()
                .toString();
    }

    private Optional<Object> value(String name) {
        return written(name).map(AnnotationValue::getValue);
    }

    /** A value as it is written, for its position. */
    Optional<AnnotationValue> written(String name) {
        return Optional.ofNullable(values().get(name));
    }

    /** Read once: the compiler makes a map of them anew for each question. */
    private Map<String, AnnotationValue> values() {
        Map<String, AnnotationValue> known = values;
        if (known == null) {
            known = new HashMap<>();
            for (Map.Entry<? extends ExecutableElement, ? extends AnnotationValue> each :
                    mirror.getElementValues().entrySet()) {
                known.put(each.getKey().getSimpleName().toString(), each.getValue());
            }
            values = known;
        }
        return known;
    }

    boolean says(String name) {
        return value(name).isPresent();
    }

    Optional<String> text(String name) {
        return value(name)
                .filter(String.class::isInstance)
                .map(String.class::cast)
                .filter(text -> !text.isEmpty());
    }

    Optional<Boolean> truth(String name) {
        return value(name).filter(Boolean.class::isInstance).map(Boolean.class::cast);
    }

    Optional<Integer> number(String name) {
        return value(name).filter(Integer.class::isInstance).map(Integer.class::cast);
    }

    Optional<Long> wholeNumber(String name) {
        return value(name).filter(Number.class::isInstance).map(number -> ((Number) number).longValue());
    }

    Optional<TypeMirror> type(String name) {
        return value(name).filter(TypeMirror.class::isInstance).map(TypeMirror.class::cast);
    }

    /** The name of an enum constant. */
    Optional<String> constant(String name) {
        return value(name)
                .filter(VariableElement.class::isInstance)
                .map(constant -> ((VariableElement) constant).getSimpleName().toString());
    }

    List<Mirror> mirrors(String name) {
        return values(name)
                .filter(AnnotationMirror.class::isInstance)
                .map(AnnotationMirror.class::cast)
                .map(Mirror::new)
                .toList();
    }

    /** The names of enum constants. */
    List<String> constants(String name) {
        return values(name)
                .filter(VariableElement.class::isInstance)
                .map(constant -> ((VariableElement) constant).getSimpleName().toString())
                .toList();
    }

    List<String> texts(String name) {
        return values(name).map(Object::toString).toList();
    }

    private Stream<Object> values(String name) {
        return value(name).stream()
                .flatMap(value -> value instanceof List<?> list
                        ? list.stream().map(item -> ((AnnotationValue) item).getValue())
                        : Stream.of(value));
    }
}
