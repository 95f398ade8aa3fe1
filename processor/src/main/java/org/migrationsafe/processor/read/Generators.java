package org.migrationsafe.processor.read;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import javax.lang.model.element.Element;
import javax.lang.model.element.ElementKind;
import javax.lang.model.element.TypeElement;

import org.migrationsafe.schema.Value;
import org.migrationsafe.schema.Value.Source;

import static org.migrationsafe.processor.read.Mirror.HIBERNATE;
import static org.migrationsafe.processor.read.Mirror.JPA;

/** Where the values of a basic attribute come from: generators, defaults, computed columns. */
final class Generators {

    private static final int DEFAULT_ALLOCATION = 50;
    private static final Set<String> ORDERED = Set.of("TIME", "VERSION_6", "VERSION_7");
    private static final Pattern DEFAULT =
            Pattern.compile("(?i).*\\bdefault\\s+(.*?)(?:\\s+(?:not null|null|check|unique|primary key)\\b.*)?");

    private final Mapping mapping;

    Generators(Mapping mapping) {
        this.mapping = mapping;
    }

    Value of(Attribute attribute, TypeElement entity, Optional<Mirror> column) {
        Optional<Mirror> uuid = attribute.find(HIBERNATE + "UuidGenerator");
        if (uuid.isPresent()) {
            boolean ordered =
                    uuid.get().constant("style").filter(ORDERED::contains).isPresent()
                            || uuid.get()
                                    .type("algorithm")
                                    .filter(type -> type.toString().matches(".*UuidVersion[67].*"))
                                    .isPresent();
            return Value.of(ordered ? Source.ORDERED_UUID : Source.RANDOM_UUID);
        }
        Optional<Mirror> generated = attribute.find(JPA + "GeneratedValue");
        if (generated.isPresent()) {
            return generated(attribute, entity, generated.get());
        }
        Optional<String> computed =
                attribute.find(HIBERNATE + "GeneratedColumn").flatMap(mirror -> mirror.text("value"));
        if (computed.isPresent()) {
            return Value.of(Source.STORED, computed.get());
        }
        return attribute
                .find(HIBERNATE + "ColumnDefault")
                .flatMap(mirror -> mirror.text("value"))
                .or(() -> column.flatMap(written -> written.text("columnDefinition"))
                        .flatMap(Generators::defaultIn))
                .map(expression -> Value.of(Source.DEFAULT, expression))
                .orElse(Value.GIVEN);
    }

    private static Optional<String> defaultIn(String definition) {
        Matcher found = DEFAULT.matcher(definition);
        return found.matches() ? Optional.of(found.group(1).strip()) : Optional.empty();
    }

    private Value generated(Attribute attribute, TypeElement entity, Mirror generated) {
        String strategy = generated.constant("strategy").orElse("AUTO");
        Optional<Mirror> sequence = sequence(attribute, entity, generated.text("generator"));
        boolean ofOwn = attribute.element().getAnnotationMirrors().stream()
                .anyMatch(mirror -> Mirror.has(mirror.getAnnotationType().asElement(), HIBERNATE + "IdGeneratorType")
                        || Mirror.nameOf(mirror).equals(HIBERNATE + "GenericGenerator"));
        if (ofOwn) {
            return Value.of(Source.OTHER);
        }
        return switch (strategy) {
            case "IDENTITY" -> Value.of(Source.IDENTITY);
            case "TABLE" -> Value.of(Source.TABLE);
            case "UUID" -> Value.of(Source.RANDOM_UUID);
            default -> {
                if (!attribute.type().toString().equals("java.util.UUID")) {
                    yield sequence(entity, generated, sequence);
                }
                yield Value.of(Source.RANDOM_UUID);
            }
        };
    }

    private Value sequence(TypeElement entity, Mirror generated, Optional<Mirror> written) {
        String generator = generated.text("generator").orElse("");
        String implied = generator.isEmpty() ? Mapping.logicalTableName(Mapping.root(entity)) + "_SEQ" : generator;
        String name = written.flatMap(mirror -> mirror.text("sequenceName")).orElse(implied);
        int step = written.flatMap(mirror -> mirror.number("allocationSize")).orElse(DEFAULT_ALLOCATION);
        return Value.sequence(mapping.names().of(name), step);
    }

    /** The generator of that name, or without a name the attribute's own: on it, its class, the entity or the package. */
    private static Optional<Mirror> sequence(Attribute attribute, TypeElement entity, Optional<String> name) {
        List<Element> near = new ArrayList<>();
        near.add(attribute.element());
        for (Element from : List.of(attribute.element().getEnclosingElement(), entity)) {
            Element current = from;
            while (current != null && current.getKind() != ElementKind.MODULE) {
                near.add(current);
                current = current.getEnclosingElement();
            }
        }
        return near.stream()
                .flatMap(element -> Mirror.all(element, JPA + "SequenceGenerator", JPA + "SequenceGenerators").stream())
                .filter(mirror -> name.isEmpty()
                        || mirror.text("name").isEmpty()
                        || mirror.text("name").equals(name))
                .findFirst();
    }
}
