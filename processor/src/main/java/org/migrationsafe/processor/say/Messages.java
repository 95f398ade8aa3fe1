package org.migrationsafe.processor.say;

import java.util.List;
import java.util.Map;

import javax.annotation.processing.Messager;
import javax.lang.model.element.Element;
import javax.tools.Diagnostic;

import org.jspecify.annotations.Nullable;
import org.migrationsafe.processor.read.ModelReading;
import org.migrationsafe.rule.Finding;
import org.migrationsafe.rule.Severity;

/** Findings and mistakes as the compiler's own messages, at the element that they are about. */
public record Messages(Messager messager, @Nullable Severity failOn) {

    /** One line each: the rule, the law that is broken, what to write instead. */
    public void say(List<Finding> findings, Map<String, Element> elements) {
        for (Finding finding : findings) {
            String text = "[" + finding.rule().id() + "] " + finding.says() + " "
                    + finding.instead().replaceAll("\\s+", " ");
            Element element = elements.get(String.valueOf(finding.statement()));
            if (element == null) {
                messager.printMessage(kind(finding.severity()), finding.place() + ": " + text);
            } else {
                messager.printMessage(kind(finding.severity()), text, element);
            }
        }
    }

    /** Entities that could not be read. */
    public void tell(List<ModelReading.Mistake> mistakes) {
        mistakes.forEach(mistake -> messager.printMessage(
                Diagnostic.Kind.WARNING, "[entity-not-reviewed] " + mistake.says(), mistake.element()));
    }

    private Diagnostic.Kind kind(Severity severity) {
        if (failOn != null && severity.atLeast(failOn)) {
            return Diagnostic.Kind.ERROR;
        }
        return severity == Severity.NIT ? Diagnostic.Kind.NOTE : Diagnostic.Kind.WARNING;
    }
}
