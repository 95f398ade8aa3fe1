package org.migrationsafe.processor.write;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.util.Collection;

import javax.annotation.processing.Filer;
import javax.lang.model.element.Element;
import javax.tools.JavaFileManager;

import com.palantir.javapoet.AnnotationSpec;
import com.palantir.javapoet.JavaFile;
import com.palantir.javapoet.TypeSpec;

/** What every generated source has in common. Nothing in it depends on the day or the machine. */
final class Generated {

    private Generated() {}

    static AnnotationSpec mark() {
        return AnnotationSpec.builder(javax.annotation.processing.Generated.class)
                .addMember("value", "$S", "org.migrationsafe.processor.MigrationSafeProcessor")
                .build();
    }

    static void write(String packageName, TypeSpec type, Filer filer) {
        try {
            JavaFile.builder(packageName, type)
                    .skipJavaLangImports(true)
                    .indent("    ")
                    .build()
                    .writeTo(filer);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static void resource(
            JavaFileManager.Location location,
            String packageName,
            String name,
            String text,
            Collection<? extends Element> origins,
            Filer filer) {
        try (Writer writer = filer.createResource(location, packageName, name, origins.toArray(Element[]::new))
                .openWriter()) {
            writer.write(text);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** A constant's name: {@code createdAt} and {@code created_at} become CREATED_AT. */
    static String constant(String name) {
        String words = name.replaceAll("(?<=[a-z0-9])(?=[A-Z])", "_").replaceAll("\\W", "_");
        String upper = words.toUpperCase(java.util.Locale.ROOT);
        return Character.isJavaIdentifierStart(upper.charAt(0)) ? upper : "_" + upper;
    }
}
