package org.migrationsafe.processor.read;

import java.util.ArrayList;
import java.util.List;

import javax.lang.model.element.AnnotationMirror;
import javax.lang.model.element.AnnotationValue;
import javax.lang.model.element.Element;
import javax.lang.model.element.ElementKind;
import javax.lang.model.element.TypeElement;
import javax.lang.model.type.DeclaredType;
import javax.lang.model.type.TypeKind;
import javax.lang.model.type.TypeMirror;

import org.jspecify.annotations.Nullable;

import com.sun.source.tree.AnnotationTree;
import com.sun.source.tree.ClassTree;
import com.sun.source.tree.MethodTree;
import com.sun.source.tree.Tree;
import com.sun.source.tree.VariableTree;
import com.sun.source.util.TreePath;
import com.sun.source.util.Trees;

/** Whether a class names types that do not exist, or do not exist yet. */
public final class Unresolved {

    private Unresolved() {}

    /**
     * Looks at the class's fields and methods, and up its superclasses.
     *
     * @param trees where the compiler has them: of an annotation that does not exist, elements say nothing
     */
    public static boolean in(TypeElement type, @Nullable Trees trees) {
        return in(type) || trees != null && annotatedByNobody(trees.getPath(type), trees);
    }

    private static boolean annotatedByNobody(@Nullable TreePath path, Trees trees) {
        if (path == null || !(path.getLeaf() instanceof ClassTree tree)) {
            return false;
        }
        List<AnnotationTree> annotations = new ArrayList<>(tree.getModifiers().getAnnotations());
        for (Tree member : tree.getMembers()) {
            if (member instanceof VariableTree variable) {
                annotations.addAll(variable.getModifiers().getAnnotations());
            } else if (member instanceof MethodTree method) {
                annotations.addAll(method.getModifiers().getAnnotations());
            }
        }
        return annotations.stream().anyMatch(annotation -> {
            TreePath written = new TreePath(new TreePath(path, annotation), annotation.getAnnotationType());
            TypeMirror known = trees.getTypeMirror(written);
            return known == null || known.getKind() == TypeKind.ERROR;
        });
    }

    private static boolean in(TypeElement type) {
        TypeMirror superclass = type.getSuperclass();
        if (isUnresolved(superclass) || annotatedByUnresolved(type)) {
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
        return member.getAnnotationMirrors().stream().anyMatch(Unresolved::isUnresolved);
    }

    private static boolean isUnresolved(AnnotationMirror mirror) {
        return mirror.getAnnotationType().getKind() == TypeKind.ERROR
                || mirror.getElementValues().values().stream().anyMatch(Unresolved::isUnresolved);
    }

    /** javac writes a text of its own where the class of a value does not exist. */
    private static boolean isUnresolved(AnnotationValue written) {
        Object value = written.getValue();
        if (value instanceof List<?> list) {
            return list.stream().anyMatch(item -> item instanceof AnnotationValue inner && isUnresolved(inner));
        }
        return value instanceof TypeMirror type && type.getKind() == TypeKind.ERROR
                || value instanceof AnnotationMirror mirror && isUnresolved(mirror)
                || "<error>".equals(value);
    }

    private static boolean isUnresolved(TypeMirror type) {
        if (type.getKind() == TypeKind.ERROR) {
            return true;
        }
        return type instanceof DeclaredType declared
                && declared.getTypeArguments().stream().anyMatch(Unresolved::isUnresolved);
    }
}
