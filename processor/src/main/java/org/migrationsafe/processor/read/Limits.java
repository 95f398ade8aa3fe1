package org.migrationsafe.processor.read;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;

import javax.lang.model.element.Element;

import org.migrationsafe.processor.read.ModelReading.Mistake;

/** Attributes whose columns only a running Hibernate knows: told, and not guessed. */
final class Limits {

    private Limits() {}

    static List<Mistake> of(Map<String, Declaration> declarations) {
        List<Mistake> limits = new ArrayList<>();
        for (Declaration declaration : declarations.values()) {
            Element element = declaration.element();
            BasicTypes.OF_ITS_OWN.stream()
                    .sorted()
                    .filter(annotation -> Mirror.has(element, annotation))
                    .findFirst()
                    .ifPresent(annotation -> limits.add(new Mistake(
                            "mapping-not-read",
                            element,
                            "\"" + owner(element) + "." + element.getSimpleName()
                                    + "\" is mapped by @" + annotation.substring(annotation.lastIndexOf('.') + 1)
                                    + ", whose columns only a running Hibernate knows: their types are left out of the "
                                    + "review. The test side sees them.")));
        }
        return limits;
    }

    private static String owner(Element element) {
        Element owner = element.getEnclosingElement();
        return owner == null ? "" : owner.getSimpleName().toString();
    }
}
