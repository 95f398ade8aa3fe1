package org.migrationsafe.processor.read;

import javax.lang.model.element.Element;
import javax.lang.model.element.ElementKind;
import javax.lang.model.element.TypeElement;
import javax.lang.model.type.DeclaredType;
import javax.lang.model.type.TypeKind;
import javax.lang.model.type.TypeMirror;

/** Whether a class names types that do not exist, or do not exist yet. */
public final class Unresolved {

    private Unresolved() {}

    /** Looks at the class's fields and methods, and up its superclasses. */
    public static boolean in(TypeElement type) {
        TypeMirror superclass = type.getSuperclass();
        if (isUnresolved(superclass)) {
            return true;
        }
        for (Element member : type.getEnclosedElements()) {
            boolean field = member.getKind() == ElementKind.FIELD && isUnresolved(member.asType());
            boolean method = member.getKind() == ElementKind.METHOD
                    && isUnresolved(((javax.lang.model.element.ExecutableElement) member).getReturnType());
            if (field || method || annotatedByUnresolved(member)) {
                return true;
            }
        }
        return superclass instanceof DeclaredType declared
                && declared.asElement() instanceof TypeElement parent
                && !parent.getQualifiedName().contentEquals("java.lang.Object")
                && in(parent);
    }

    private static boolean annotatedByUnresolved(Element member) {
        return member.getAnnotationMirrors().stream()
                .anyMatch(mirror -> mirror.getAnnotationType().getKind() == TypeKind.ERROR);
    }

    private static boolean isUnresolved(TypeMirror type) {
        if (type.getKind() == TypeKind.ERROR) {
            return true;
        }
        return type instanceof DeclaredType declared
                && declared.getTypeArguments().stream().anyMatch(Unresolved::isUnresolved);
    }
}
