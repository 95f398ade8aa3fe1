package org.migrationsafe.processor.write;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import javax.annotation.processing.Filer;
import javax.lang.model.element.Element;
import javax.lang.model.element.Modifier;

import org.migrationsafe.schema.Column;
import org.migrationsafe.schema.Index;
import org.migrationsafe.schema.Table;

import com.palantir.javapoet.FieldSpec;
import com.palantir.javapoet.MethodSpec;
import com.palantir.javapoet.TypeSpec;

/** A class of constants per entity table: {@code OrderTable.NAME}, {@code OrderTable.Columns.CUSTOMER_ID}. */
public final class TableConstants {

    private TableConstants() {}

    /** @param origin the entity, on whose change the class has to be written anew */
    public static void write(Table table, String packageName, Element origin, Filer filer) {
        TypeSpec type = TypeSpec.classBuilder(table.shortEntity() + "Table")
                .addJavadoc("Names of the table $L and of what is in it.\n", table.name())
                .addAnnotation(Generated.mark())
                .addModifiers(Modifier.PUBLIC, Modifier.FINAL)
                .addOriginatingElement(origin)
                .addField(constant("NAME", table.name()))
                .addType(names(
                        "Columns", table.columns().stream().map(Column::name).toList()))
                .addType(names(
                        "Indexes",
                        table.indexes().stream()
                                .map(Index::name)
                                .filter(name -> !name.isEmpty())
                                .toList()))
                .addMethod(MethodSpec.constructorBuilder()
                        .addModifiers(Modifier.PRIVATE)
                        .build())
                .build();
        Generated.write(packageName, type, filer);
    }

    private static TypeSpec names(String className, List<String> names) {
        TypeSpec.Builder type = TypeSpec.classBuilder(className)
                .addModifiers(Modifier.PUBLIC, Modifier.STATIC, Modifier.FINAL)
                .addMethod(MethodSpec.constructorBuilder()
                        .addModifiers(Modifier.PRIVATE)
                        .build());
        Map<String, String> constants = new LinkedHashMap<>();
        names.forEach(name -> constants.putIfAbsent(Generated.constant(name), name));
        constants.forEach((constant, name) -> type.addField(constant(constant, name)));
        return type.build();
    }

    private static FieldSpec constant(String name, String value) {
        return FieldSpec.builder(String.class, name, Modifier.PUBLIC, Modifier.STATIC, Modifier.FINAL)
                .initializer("$S", value)
                .build();
    }
}
