package org.migrationsafe.processor.read;

import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

import javax.annotation.processing.ProcessingEnvironment;
import javax.lang.model.element.Element;
import javax.lang.model.element.TypeElement;
import javax.lang.model.type.TypeMirror;

import org.migrationsafe.processor.read.ModelReading.Mistake;
import org.migrationsafe.schema.Column;
import org.migrationsafe.schema.ForeignKey;
import org.migrationsafe.schema.Schema;

import static org.migrationsafe.processor.read.Mirror.JPA;

/** Entities to the schema that Hibernate gives them on PostgreSQL. */
public final class ModelReader {

    private final ProcessingEnvironment environment;
    private final ReadingOptions options;

    public ModelReader(ProcessingEnvironment environment, ReadingOptions options) {
        this.environment = environment;
        this.options = options;
    }

    /**
     * Reads them all at once, since names and keys go from one to the other.
     *
     * @param converters classes annotated with {@code @Converter}
     */
    public ModelReading read(Collection<TypeElement> entities, Collection<TypeElement> converters) {
        Mapping mapping = new Mapping(
                new Attributes(environment.getTypeUtils()),
                new BasicTypes(environment.getTypeUtils(), autoApplied(converters), options.hibernate()),
                options.naming(),
                options.tenantColumn(),
                options.hibernate(),
                new Positions(environment));
        Map<String, Element> elements = new LinkedHashMap<>();
        List<Mistake> mistakes = new ArrayList<>();
        Map<String, TableBuilder> tables = new LinkedHashMap<>();
        for (TypeElement entity : parentsFirst(entities)) {
            if (hasIdentifier(mapping, entity)) {
                tables.putAll(read(mapping, elements, entity, tables));
            } else {
                mistakes.add(new Mistake(
                        entity,
                        "\"" + entity.getSimpleName()
                                + "\" has no @Id or @EmbeddedId, so its table was not reviewed: give it "
                                + "an identifier, or make it an @Embeddable."));
            }
        }
        keysOfTargets(mapping, entities, tables);
        return new ModelReading(
                new Schema(tables.values().stream().map(TableBuilder::build).toList()), elements, mistakes);
    }

    private Map<String, TypeMirror> autoApplied(Collection<TypeElement> converters) {
        Map<String, TypeMirror> applied = new LinkedHashMap<>();
        for (TypeElement converter : converters) {
            boolean auto = Mirror.find(converter, JPA + "Converter")
                    .flatMap(mirror -> mirror.truth("autoApply"))
                    .orElse(false);
            if (auto) {
                BasicTypes.argument(environment.getTypeUtils(), converter.asType(), 0)
                        .ifPresent(from -> BasicTypes.argument(environment.getTypeUtils(), converter.asType(), 1)
                                .ifPresent(to -> applied.put(from.toString(), to)));
            }
        }
        return applied;
    }

    /** A subclass that shares its root's table comes after the root. */
    private static List<TypeElement> parentsFirst(Collection<TypeElement> entities) {
        return entities.stream()
                .sorted(java.util.Comparator.comparingInt(ModelReader::depth)
                        .thenComparing(entity -> entity.getQualifiedName().toString()))
                .toList();
    }

    private static int depth(TypeElement entity) {
        return Mapping.entitySuperclass(entity).map(parent -> 1 + depth(parent)).orElse(0);
    }

    private static boolean hasIdentifier(Mapping mapping, TypeElement entity) {
        return mapping.attributesOfHierarchy(entity).stream()
                .anyMatch(attribute -> attribute.has(JPA + "Id") || attribute.has(JPA + "EmbeddedId"));
    }

    private static Map<String, TableBuilder> read(
            Mapping mapping, Map<String, Element> elements, TypeElement entity, Map<String, TableBuilder> known) {
        Map<String, TableBuilder> tables = new LinkedHashMap<>();
        String name = mapping.tableName(entity);
        TableBuilder table = known.get(name);
        if (table == null || EntityReader.hasOwnTable(entity)) {
            table = new TableBuilder(
                    Mapping.schemaName(entity),
                    name,
                    EntityReader.kindOf(entity),
                    entity.getQualifiedName().toString(),
                    mapping.positions().of(entity));
        }
        tables.put(name, table);
        new EntityReader(mapping, elements, entity, table)
                .read()
                .forEach(more -> tables.putIfAbsent(more.name(), more));
        return tables;
    }

    /** {@code @OneToMany @JoinColumn} puts a foreign key into the other entity's table. */
    private static void keysOfTargets(
            Mapping mapping, Collection<TypeElement> entities, Map<String, TableBuilder> tables) {
        for (TypeElement entity : entities) {
            for (Attribute attribute : mapping.attributes().of(entity)) {
                if (attribute.has(JPA + "OneToMany") && attribute.has(JPA + "JoinColumn")) {
                    mapping.elementType(attribute)
                            .flatMap(Mapping::element)
                            .map(target -> tables.get(mapping.tableName(target)))
                            .ifPresent(table -> keyOfTarget(mapping, entity, attribute, table));
                }
            }
        }
    }

    private static void keyOfTarget(Mapping mapping, TypeElement entity, Attribute attribute, TableBuilder table) {
        Mirror join = Mirror.find(attribute.element(), JPA + "JoinColumn").orElseThrow();
        List<Identifiers.KeyColumn> keys = new Identifiers(mapping).of(entity);
        if (keys.size() != 1) {
            return;
        }
        Identifiers.KeyColumn key = keys.get(0);
        String name = mapping.naming().physical(join.text("name").orElse(attribute.name() + "_" + key.logicalName()));
        boolean known = table.has(name);
        table.add(new Column(
                name,
                key.type(),
                join.truth("nullable").orElse(true),
                Set.of(Column.Trait.FOREIGN_KEY, Column.Trait.NULL_INTENDED),
                "",
                key.javaType(),
                mapping.positions().of(attribute.element())));
        if (!known) {
            table.add(new ForeignKey(
                    List.of(name),
                    mapping.tableName(entity),
                    List.of(key.physicalName()),
                    attribute.key(),
                    mapping.positions().of(attribute.element())));
        }
    }
}
