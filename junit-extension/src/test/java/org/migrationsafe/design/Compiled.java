package org.migrationsafe.design;

import java.io.IOException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.ServiceLoader;

import javax.tools.JavaFileObject;

import org.migrationsafe.processor.MigrationSafeProcessor;
import org.migrationsafe.schema.SchemaModel;

import com.google.testing.compile.Compilation;
import com.google.testing.compile.Compiler;
import com.google.testing.compile.JavaFileObjects;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.persistence.Converter;
import jakarta.persistence.Entity;

/** Entities that a test writes, compiled with the processor and loaded. */
record Compiled(URLClassLoader loader, List<Class<?>> entities) implements AutoCloseable {

    /** On one line, so that a source's own lines begin at 2. */
    static final String HEAD = "package shop; import jakarta.persistence.*; import java.time.*; import java.util.*; "
            + "import java.math.*; import org.hibernate.annotations.*; import org.hibernate.type.SqlTypes; "
            + "import jakarta.persistence.Table; import jakarta.persistence.Index; import jakarta.persistence.Version; "
            + "import jakarta.persistence.CascadeType; import jakarta.persistence.ForeignKey; "
            + "import jakarta.persistence.NamedQuery;\n";

    static Compiled of(String source, Path folder, String... options) throws IOException, ClassNotFoundException {
        List<String> all = new ArrayList<>(List.of(options));
        if (all.stream().noneMatch(option -> option.startsWith("-Amigrationsafe.naming="))) {
            all.add("-Amigrationsafe.naming=snake_case");
        }
        Compilation compilation = Compiler.javac()
                .withProcessors(new MigrationSafeProcessor())
                .withOptions(all.toArray())
                .compile(JavaFileObjects.forSourceString("shop.Source", HEAD + source));
        assertThat(compilation.errors().stream().map(error -> error.getMessage(Locale.ROOT)))
                .isEmpty();
        List<String> names = new ArrayList<>();
        for (JavaFileObject file : compilation.generatedFiles()) {
            String name = file.getName().replaceFirst("^/?CLASS_OUTPUT/", "");
            if (!file.getName().contains("SOURCE_OUTPUT") && !name.equals("META-INF/orm.xml")) {
                Path path = folder.resolve(name);
                Files.createDirectories(path.getParent());
                Files.write(path, file.openInputStream().readAllBytes());
                if (name.endsWith(".class")) {
                    names.add(name.replace(".class", "").replace('/', '.'));
                }
            }
        }
        URLClassLoader loader =
                new URLClassLoader(new URL[] {folder.toUri().toURL()}, SchemaModel.class.getClassLoader());
        List<Class<?>> entities = new ArrayList<>();
        for (String name : names) {
            Class<?> type = Class.forName(name, false, loader);
            if (type.isAnnotationPresent(Entity.class) || type.isAnnotationPresent(Converter.class)) {
                entities.add(type);
            }
        }
        return new Compiled(loader, entities);
    }

    SchemaModel model() {
        return ServiceLoader.load(SchemaModel.class, loader).findFirst().orElseThrow();
    }

    @Override
    public void close() throws IOException {
        loader.close();
    }
}
