package org.migrationsafe.processor;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

import javax.tools.Diagnostic;
import javax.tools.JavaFileObject;

import com.google.testing.compile.Compilation;
import com.google.testing.compile.Compiler;
import com.google.testing.compile.JavaFileObjects;

/** Compiles sources with the processor, as a user's build does. */
final class Compile {

    /** On one line, so that a source's own lines begin at 2. */
    private static final String HEAD =
            "package shop; import jakarta.persistence.*; import java.time.*; import java.util.*; "
                    + "import java.math.*; import org.hibernate.annotations.*; import org.hibernate.type.SqlTypes; "
                    + "import jakarta.persistence.Table; import jakarta.persistence.Index; import jakarta.persistence.Version; "
                    + "import jakarta.persistence.CascadeType; import jakarta.persistence.ForeignKey; "
                    + "import jakarta.persistence.NamedQuery;\n";

    /** What javac says of the examples as Java. */
    private static final List<String> LINT =
            List.of("No processor claimed", "uses or overrides a deprecated API", "Recompile with -Xlint:deprecation");

    private Compile() {}

    static Compilation source(String source, String... options) {
        return files(List.of(JavaFileObjects.forSourceString("shop.Source", HEAD + source)), options);
    }

    static Compilation files(List<JavaFileObject> files, String... options) {
        List<String> all = new ArrayList<>(List.of("-Xlint:processing", "-Amigrationsafe.naming=snake_case"));
        all.addAll(List.of(options));
        return Compiler.javac()
                .withProcessors(new MigrationSafeProcessor(), new TableConstantsProcessor())
                .withOptions(all.stream().distinct().toArray())
                .compile(files);
    }

    /** Everything the compiler said, a line each: kind, line of the source, text; javac's own lint on claims left out. */
    static List<String> said(Compilation compilation) {
        return compilation.diagnostics().stream()
                .filter(diagnostic -> LINT.stream()
                        .noneMatch(words -> diagnostic.getMessage(Locale.ROOT).contains(words)))
                .map(Compile::line)
                .toList();
    }

    private static String line(Diagnostic<? extends JavaFileObject> diagnostic) {
        long line = diagnostic.getLineNumber();
        return diagnostic.getKind() + (line == Diagnostic.NOPOS ? "" : " " + (line - 1)) + " "
                + diagnostic.getMessage(Locale.ROOT);
    }
}
