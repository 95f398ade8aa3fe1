package org.migrationsafe.processor.read;

import java.beans.Introspector;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

import javax.lang.model.element.Element;
import javax.lang.model.element.ElementKind;
import javax.lang.model.element.ExecutableElement;
import javax.lang.model.element.Modifier;
import javax.lang.model.element.TypeElement;
import javax.lang.model.type.DeclaredType;
import javax.lang.model.type.ExecutableType;
import javax.lang.model.type.TypeKind;
import javax.lang.model.type.TypeMirror;
import javax.lang.model.util.ElementFilter;
import javax.lang.model.util.Types;

import static org.migrationsafe.processor.read.Mirror.JPA;

/** Finds the persistent attributes of a class, by field or by property access, as JPA says. */
final class Attributes {

    private final Types types;
    private final Map<TypeElement, List<Attribute>> read = new HashMap<>();

    Attributes(Types types) {
        this.types = types;
    }

    /** Own and inherited through mapped superclasses, the root's first; those of a superclass that is an entity are not. */
    List<Attribute> of(TypeElement type) {
        return read.computeIfAbsent(type, absent -> List.copyOf(of(type, accessOf(type))));
    }

    /** The attributes of an embeddable, read as its owner is unless it says otherwise. */
    List<Attribute> ofEmbeddable(TypeElement type, boolean byProperty) {
        return of(type, explicitAccess(type).orElse(byProperty));
    }

    private List<Attribute> of(TypeElement type, boolean byProperty) {
        List<Attribute> attributes = new ArrayList<>();
        List<DeclaredType> chain = new ArrayList<>();
        DeclaredType current = (DeclaredType) type.asType();
        chain.add(current);
        while (superclass(current).isPresent() && isMapped(superclass(current).get())) {
            current = superclass(current).get();
            chain.add(0, current);
        }
        for (DeclaredType declared : chain) {
            TypeElement element = (TypeElement) declared.asElement();
            boolean property = explicitAccess(element).orElse(byProperty);
            members(element, declared, property, attributes);
        }
        return attributes;
    }

    private Optional<DeclaredType> superclass(DeclaredType type) {
        return types.directSupertypes(type).stream()
                .filter(superType -> superType.getKind() == TypeKind.DECLARED)
                .map(DeclaredType.class::cast)
                .filter(superType -> superType.asElement().getKind() == ElementKind.CLASS)
                .findFirst();
    }

    private static boolean isMapped(DeclaredType type) {
        return Mirror.has(type.asElement(), JPA + "MappedSuperclass")
                || Mirror.has(type.asElement(), JPA + "Embeddable");
    }

    /** Whether the hierarchy is read by its getters: where its identifier's annotation stands decides. */
    boolean accessOf(TypeElement type) {
        TypeElement current = type;
        while (true) {
            Optional<Boolean> explicit = explicitAccess(current);
            if (explicit.isPresent()) {
                return explicit.get();
            }
            for (Element member : current.getEnclosedElements()) {
                if (Mirror.has(member, JPA + "Id") || Mirror.has(member, JPA + "EmbeddedId")) {
                    return member.getKind() == ElementKind.METHOD;
                }
            }
            if (!(current.getSuperclass() instanceof DeclaredType superType)
                    || !(superType.asElement() instanceof TypeElement next)
                    || next.getQualifiedName().contentEquals("java.lang.Object")) {
                return false;
            }
            current = next;
        }
    }

    private static Optional<Boolean> explicitAccess(Element element) {
        return Mirror.find(element, JPA + "Access")
                .flatMap(access -> access.constant("value"))
                .map("PROPERTY"::equals);
    }

    private void members(TypeElement element, DeclaredType declared, boolean property, List<Attribute> attributes) {
        for (Element member : element.getEnclosedElements()) {
            // A field may ask to be read by its getter, and is mapped by its own annotations all the same.
            if (member.getKind() == ElementKind.FIELD
                    && (!property || explicitAccess(member).map(own -> !own).orElse(false))) {
                field(member, declared, attributes);
            } else if (member.getKind() == ElementKind.METHOD
                    && (property || explicitAccess(member).orElse(false))) {
                getter((ExecutableElement) member, element, declared, attributes);
            }
        }
    }

    private void field(Element field, DeclaredType declared, List<Attribute> attributes) {
        if (!field.getModifiers().contains(Modifier.STATIC)
                && !field.getModifiers().contains(Modifier.TRANSIENT)
                && !Mirror.has(field, JPA + "Transient")) {
            attributes.add(
                    new Attribute(field.getSimpleName().toString(), Annotated.of(field), typeIn(declared, field)));
        }
    }

    private void getter(
            ExecutableElement method, TypeElement owner, DeclaredType declared, List<Attribute> attributes) {
        String name = propertyName(method);
        if (name.isEmpty()
                || !method.getParameters().isEmpty()
                || method.getModifiers().contains(Modifier.STATIC)
                || Mirror.has(method, JPA + "Transient")
                || !hasSetter(owner, name)) {
            return;
        }
        TypeMirror type = typeIn(declared, method);
        attributes.add(new Attribute(
                name,
                Annotated.of(method),
                type instanceof ExecutableType executable ? executable.getReturnType() : type));
    }

    private TypeMirror typeIn(DeclaredType declared, Element member) {
        try {
            return types.asMemberOf(declared, member);
        } catch (IllegalArgumentException e) {
            // A type in error; the compiler says so itself.
            return member.asType();
        }
    }

    private static String propertyName(ExecutableElement method) {
        String name = method.getSimpleName().toString();
        if (name.startsWith("get") && name.length() > 3) {
            return Introspector.decapitalize(name.substring(3));
        }
        boolean claims = name.startsWith("is") && name.length() > 2;
        return claims && method.getReturnType().getKind() == TypeKind.BOOLEAN
                ? Introspector.decapitalize(name.substring(2))
                : "";
    }

    private static boolean hasSetter(TypeElement owner, String property) {
        String setter = "set" + property.substring(0, 1).toUpperCase(Locale.ROOT) + property.substring(1);
        return ElementFilter.methodsIn(owner.getEnclosedElements()).stream()
                .anyMatch(method -> method.getSimpleName().contentEquals(setter));
    }
}
