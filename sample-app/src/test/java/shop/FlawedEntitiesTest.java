package shop;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;

import javax.tools.DiagnosticCollector;
import javax.tools.JavaCompiler;
import javax.tools.JavaFileObject;
import javax.tools.StandardJavaFileManager;
import javax.tools.ToolProvider;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.migrationsafe.processor.MigrationSafeProcessor;

import static org.assertj.core.api.Assertions.assertThat;

/** Entities with a fault of each kind, compiled as a user's are: every warning is listed. */
class FlawedEntitiesTest {

    @Test
    void give_exactly_these_warnings(@TempDir Path classes) throws IOException {
        assertThat(compile(classes))
                .containsExactly(
                        "Account.java:19 WARNING tenant-column-not-leading",
                        "Account.java:28 WARNING narrow-identifier",
                        "Account.java:38 WARNING ordinal-enum",
                        "Account.java:41 WARNING timestamp-without-time-zone",
                        "Account.java:43 WARNING floating-point-money",
                        "Account.java:47 WARNING uuid-as-text",
                        "Account.java:51 WARNING large-object-as-oid",
                        "Account.java:53 WARNING nullable-without-reason",
                        "Account.java:56 WARNING foreign-key-without-index",
                        "Bank.java:7 WARNING tenant-column-missing");
    }

    private static List<String> compile(Path classes) throws IOException {
        JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
        DiagnosticCollector<JavaFileObject> said = new DiagnosticCollector<>();
        try (StandardJavaFileManager files = compiler.getStandardFileManager(said, Locale.ROOT, null);
                Stream<Path> sources = Files.list(Path.of("src/test/flawed-entities/flawed"))) {
            JavaCompiler.CompilationTask task = compiler.getTask(
                    null,
                    files,
                    said,
                    List.of("-d", classes.toString(), "-Amigrationsafe.naming=snake_case"),
                    null,
                    files.getJavaFileObjectsFromPaths(sources.sorted().toList()));
            task.setProcessors(List.of(new MigrationSafeProcessor()));
            assertThat(task.call()).isTrue();
        }
        return said.getDiagnostics().stream()
                .filter(diagnostic -> diagnostic.getMessage(Locale.ROOT).startsWith("["))
                .map(diagnostic -> Path.of(diagnostic.getSource().getName()).getFileName() + ":"
                        + diagnostic.getLineNumber() + " " + diagnostic.getKind() + " "
                        + diagnostic.getMessage(Locale.ROOT).replaceAll("^\\[(.*?)].*", "$1"))
                .toList();
    }
}
