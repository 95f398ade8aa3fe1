package org.migrationsafe.processor.say;

import java.util.HashMap;
import java.util.List;
import java.util.Map;

import javax.annotation.processing.Messager;
import javax.tools.Diagnostic;

import org.jspecify.annotations.Nullable;
import org.migrationsafe.processor.read.Declaration;
import org.migrationsafe.processor.read.ModelReading;
import org.migrationsafe.report.DesignReport;
import org.migrationsafe.report.Judged;
import org.migrationsafe.rule.Finding;
import org.migrationsafe.rule.Severity;

/** Findings and mistakes as the compiler's own messages, at the element, annotation or value that they are about. */
public record Messages(Messager messager, @Nullable Severity failOn) {

    /** Of one rule as many are shown as a person reads; javac itself stops at a hundred of all. */
    private static final int MOST_OF_A_RULE = 10;

    /** One line each: the rule, the law that is broken, what to write instead. */
    public void say(DesignReport report, Map<String, Declaration> declarations) {
        Map<String, Integer> told = new HashMap<>();
        for (Finding finding : report.findings()) {
            int count = told.merge(finding.rule().id(), 1, Integer::sum);
            if (count <= MOST_OF_A_RULE) {
                String text = "[" + finding.rule().id() + "] " + finding.says() + " "
                        + finding.instead().replaceAll("\\s+", " ");
                Declaration declaration = declarations.get(finding.subject().text());
                print(
                        kind(finding.severity()),
                        declaration == null ? finding.place() + ": " + text : text,
                        declaration == null
                                ? null
                                : declaration.at(finding.rule().at()));
            }
        }
        told.forEach((rule, count) -> {
            if (count > MOST_OF_A_RULE) {
                messager.printMessage(
                        Diagnostic.Kind.NOTE,
                        "[" + rule + "] " + (count - MOST_OF_A_RULE)
                                + " more of these: migrationsafe/design-review.md, beside the generated sources, has them all.");
            }
        });
        for (Judged.Idle idle : report.idle()) {
            Declaration declaration = declarations.get(idle.declared());
            String text = "[acceptance-without-finding] " + (declaration == null ? idle.place() + ": " : "") + "It "
                    + idle.says();
            print(
                    Diagnostic.Kind.WARNING,
                    text,
                    declaration == null ? null : declaration.at(List.of("Accept.rule", "All", "SuppressWarnings")));
        }
    }

    private void print(Diagnostic.Kind kind, String text, @Nullable Declaration at) {
        if (at == null) {
            messager.printMessage(kind, text);
        } else if (at.annotation() == null) {
            messager.printMessage(kind, text, at.element());
        } else if (at.value() == null) {
            messager.printMessage(kind, text, at.element(), at.annotation());
        } else {
            messager.printMessage(kind, text, at.element(), at.annotation(), at.value());
        }
    }

    /** Entities that could not be read, and what only a running Hibernate knows. */
    public void tell(ModelReading reading) {
        reading.mistakes()
                .forEach(mistake -> messager.printMessage(Diagnostic.Kind.WARNING, text(mistake), mistake.element()));
        reading.limits().forEach(limit -> messager.printMessage(Diagnostic.Kind.NOTE, text(limit), limit.element()));
    }

    private static String text(ModelReading.Mistake mistake) {
        return "[" + mistake.id() + "] " + mistake.says();
    }

    private Diagnostic.Kind kind(Severity severity) {
        if (failOn != null && severity.atLeast(failOn)) {
            return Diagnostic.Kind.ERROR;
        }
        return severity == Severity.NIT ? Diagnostic.Kind.NOTE : Diagnostic.Kind.WARNING;
    }
}
