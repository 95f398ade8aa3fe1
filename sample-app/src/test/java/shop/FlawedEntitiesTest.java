package shop;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;

import javax.tools.Diagnostic;
import javax.tools.DiagnosticCollector;
import javax.tools.JavaCompiler;
import javax.tools.JavaFileObject;
import javax.tools.StandardJavaFileManager;
import javax.tools.ToolProvider;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.migrationsafe.processor.MigrationSafeProcessor;
import org.migrationsafe.rule.Severity;
import org.migrationsafe.rule.design.DesignRule;

import static org.assertj.core.api.Assertions.assertThat;

/** Entities with a fault of each kind, compiled as a user's are: every warning is listed. */
class FlawedEntitiesTest {

    @Test
    void give_exactly_these_warnings(@TempDir Path classes) throws IOException {
        assertThat(compile(classes))
                .containsExactly(
                        "Account.java:18 tenant-column-not-leading MEDIUM",
                        "Account.java:28 narrow-identifier HIGH",
                        "Account.java:38 ordinal-enum HIGH",
                        "Account.java:41 timestamp-without-time-zone HIGH",
                        "Account.java:43 floating-point-money HIGH",
                        "Account.java:46 uuid-as-text MEDIUM",
                        "Account.java:49 large-object-as-oid HIGH",
                        "Account.java:53 nullable-without-reason LOW",
                        "Account.java:56 foreign-key-without-index HIGH",
                        "Bank.java:7 tenant-column-missing HIGH");
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
                .map(diagnostic -> {
                    assertThat(diagnostic.getKind()).isEqualTo(Diagnostic.Kind.WARNING);
                    String rule = diagnostic.getMessage(Locale.ROOT).replaceAll("^\\[(.*?)].*", "$1");
                    return Path.of(diagnostic.getSource().getName()).getFileName() + ":" + diagnostic.getLineNumber()
                            + " " + rule + " " + severity(rule);
                })
                .toList();
    }

    private static Severity severity(String id) {
        return DesignRule.all().stream()
                .map(DesignRule::page)
                .filter(page -> page.id().equals(id))
                .findFirst()
                .orElseThrow()
                .severity();
    }
}
