package org.migrationsafe.processor.read;

import java.net.URI;
import java.util.HashMap;
import java.util.Map;

import javax.annotation.processing.ProcessingEnvironment;
import javax.lang.model.element.Element;
import javax.lang.model.element.ElementKind;
import javax.lang.model.element.ExecutableElement;
import javax.lang.model.element.Name;
import javax.lang.model.element.TypeElement;
import javax.lang.model.element.VariableElement;

import org.jspecify.annotations.Nullable;
import org.migrationsafe.source.Place;

import com.sun.source.tree.ClassTree;
import com.sun.source.tree.MethodTree;
import com.sun.source.tree.Tree;
import com.sun.source.tree.VariableTree;
import com.sun.source.util.TreePath;
import com.sun.source.util.Trees;

/** Files and lines of elements. Only javac tells lines; with another compiler, and for class files, the line is 0. */
public final class Positions {

    private final @Nullable Trees trees;
    private final Map<Element, Source> sources = new HashMap<>();

    Positions(ProcessingEnvironment environment) {
        this.trees = treesOf(environment);
    }

    /** The compiler's trees; null if it has none. */
    public static @Nullable Trees treesOf(ProcessingEnvironment environment) {
        try {
            return Trees.instance(environment);
        } catch (IllegalArgumentException | LinkageError e) {
            return null;
        }
    }

    /** Of a class, and of its fields and getters, which the compiler looks up one by one from the top of the file. */
    Place of(Element element) {
        Element owner = element.getEnclosingElement();
        if (trees != null && owner instanceof TypeElement && element instanceof VariableElement) {
            return of(
                    element,
                    sources.computeIfAbsent(owner, this::source).fields().get(element.getSimpleName()));
        }
        if (trees != null
                && owner instanceof TypeElement
                && element instanceof ExecutableElement method
                && method.getParameters().isEmpty()) {
            return of(
                    element,
                    sources.computeIfAbsent(owner, this::source).getters().get(element.getSimpleName()));
        }
        return of(element, path(element));
    }

    private @Nullable TreePath path(Element element) {
        return trees == null ? null : trees.getPath(element);
    }

    /** Where a class's fields and methods without parameters stand, by their names. */
    private record Source(Map<Name, TreePath> fields, Map<Name, TreePath> getters) {}

    private Source source(Element type) {
        Source source = new Source(new HashMap<>(), new HashMap<>());
        TreePath path = path(type);
        if (path != null && path.getLeaf() instanceof ClassTree tree) {
            for (Tree member : tree.getMembers()) {
                if (member instanceof VariableTree variable) {
                    source.fields().put(variable.getName(), new TreePath(path, member));
                } else if (member instanceof MethodTree method
                        && method.getParameters().isEmpty()) {
                    source.getters().put(method.getName(), new TreePath(path, member));
                }
            }
        }
        return source;
    }

    private Place of(Element element, @Nullable TreePath path) {
        if (trees == null || path == null) {
            return new Place(fileOf(element), 0);
        }
        long start = trees.getSourcePositions().getStartPosition(path.getCompilationUnit(), nameAfterModifiers(path));
        long offset = start >= 0
                ? start
                : trees.getSourcePositions().getStartPosition(path.getCompilationUnit(), path.getLeaf());
        int line = (int) path.getCompilationUnit().getLineMap().getLineNumber(offset);
        return new Place(relative(path.getCompilationUnit().getSourceFile().toUri(), element), line);
    }

    /** A declaration begins with its annotations; a reader looks for its type and name. */
    private static Tree nameAfterModifiers(TreePath path) {
        if (path.getLeaf() instanceof VariableTree variable) {
            return variable.getType();
        }
        if (path.getLeaf() instanceof MethodTree method && method.getReturnType() != null) {
            return method.getReturnType();
        }
        return path.getLeaf();
    }

    /** From the source root's project on, so that no path of the machine gets into what is generated. */
    private static String relative(URI uri, Element element) {
        String path = String.valueOf(uri.getPath());
        int sources = path.lastIndexOf("/src/");
        String byPackage = fileOf(element);
        return sources >= 0
                ? path.substring(sources + 1)
                : byPackage.substring(0, byPackage.lastIndexOf('/') + 1) + path.substring(path.lastIndexOf('/') + 1);
    }

    private static String fileOf(Element element) {
        Element outermost = element;
        while (outermost.getEnclosingElement() != null
                && outermost.getEnclosingElement().getKind() != ElementKind.PACKAGE) {
            outermost = outermost.getEnclosingElement();
        }
        return outermost.toString().replace('.', '/') + ".java";
    }
}
