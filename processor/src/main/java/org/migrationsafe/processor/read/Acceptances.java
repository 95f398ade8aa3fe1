package org.migrationsafe.processor.read;

import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

import javax.lang.model.element.Element;
import javax.lang.model.element.ElementKind;
import javax.lang.model.element.TypeElement;
import javax.lang.model.util.Elements;

import org.migrationsafe.schema.Acceptance;
import org.migrationsafe.source.Place;

/** What attributes, classes and packages accept: {@code @Accept}, or {@code @SuppressWarnings("migrationsafe:rule")}. */
final class Acceptances {

    private static final String ACCEPT = "org.migrationsafe.policy.Accept";
    private static final String PREFIX = "migrationsafe:";

    private Acceptances() {}

    static List<Acceptance> in(
            Map<String, Declaration> declarations,
            Collection<TypeElement> entities,
            Elements elements,
            Positions positions) {
        Map<String, Element> bearers = new TreeMap<>();
        declarations.forEach((key, declaration) -> {
            bearers.putIfAbsent(key, declaration.element());
            Element owner = declaration.element().getEnclosingElement();
            if (owner instanceof TypeElement type) {
                bearers.putIfAbsent(type.getQualifiedName().toString(), type);
            }
        });
        entities.forEach(entity -> {
            Element folder = elements.getPackageOf(entity);
            bearers.putIfAbsent(folder.toString(), folder);
        });
        Map<String, Acceptance> all = new LinkedHashMap<>();
        bearers.forEach((key, element) -> {
            if (!key.contains("(")) {
                at(element, key, positions, all);
            }
        });
        return List.copyOf(all.values());
    }

    private static void at(Element element, String key, Positions positions, Map<String, Acceptance> all) {
        for (Mirror accept : Mirror.all(element, ACCEPT, ACCEPT + ".All")) {
            String rule = accept.text("rule").orElse("");
            all.put(
                    key + " " + rule,
                    new Acceptance(rule, key, accept.text("because").orElse(""), placeOf(element, positions)));
        }
        Mirror.find(element, "java.lang.SuppressWarnings").stream()
                .flatMap(mirror -> mirror.texts("value").stream())
                .filter(name -> name.startsWith(PREFIX))
                .map(name -> name.substring(PREFIX.length()))
                .forEach(rule -> all.putIfAbsent(
                        key + " " + rule,
                        new Acceptance(rule, key, "@SuppressWarnings says so", placeOf(element, positions))));
    }

    private static Place placeOf(Element element, Positions positions) {
        return element.getKind() == ElementKind.PACKAGE
                ? new Place(element.toString().replace('.', '/') + "/package-info.java", 0)
                : positions.of(element);
    }
}
