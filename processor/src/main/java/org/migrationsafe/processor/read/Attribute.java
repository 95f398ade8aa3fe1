package org.migrationsafe.processor.read;

import java.util.List;
import java.util.Optional;

import javax.lang.model.element.Element;
import javax.lang.model.element.TypeElement;
import javax.lang.model.type.TypeKind;
import javax.lang.model.type.TypeMirror;

/**
 * A persistent attribute.
 *
 * @param annotated the field or getter that bears its annotations
 * @param type with the type arguments of the class that it was read for
 */
record Attribute(String name, Annotated annotated, TypeMirror type) {

    Element element() {
        return annotated.element();
    }

    Optional<Mirror> find(String annotation) {
        return annotated.find(annotation);
    }

    List<Mirror> all(String annotation, String container) {
        return annotated.all(annotation, container);
    }

    boolean has(String annotation) {
        return annotated.has(annotation);
    }

    boolean isPrimitive() {
        return type.getKind().isPrimitive();
    }

    boolean isUnresolved() {
        return type.getKind() == TypeKind.ERROR;
    }

    /** {@code Order.total}, as a message says it. */
    String shortName() {
        Element owner = element().getEnclosingElement();
        return (owner == null ? "" : owner.getSimpleName() + ".") + name;
    }

    /** {@code shop.Order.total}: where it is declared, which may be a superclass. */
    String key() {
        Element owner = element().getEnclosingElement();
        return (owner instanceof TypeElement type ? type.getQualifiedName() + "." : "") + name;
    }
}
