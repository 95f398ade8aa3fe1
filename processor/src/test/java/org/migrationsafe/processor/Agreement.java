package org.migrationsafe.processor;

import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.ServiceLoader;
import java.util.Set;
import java.util.TreeSet;

import javax.tools.JavaFileObject;

import org.migrationsafe.schema.Column;
import org.migrationsafe.schema.ForeignKey;
import org.migrationsafe.schema.Schema;
import org.migrationsafe.schema.SchemaModel;
import org.migrationsafe.schema.Table;

import com.google.testing.compile.Compilation;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.persistence.Entity;

/** Holds what is read at compile time against what Hibernate makes of the very same classes, fact by fact. */
final class Agreement {

    private Agreement() {}

    static void hold(String source, Path folder) throws Exception {
        Compilation compilation = Compile.source(source);
        assertThat(compilation.errors()).isEmpty();
        List<String> names = new ArrayList<>();
        for (JavaFileObject file : compilation.generatedFiles()) {
            String name = file.getName().replaceFirst("^/?CLASS_OUTPUT/", "");
            if (!file.getName().contains("SOURCE_OUTPUT")) {
                Path path = folder.resolve(name);
                Files.createDirectories(path.getParent());
                Files.write(path, file.openInputStream().readAllBytes());
                if (name.endsWith(".class")) {
                    names.add(name.replace(".class", "").replace('/', '.'));
                }
            }
        }
        Thread thread = Thread.currentThread();
        ClassLoader before = thread.getContextClassLoader();
        try (URLClassLoader loader =
                new URLClassLoader(new URL[] {folder.toUri().toURL()}, SchemaModel.class.getClassLoader())) {
            thread.setContextClassLoader(loader);
            List<Class<?>> entities = new ArrayList<>();
            for (String name : names) {
                Class<?> type = Class.forName(name, false, loader);
                if (type.isAnnotationPresent(Entity.class)
                        || type.isAnnotationPresent(jakarta.persistence.Converter.class)) {
                    entities.add(type);
                }
            }
            Schema read = ServiceLoader.load(SchemaModel.class, loader)
                    .findFirst()
                    .orElseThrow()
                    .schema();
            assertThat(differences(facts(read), HibernateDdl.of(entities))).isEmpty();
        } finally {
            thread.setContextClassLoader(before);
        }
    }

    private static List<String> differences(Set<String> read, Set<String> made) {
        assertThat(made).hasSizeGreaterThan(10);
        Set<String> all = new TreeSet<>(read);
        all.addAll(made);
        return all.stream()
                .filter(fact -> read.contains(fact) != made.contains(fact))
                .map(fact -> (read.contains(fact) ? "only read: " : "only made: ") + fact)
                .toList();
    }

    private static Set<String> facts(Schema schema) {
        Set<String> facts = new TreeSet<>();
        for (Table table : schema.tables()) {
            table.columns().forEach(column -> facts.add(table.name() + "." + line(column)));
            if (!table.primaryKey().isEmpty()) {
                facts.add(table.name() + " key " + new TreeSet<>(table.primaryKey()));
            }
            for (ForeignKey key : table.foreignKeys()) {
                facts.add(table.name() + " " + new TreeSet<>(key.columns()) + " -> " + key.referencedTable());
            }
            table.indexes().stream()
                    .filter(index -> index.unique())
                    .forEach(index -> facts.add(table.name() + " unique " + new TreeSet<>(index.columns())));
        }
        return facts;
    }

    private static String line(Column column) {
        return (column.name() + " " + column.type().sql() + (column.nullable() ? "" : " not null"))
                .toLowerCase(java.util.Locale.ROOT);
    }
}
