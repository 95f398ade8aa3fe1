package org.migrationsafe.processor.write;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

import javax.annotation.processing.Filer;
import javax.lang.model.element.Element;
import javax.lang.model.element.Modifier;
import javax.tools.StandardLocation;

import org.migrationsafe.schema.Column;
import org.migrationsafe.schema.ColumnType;
import org.migrationsafe.schema.ForeignKey;
import org.migrationsafe.schema.Index;
import org.migrationsafe.schema.Schema;
import org.migrationsafe.schema.SchemaModel;
import org.migrationsafe.schema.Table;
import org.migrationsafe.source.Place;

import com.palantir.javapoet.ClassName;
import com.palantir.javapoet.CodeBlock;
import com.palantir.javapoet.MethodSpec;
import com.palantir.javapoet.TypeSpec;

/** The whole model as a record, with the position of every attribute, and its service file. */
public final class ModelRecord {

    private static final String NAME = "MigrationSafeModel";

    private ModelRecord() {}

    public static void write(Schema schema, String packageName, Collection<? extends Element> origins, Filer filer) {
        TypeSpec.Builder type = TypeSpec.recordBuilder(NAME)
                .addJavadoc("The schema that the entities of this module describe.\n")
                .addAnnotation(Generated.mark())
                .addModifiers(Modifier.PUBLIC)
                .addSuperinterface(SchemaModel.class);
        origins.forEach(type::addOriginatingElement);
        CodeBlock.Builder tables = CodeBlock.builder();
        // A method per table: all in one would soon be longer than a method's 64 KiB of byte code.
        for (int i = 0; i < schema.tables().size(); i++) {
            type.addMethod(tableMethod("table" + i, schema.tables().get(i)));
            tables.add(i == 0 ? "table$L()" : ",\ntable$L()", i);
        }
        type.addMethod(MethodSpec.methodBuilder("schema")
                .addAnnotation(Override.class)
                .addModifiers(Modifier.PUBLIC)
                .returns(Schema.class)
                .addStatement(
                        "return new $T($T.<$T>of($>\n$L$<))", Schema.class, List.class, Table.class, tables.build())
                .build());
        Generated.write(packageName, type.build(), filer);
        service(packageName.isEmpty() ? NAME : packageName + "." + NAME, origins, filer);
    }

    private static void service(String implementation, Collection<? extends Element> origins, Filer filer) {
        try (Writer writer = filer.createResource(
                        StandardLocation.CLASS_OUTPUT,
                        "",
                        "META-INF/services/" + SchemaModel.class.getName(),
                        origins.toArray(Element[]::new))
                .openWriter()) {
            writer.write(implementation + "\n");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static MethodSpec tableMethod(String name, Table table) {
        return MethodSpec.methodBuilder(name)
                .addModifiers(Modifier.PRIVATE, Modifier.STATIC)
                .returns(Table.class)
                .addStatement(
                        "return new $T($S, $S, $T.$L, $S,$>\n$L,\n$L,\n$L,\n$L,\n$L$<)",
                        Table.class,
                        table.schema(),
                        table.name(),
                        Table.Kind.class,
                        table.kind().name(),
                        table.entity(),
                        list(
                                Column.class,
                                table.columns().stream()
                                        .map(ModelRecord::column)
                                        .toList()),
                        texts(table.primaryKey()),
                        list(
                                ForeignKey.class,
                                table.foreignKeys().stream()
                                        .map(ModelRecord::foreignKey)
                                        .toList()),
                        list(
                                Index.class,
                                table.indexes().stream().map(ModelRecord::index).toList()),
                        place(table.place()))
                .build();
    }

    private static CodeBlock column(Column column) {
        return CodeBlock.of(
                "new $T($S, new $T($T.$L, $S), $L, $L, $S, $S, $L)",
                Column.class,
                column.name(),
                ColumnType.class,
                ColumnType.Kind.class,
                column.type().kind().name(),
                column.type().sql(),
                column.nullable(),
                traits(column.traits()),
                column.attribute(),
                column.javaType(),
                place(column.place()));
    }

    private static CodeBlock traits(Set<Column.Trait> traits) {
        List<CodeBlock> sorted = new TreeSet<>(traits)
                .stream()
                        .map(trait -> CodeBlock.of("$T.$L", Column.Trait.class, trait.name()))
                        .toList();
        return CodeBlock.of(
                "$T.<$T>of($L)", ClassName.get(Set.class), Column.Trait.class, CodeBlock.join(sorted, ", "));
    }

    private static CodeBlock foreignKey(ForeignKey key) {
        return CodeBlock.of(
                "new $T($L, $S, $L, $S, $L)",
                ForeignKey.class,
                texts(key.columns()),
                key.referencedTable(),
                texts(key.referencedColumns()),
                key.attribute(),
                place(key.place()));
    }

    private static CodeBlock index(Index index) {
        return CodeBlock.of(
                "new $T($S, $L, $L, $L)",
                Index.class,
                index.name(),
                texts(index.columns()),
                index.unique(),
                place(index.place()));
    }

    private static CodeBlock place(Place place) {
        return CodeBlock.of("new $T($S, $L)", Place.class, place.file(), place.line());
    }

    private static CodeBlock texts(List<String> texts) {
        return CodeBlock.of(
                "$T.<$T>of($L)",
                List.class,
                String.class,
                CodeBlock.join(
                        texts.stream().map(text -> CodeBlock.of("$S", text)).toList(), ", "));
    }

    private static CodeBlock list(Class<?> type, List<CodeBlock> items) {
        return CodeBlock.of("$T.<$T>of($>$>\n$L$<$<)", List.class, type, CodeBlock.join(items, ",\n"));
    }
}
