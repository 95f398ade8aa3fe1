package org.migrationsafe.processor.write;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Collection;
import java.util.Map;

import javax.annotation.processing.Filer;
import javax.lang.model.element.Element;
import javax.lang.model.element.Modifier;
import javax.tools.StandardLocation;

import org.migrationsafe.schema.Schema;
import org.migrationsafe.schema.SchemaModel;
import org.migrationsafe.schema.SchemaText;

import com.palantir.javapoet.ClassName;
import com.palantir.javapoet.MethodSpec;
import com.palantir.javapoet.ParameterizedTypeName;
import com.palantir.javapoet.TypeSpec;

/** The whole model as a record that reads it from a text beside it, and the service file by which it is found. */
public final class ModelRecord {

    private static final String NAME = "MigrationSafeModel";

    private ModelRecord() {}

    /** @param options of the processor, for whoever reviews the model again */
    public static void write(
            Schema schema,
            Map<String, String> options,
            String packageName,
            Collection<? extends Element> origins,
            Filer filer) {
        TypeSpec.Builder type = TypeSpec.recordBuilder(NAME)
                .addJavadoc("The schema that the entities of this module describe.\n")
                .addAnnotation(Generated.mark())
                .addModifiers(Modifier.PUBLIC)
                .addSuperinterface(SchemaModel.class)
                .addMethod(overriding("schema")
                        .returns(Schema.class)
                        .addStatement("return read().schema()")
                        .build())
                .addMethod(overriding("options")
                        .returns(ParameterizedTypeName.get(Map.class, String.class, String.class))
                        .addStatement("return read().options()")
                        .build())
                .addMethod(reading(ClassName.get(packageName, NAME)));
        origins.forEach(type::addOriginatingElement);
        Generated.write(packageName, type.build(), filer);
        Generated.resource(
                StandardLocation.CLASS_OUTPUT,
                packageName,
                NAME + ".txt",
                new SchemaText(schema, options).text(),
                origins,
                filer);
        Generated.resource(
                StandardLocation.CLASS_OUTPUT,
                "",
                "META-INF/services/" + SchemaModel.class.getName(),
                (packageName.isEmpty() ? NAME : packageName + "." + NAME) + "\n",
                origins,
                filer);
    }

    private static MethodSpec.Builder overriding(String name) {
        return MethodSpec.methodBuilder(name).addAnnotation(Override.class).addModifiers(Modifier.PUBLIC);
    }

    private static MethodSpec reading(ClassName self) {
        return MethodSpec.methodBuilder("read")
                .addModifiers(Modifier.PRIVATE, Modifier.STATIC)
                .returns(SchemaText.class)
                .beginControlFlow(
                        "try ($T text = $T.class.getResourceAsStream($S))", InputStream.class, self, NAME + ".txt")
                .addStatement(
                        "return $T.parse(new $T(text.readAllBytes(), $T.UTF_8))",
                        SchemaText.class,
                        String.class,
                        StandardCharsets.class)
                .nextControlFlow("catch ($T e)", IOException.class)
                .addStatement("throw new $T(e)", UncheckedIOException.class)
                .endControlFlow()
                .build();
    }
}
