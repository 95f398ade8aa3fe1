package org.migrationsafe.processor.read;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

import javax.lang.model.element.Element;
import javax.lang.model.element.ElementKind;
import javax.lang.model.element.TypeElement;
import javax.lang.model.type.ArrayType;
import javax.lang.model.type.DeclaredType;
import javax.lang.model.type.TypeKind;
import javax.lang.model.type.TypeMirror;
import javax.lang.model.util.Types;

import org.jspecify.annotations.Nullable;
import org.migrationsafe.schema.ColumnType;
import org.migrationsafe.schema.ColumnType.Kind;
import org.migrationsafe.schema.PostgresTypes;

import static org.migrationsafe.processor.read.Mirror.HIBERNATE;
import static org.migrationsafe.processor.read.Mirror.JPA;

/**
 * The type that Hibernate gives a basic attribute on PostgreSQL.
 *
 * @see <a href="https://docs.hibernate.org/orm/7.0/userguide/html_single/#basic">Hibernate's basic types</a>
 */
final class BasicTypes {

    private static final int UUID_LENGTH = 36;

    /** Of a type that a class of the user's or of Hibernate's decides; only running it would tell. */
    static final ColumnType UNKNOWN = new ColumnType(Kind.OTHER, "");

    /** SqlTypes.ORDINAL_ENUM and NAMED_ORDINAL_ENUM: native enums whose constants stand in the order that Java has them in. */
    private static final Set<Integer> ORDERED_ENUMS = Set.of(6002, 6003);

    static final Set<String> OF_ITS_OWN = Set.of(
            HIBERNATE + "Type",
            HIBERNATE + "CompositeType",
            HIBERNATE + "JdbcType",
            HIBERNATE + "JavaType",
            HIBERNATE + "Any");
    private static final Set<String> LISTS =
            Set.of("java.util.List", "java.util.Set", "java.util.Collection", "java.util.SortedSet");

    private final Types types;
    private final HibernateVersion hibernate;
    private final Map<String, TypeMirror> autoApplied;

    /** @param autoApplied what converters with autoApply make of a Java type, by that type's name */
    BasicTypes(Types types, Map<String, TypeMirror> autoApplied, HibernateVersion hibernate) {
        this.types = types;
        this.hibernate = hibernate;
        this.autoApplied = autoApplied;
    }

    /**
     * The column's type, and what it holds of an enum.
     *
     * @param constants an enum's constants as rows hold them; empty for what is no enum
     */
    record Mapped(ColumnType type, boolean ordinalEnum, List<String> constants) {

        private Mapped(ColumnType type) {
            this(type, false, List.of());
        }
    }

    Mapped of(Annotated annotated, TypeMirror javaType, @Nullable Mirror column) {
        Optional<String> definition = Optional.ofNullable(column).flatMap(written -> written.text("columnDefinition"));
        Mapped byMapping = byMapping(annotated, javaType, Sizes.of(column));
        return definition
                .map(sql -> new Mapped(PostgresTypes.of(sql), byMapping.ordinalEnum(), byMapping.constants()))
                .orElse(byMapping);
    }

    private Mapped byMapping(Annotated annotated, TypeMirror javaType, Sizes sizes) {
        Optional<TypeMirror> converted = converted(annotated, javaType);
        Optional<Integer> code = annotated.find(HIBERNATE + "JdbcTypeCode").flatMap(mirror -> mirror.number("value"));
        if (code.isPresent()) {
            boolean uuid = javaType.toString().equals("java.util.UUID");
            ColumnType type =
                    named(SqlTypeNames.ofCode(code.get(), uuid ? sizes.orLength(UUID_LENGTH) : sizes), javaType);
            boolean byPosition = type.kind().isInteger() || ORDERED_ENUMS.contains(code.get());
            return new Mapped(type, isEnum(javaType) && byPosition, constants(javaType));
        }
        if (OF_ITS_OWN.stream().anyMatch(annotated::has)) {
            return new Mapped(UNKNOWN);
        }
        if (annotated.has(JPA + "Lob")) {
            return new Mapped(lob(converted.orElse(javaType)));
        }
        if (converted.isPresent()) {
            return new Mapped(ofJava(converted.get(), sizes));
        }
        if (isEnum(javaType)) {
            return enumeration(annotated, javaType, sizes);
        }
        return new Mapped(temporal(annotated).or(() -> stored(annotated)).orElseGet(() -> ofJava(javaType, sizes)));
    }

    private Optional<TypeMirror> converted(Annotated annotated, TypeMirror javaType) {
        Optional<Mirror> convert = annotated.find(JPA + "Convert");
        if (convert.flatMap(mirror -> mirror.truth("disableConversion")).orElse(false)) {
            return Optional.empty();
        }
        Optional<TypeMirror> converter = convert.flatMap(mirror -> mirror.type("converter"));
        if (converter.isPresent()) {
            return databaseType(types, converter.get());
        }
        return Optional.ofNullable(autoApplied.get(javaType.toString()));
    }

    /** The second type argument of AttributeConverter. */
    static Optional<TypeMirror> databaseType(Types types, TypeMirror converter) {
        return argument(types, converter, 1);
    }

