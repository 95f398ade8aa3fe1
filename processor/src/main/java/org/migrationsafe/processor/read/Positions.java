package org.migrationsafe.processor.read;

import java.net.URI;

import javax.annotation.processing.ProcessingEnvironment;
import javax.lang.model.element.Element;
import javax.lang.model.element.ElementKind;

import org.jspecify.annotations.Nullable;
import org.migrationsafe.source.Place;

import com.sun.source.tree.MethodTree;
import com.sun.source.tree.Tree;
import com.sun.source.tree.VariableTree;
import com.sun.source.util.TreePath;
import com.sun.source.util.Trees;

/** Files and lines of elements. Only javac tells lines; with another compiler, and for class files, the line is 0. */
public final class Positions {

    private final @Nullable Trees trees;

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

    Place of(Element element) {
        TreePath path = trees == null ? null : trees.getPath(element);
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
