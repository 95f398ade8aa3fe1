package org.migrationsafe.processor.read;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

import javax.annotation.processing.ProcessingEnvironment;
import javax.lang.model.element.TypeElement;
import javax.lang.model.type.TypeMirror;

import org.migrationsafe.processor.read.ModelReading.Mistake;
import org.migrationsafe.schema.Column;
import org.migrationsafe.schema.ColumnType.Kind;
import org.migrationsafe.schema.EnumType;
import org.migrationsafe.schema.Schema;
import org.migrationsafe.schema.Sequence;
import org.migrationsafe.schema.Table;
import org.migrationsafe.schema.TableBuilder;
import org.migrationsafe.schema.Value;

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
     * @param repositories interfaces in which queries may be written
     */
    public ModelReading read(
            Collection<TypeElement> entities,
            Collection<TypeElement> converters,
            Collection<TypeElement> repositories) {
        Mapping mapping = new Mapping(
                new Attributes(environment.getTypeUtils()),
                new BasicTypes(environment.getTypeUtils(), autoApplied(converters), options.hibernate()),
                new PhysicalNames(options.naming()),
                options.tenantColumn(),
                options.hibernate(),
                new Positions(environment),
                entities,
                parents(entities));
        Map<String, Declaration> declarations = new LinkedHashMap<>();
        List<Mistake> mistakes = new ArrayList<>();
        Map<String, TableBuilder> tables = new LinkedHashMap<>();
        for (TypeElement entity : parentsFirst(entities)) {
            if (hasIdentifier(mapping, entity)) {
                tables.putAll(read(mapping, declarations, entity, tables));
            } else {
                mistakes.add(new Mistake(
                        "entity-not-reviewed",
                        entity,
                        "\"" + entity.getSimpleName()
                                + "\" has no @Id or @EmbeddedId, so its table was not reviewed: give it "
                                + "an identifier, or make it an @Embeddable."));
            }
        }
        KeysOfTargets keys = new KeysOfTargets(mapping, tables);
        entities.forEach(keys::add);
        Owned owned = Owned.of(mapping, entities);
        List<Table> built =
                tables.values().stream().map(TableBuilder::build).map(owned::in).toList();
        Schema schema = new Schema(
                Schema.Source.MODEL,
                built,
                sequences(built),
                enums(built),
                Queries.words(entities, repositories),
                Acceptances.in(declarations, entities, environment.getElementUtils(), mapping.positions()));
        mistakes.addAll(RefusedMappings.of(mapping, entities));
        return new ModelReading(schema, declarations, mistakes, Limits.of(declarations));
    }

    private static Set<String> parents(Collection<TypeElement> entities) {
        return entities.stream()
                .flatMap(entity -> Mapping.entitySuperclass(entity).stream())
                .map(parent -> parent.getQualifiedName().toString())
                .collect(Collectors.toSet());
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
                .sorted(Comparator.comparingInt(ModelReader::depth)
                        .thenComparing(entity -> entity.getQualifiedName().toString()))
                .toList();
    }

    private static int depth(TypeElement entity) {
        return Mapping.entitySuperclass(entity).map(parent -> 1 + depth(parent)).orElse(0);
    }

    private static boolean hasIdentifier(Mapping mapping, TypeElement entity) {
        return mapping.attributesOfHierarchy(entity).stream()
                .anyMatch(attribute -> attribute.has(JPA + "Id")
                        || attribute.has(JPA + "EmbeddedId")
                        || Mapping.mapsId(attribute).isPresent());
    }

    private static Map<String, TableBuilder> read(
            Mapping mapping,
            Map<String, Declaration> declarations,
            TypeElement entity,
            Map<String, TableBuilder> known) {
        Map<String, TableBuilder> tables = new LinkedHashMap<>();
        String name = mapping.tableName(entity);
        TableBuilder table = known.get(name);
        if (table != null && EntityReader.hasOwnTable(entity)) {
            table.add(Table.Trait.SHARED_BY_CLASSES); // two classes see the same rows, each its part of them
        }
        if (table == null) {
            table = new TableBuilder(
                    Mapping.schemaName(entity),
                    name,
                    EntityReader.kindOf(entity),
                    entity.getQualifiedName().toString(),
                    mapping.positions().of(entity));
        }
        List<TableBuilder> more = new EntityReader(mapping, declarations, entity, table).read();
        if (!Mapping.isAbstractPart(entity)) {
            tables.put(name, table);
            more.forEach(other -> tables.putIfAbsent(other.name(), other));
        }
        return tables;
    }

    /** Each sequence that some column draws from, once. */
    private static List<Sequence> sequences(List<Table> tables) {
        Map<String, Sequence> sequences = new LinkedHashMap<>();
        for (Table table : tables) {
            for (Column column : table.columns()) {
                if (column.value().source() == Value.Source.SEQUENCE) {
                    String name = column.value().sequence();
                    sequences.putIfAbsent(
                            name, new Sequence("", name, column.value().step(), column.attribute(), column.place()));
                }
            }
        }
        return List.copyOf(sequences.values());
    }

    /** As Hibernate makes them: in the order of the alphabet, unless the mapping asks for Java's. */
    private static List<EnumType> enums(List<Table> tables) {
        Set<EnumType> enums = new LinkedHashSet<>();
        Set<String> names = new LinkedHashSet<>();
        for (Table table : tables) {
            for (Column column : table.columns()) {
                String name = column.type().sql();
                if (column.type().kind() == Kind.NATIVE_ENUM
                        && !column.constants().isEmpty()
                        && names.add(name)) {
                    List<String> constants = column.is(Column.Trait.ORDINAL_ENUM)
                            ? column.constants()
                            : column.constants().stream().sorted().toList();
                    enums.add(new EnumType("", name, constants, column.place()));
                }
            }
        }
        return List.copyOf(enums);
    }
}