    static Optional<TypeMirror> argument(Types types, TypeMirror converter, int index) {
        if (converter instanceof DeclaredType declared
                && ((TypeElement) declared.asElement()).getQualifiedName().contentEquals(JPA + "AttributeConverter")) {
            return declared.getTypeArguments().stream().skip(index).findFirst().map(TypeMirror.class::cast);
        }
        return types.directSupertypes(converter).stream()
                .flatMap(superType -> argument(types, superType, index).stream())
                .findFirst();
    }

    static boolean isEnum(TypeMirror type) {
        return type instanceof DeclaredType declared && declared.asElement().getKind() == ElementKind.ENUM;
    }

    /** A native enum's type is called like its class. */
    private static ColumnType named(ColumnType type, TypeMirror javaType) {
        return type.kind() == Kind.NATIVE_ENUM && javaType instanceof DeclaredType declared
                ? new ColumnType(
                        Kind.NATIVE_ENUM, declared.asElement().getSimpleName().toString())
                : type;
    }

    /** What {@code @TimeZoneStorage} makes of a timestamp with a zone, where it is not the default. */
    private static Optional<ColumnType> stored(Annotated annotated) {
        return annotated
                .find(HIBERNATE + "TimeZoneStorage")
                .flatMap(mirror -> mirror.constant("value"))
                .filter("NORMALIZE"::equals)
                .map(value -> new ColumnType(Kind.TIMESTAMP, "timestamp(6)"));
    }

    static List<String> constants(TypeMirror type) {
        return isEnum(type)
                ? ((DeclaredType) type)
                        .asElement().getEnclosedElements().stream()
                                .filter(member -> member.getKind() == ElementKind.ENUM_CONSTANT)
                                .map(member -> member.getSimpleName().toString())
                                .toList()
                : List.of();
    }

    /** By position unless it says STRING; {@code @EnumeratedValue} stores a field of the constant instead. */
    private Mapped enumeration(Annotated annotated, TypeMirror type, Sizes sizes) {
        boolean asText = annotated
                .find(JPA + "Enumerated")
                .flatMap(mirror -> mirror.constant("value"))
                .filter("STRING"::equals)
                .isPresent();
        Optional<? extends Element> ownValue = ((DeclaredType) type)
                .asElement().getEnclosedElements().stream()
                        .filter(member -> Mirror.has(member, JPA + "EnumeratedValue"))
                        .findFirst();
        if (ownValue.isPresent()) {
            return new Mapped(ofJava(ownValue.get().asType(), sizes));
        }
        return asText
                ? new Mapped(new ColumnType(Kind.TEXT, "varchar(" + sizes.length() + ")"), false, constants(type))
                : new Mapped(new ColumnType(Kind.SMALL_INTEGER, "smallint"), true, constants(type));
    }

    private static ColumnType lob(TypeMirror type) {
        return type.toString().equals("java.lang.String")
                        || type.getKind() == TypeKind.ARRAY
                        || type.toString().endsWith("lob")
                ? new ColumnType(Kind.LARGE_OBJECT, "oid")
                : new ColumnType(Kind.OTHER, "oid");
    }

    private static Optional<ColumnType> temporal(Annotated annotated) {
        return annotated
                .find(JPA + "Temporal")
                .flatMap(mirror -> mirror.constant("value"))
                .map(value -> switch (value) {
                    case "DATE" -> new ColumnType(Kind.DATE, "date");
                    case "TIME" -> new ColumnType(Kind.TIME, "time(6)");
                    default -> new ColumnType(Kind.TIMESTAMP, "timestamp(6)");
                });
    }

    ColumnType ofJava(TypeMirror type, Sizes sizes) {
        if (type instanceof ArrayType array && array.getComponentType().getKind() == TypeKind.CHAR) {
            return SqlTypeNames.ofJava("java.lang.String", sizes, hibernate);
        }
        if (type instanceof ArrayType array) {
            return bytes(array.getComponentType())
                    ? new ColumnType(Kind.BINARY, "bytea")
                    : new ColumnType(
                            Kind.ARRAY, ofJava(array.getComponentType(), sizes).sql() + " array");
        }
        if (type.getKind().isPrimitive()) {
            return SqlTypeNames.ofJava(
                    types.boxedClass(types.getPrimitiveType(type.getKind())).toString(), sizes, hibernate);
        }
        if (isList(type)) {
            TypeMirror element = ((DeclaredType) type).getTypeArguments().get(0);
            return new ColumnType(Kind.ARRAY, ofJava(element, sizes).sql() + " array");
        }
        String name = type instanceof DeclaredType declared
                ? ((TypeElement) declared.asElement()).getQualifiedName().toString()
                : type.toString();
        return SqlTypeNames.ofJava(name, sizes, hibernate);
    }

    /** A collection that no annotation makes a table of is an array in one column. */
    private static boolean isList(TypeMirror type) {
        return type instanceof DeclaredType declared
                && declared.getTypeArguments().size() == 1
                && declared.asElement() instanceof TypeElement element
                && LISTS.contains(element.getQualifiedName().toString());
    }

    private static boolean bytes(TypeMirror component) {
        return component.getKind() == TypeKind.BYTE || component.toString().equals("java.lang.Byte");
    }
}
