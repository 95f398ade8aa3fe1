package org.migrationsafe.processor.read;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;

import org.migrationsafe.schema.Check;
import org.migrationsafe.schema.Column;
import org.migrationsafe.schema.Column.Trait;
import org.migrationsafe.schema.ColumnType.Kind;
import org.migrationsafe.source.Place;

import static org.migrationsafe.processor.read.Mirror.HIBERNATE;

/** Conditions on rows: those that somebody wrote, those of validation, and those that Hibernate gives to enums. */
final class Checks {

    private static final String VALIDATION = "jakarta.validation.constraints.";

    private Checks() {}

    /** What is written at a class or an attribute. */
    static List<Check> written(Annotated element, List<String> columns, Place place) {
        List<Check> checks = new ArrayList<>();
        for (Mirror check : element.all(HIBERNATE + "Check", HIBERNATE + "Checks")) {
            check.text("constraints")
                    .ifPresent(expression -> checks.add(
                            new Check(check.text("name").orElse(""), columns, expression, List.of(), place)));
        }
        return checks;
    }

    /** What {@code @Table(check = …)} and {@code @Column(check = …)} of JPA 3.2 say. */
    static List<Check> in(Optional<Mirror> annotation, List<String> columns, Place place) {
        return annotation.stream()
                .flatMap(mirror -> mirror.mirrors("check").stream())
                .flatMap(check -> check.text("constraint").stream()
                        .map(expression ->
                                new Check(check.text("name").orElse(""), columns, expression, List.of(), place)))
                .toList();
    }

    /** Of one column: written there, validated, or an enum's. */
    static List<Check> of(Attribute attribute, Optional<Mirror> written, Column column) {
        List<String> columns = List.of(column.name());
        List<Check> checks = new ArrayList<>(written(attribute.annotated(), columns, column.place()));
        checks.addAll(in(written, columns, column.place()));
        validated(attribute.annotated(), column).forEach(checks::add);
        enumeration(column, written).ifPresent(checks::add);
        return checks;
    }

    /** Bounds that Hibernate makes constraints of, where a validator is on the class path. */
    private static List<Check> validated(Annotated element, Column column) {
        List<String> bounds = new ArrayList<>();
        for (String bound : List.of("Min", "DecimalMin")) {
            value(element, bound).ifPresent(value -> bounds.add(column.name() + " >= " + value));
        }
        for (String bound : List.of("Max", "DecimalMax")) {
            value(element, bound).ifPresent(value -> bounds.add(column.name() + " <= " + value));
        }
        if (element.has(VALIDATION + "Positive")) {
            bounds.add(column.name() + " > 0");
        }
        if (element.has(VALIDATION + "PositiveOrZero")) {
            bounds.add(column.name() + " >= 0");
        }
        return bounds.stream()
                .map(bound -> new Check("", List.of(column.name()), bound, List.of(), column.place()))
                .toList();
    }

    private static Optional<String> value(Annotated element, String annotation) {
        return element.find(VALIDATION + annotation)
                .flatMap(mirror ->
                        mirror.wholeNumber("value").map(String::valueOf).or(() -> mirror.text("value")));
    }

    private static Optional<Check> enumeration(Column column, Optional<Mirror> written) {
        boolean defined =
                written.flatMap(mirror -> mirror.text("columnDefinition")).isPresent();
        if (column.constants().isEmpty() || defined || column.type().kind() == Kind.NATIVE_ENUM) {
            return Optional.empty();
        }
        boolean ordinal = column.is(Trait.ORDINAL_ENUM);
        int last = column.constants().size() - 1;
        List<String> values = ordinal
                ? IntStream.rangeClosed(0, last).mapToObj(String::valueOf).toList()
                : column.constants();
        String expression = ordinal
                ? column.name() + " between 0 and " + last
                : column.name() + " in ('" + String.join("','", values) + "')";
        return Optional.of(new Check("", List.of(column.name()), expression, values, column.place()));
    }
}
