package org.migrationsafe.processor.read;

import java.util.Collection;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

import javax.lang.model.element.Element;
import javax.lang.model.element.ElementKind;
import javax.lang.model.element.TypeElement;
import javax.lang.model.type.DeclaredType;
import javax.lang.model.type.TypeMirror;

import static org.migrationsafe.processor.read.Mirror.HIBERNATE;
import static org.migrationsafe.processor.read.Mirror.JPA;

/** The words of the queries that the model itself writes down: named ones, and those of Spring Data's repositories. */
final class Queries {

    private static final String REPOSITORY = "org.springframework.data.repository.Repository";
    private static final Pattern WORD = Pattern.compile("[A-Za-z_][A-Za-z0-9_]*");
    private static final Pattern DERIVED =
            Pattern.compile("(?:find|read|get|query|search|stream|count|exists|delete|remove)\\w*?By(\\w+)");

    private Queries() {}

    static Set<String> words(Collection<TypeElement> entities, Collection<TypeElement> repositories) {
        Set<String> words = new TreeSet<>();
        entities.forEach(entity -> named(entity).forEach(query -> split(query, words)));
        repositories.stream()
                .filter(Queries::isRepository)
                .forEach(repository -> repository.getEnclosedElements().stream()
                        .filter(member -> member.getKind() == ElementKind.METHOD)
                        .forEach(method -> method(method, words)));
        return words;
    }

    private static Stream<String> named(Element entity) {
        return Stream.of(JPA + "NamedQuery", JPA + "NamedNativeQuery", HIBERNATE + "NamedQuery")
                .flatMap(type -> Mirror.all(entity, type, type.replaceFirst("Query$", "Queries")).stream())
                .flatMap(mirror -> mirror.text("query").stream());
    }

    private static void method(Element method, Set<String> words) {
        Mirror.find(method, "org.springframework.data.jpa.repository.Query")
                .flatMap(mirror -> mirror.text("value"))
                .ifPresent(query -> split(query, words));
        Matcher derived = DERIVED.matcher(method.getSimpleName());
        if (derived.matches()) {
            // findByOwnerAndPlacedAtBefore: which words are attributes is not told, so each run of them counts.
            for (String part : derived.group(1).split("And|Or|OrderBy")) {
                String[] capitals = part.split("(?=[A-Z])");
                StringBuilder name = new StringBuilder();
                for (String word : capitals) {
                    name.append(word);
                    words.add(loose(name.toString()));
                }
            }
        }
    }

    private static void split(String query, Set<String> words) {
        Matcher word = WORD.matcher(query);
        while (word.find()) {
            words.add(loose(word.group()));
        }
    }

    private static String loose(String name) {
        return name.replace("_", "").toLowerCase(Locale.ROOT);
    }

    private static boolean isRepository(TypeElement type) {
        return type.getInterfaces().stream().anyMatch(Queries::leadsToRepository);
    }

    private static boolean leadsToRepository(TypeMirror type) {
        return type instanceof DeclaredType declared
                && declared.asElement() instanceof TypeElement element
                && (element.getQualifiedName().contentEquals(REPOSITORY) || isRepository(element));
    }
}
