package org.migrationsafe.processor;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;

import javax.tools.Diagnostic;
import javax.tools.DiagnosticCollector;
import javax.tools.JavaCompiler;
import javax.tools.JavaFileObject;
import javax.tools.StandardJavaFileManager;

import org.eclipse.jdt.internal.compiler.tool.EclipseCompiler;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;

/** The same messages at the same places from the compiler that Eclipse has. */
class EcjTest {

    private static final String SOURCE = """
            package shop;

            import jakarta.persistence.*;

            @Entity
            @Table(
                    name = "invoice",
                    indexes = @Index(name = "invoice_idx", columnList = "number"),
                    uniqueConstraints = @UniqueConstraint(name = "invoice_key", columnNames = "number"))
            class Invoice {
                @Id
                Long id;

                int number;

                @Lob
                @Column(nullable = false)
                String text;

                double totalAmount;
            }
            """;

    @TempDir
    private Path folder;

    private List<String> compile(String source) throws IOException {
        Path file = Files.writeString(folder.resolve("Invoice.java"), source);
        JavaCompiler compiler = new EclipseCompiler();
        DiagnosticCollector<JavaFileObject> said = new DiagnosticCollector<>();
        try (StandardJavaFileManager files =
                compiler.getStandardFileManager(said, Locale.ROOT, StandardCharsets.UTF_8)) {
            JavaCompiler.CompilationTask task = compiler.getTask(
                    null,
                    files,
                    said,
                    List.of(
                            "-17",
                            "-classpath",
                            System.getProperty("java.class.path"),
                            "-d",
                            Files.createDirectories(folder.resolve("classes")).toString(),
                            "-s",
                            Files.createDirectories(folder.resolve("generated")).toString(),
                            "-Amigrationsafe.naming=snake_case"),
                    null,
                    files.getJavaFileObjects(file.toFile()));
            task.setProcessors(List.of(new MigrationSafeProcessor(), new TableConstantsProcessor()));
            task.call();
        }
        return said.getDiagnostics().stream()
                .filter(diagnostic -> diagnostic.getKind() != Diagnostic.Kind.OTHER)
                .map(diagnostic -> diagnostic.getKind() + " " + diagnostic.getLineNumber() + " "
                        + diagnostic.getMessage(Locale.ROOT).lines().findFirst().orElse(""))
                .filter(line -> line.contains("[") || line.startsWith("ERROR"))
                .map(line -> line.contains("]") ? line.substring(0, line.indexOf(']') + 1) : line)
                .toList();
    }

    @Test
    void says_what_javac_says_where_javac_says_it() throws IOException {
        assertThat(compile(SOURCE))
                .containsExactlyInAnyOrder(
                        "WARNING 8 [duplicate-index]",
                        "WARNING 16 [large-object-as-oid]",
                        "WARNING 20 [floating-point-money]");
        assertThat(Compile.said(Compile.source(
                        SOURCE.lines().skip(4).collect(java.util.stream.Collectors.joining("\n", "\n\n\n", "\n")))))
                .map(line -> line.substring(0, line.indexOf(']') + 1))
                .containsExactly(
                        "WARNING 7 [duplicate-index]",
                        "WARNING 15 [large-object-as-oid]",
                        "WARNING 19 [floating-point-money]");
        assertThat(folder.resolve("classes/shop/MigrationSafeModel.class")).exists();
        assertThat(folder.resolve("classes/shop/InvoiceTable.class")).exists();
    }

    @Test
    void an_error_stays_the_only_word_on_it() throws IOException {
        assertThat(compile(SOURCE.replace("String text;", "Txt text;")))
                .singleElement()
                .asString()
                .startsWith("ERROR 18 Txt cannot be resolved");
    }
}
