package org.migrationsafe.processor.read;

import javax.lang.model.element.Element;
import javax.lang.model.element.TypeElement;
import javax.lang.model.type.TypeKind;
import javax.lang.model.type.TypeMirror;

/**
 * A persistent attribute.
 *
 * @param element the field or getter that bears its annotations
 * @param type with the type arguments of the class that it was read for
 */
record Attribute(String name, Element element, TypeMirror type) {

    boolean has(String annotation) {
        return Mirror.has(element, annotation);
    }

    boolean isPrimitive() {
        return type.getKind().isPrimitive();
    }

    boolean isUnresolved() {
        return type.getKind() == TypeKind.ERROR;
    }

    /** {@code shop.Order.total}: where it is declared, which may be a superclass. */
    String key() {
        Element owner = element.getEnclosingElement();
        return (owner instanceof TypeElement type ? type.getQualifiedName() + "." : "") + name;
    }
}
