package org.migrationsafe.rule.difference;

import java.util.List;
import java.util.Optional;

import org.migrationsafe.rule.Finding;
import org.migrationsafe.rule.Severity;
import org.migrationsafe.schema.Schema;
import org.migrationsafe.schema.Sequence;
import org.migrationsafe.schema.Table;

/** Sequences of both sides, matched by name. */
record SequenceDifferences(Schema model, Schema catalogue) {

    List<Finding> all() {
        return model.sequences().stream()
                .flatMap(sequence -> difference(sequence).stream())
                .toList();
    }

    private Optional<Finding> difference(Sequence sequence) {
        Optional<Sequence> other = catalogue.sequences().stream()
                .filter(each -> each.name().equalsIgnoreCase(TableDifferences.plain(sequence.name())))
                .findFirst();
        Table owner = model.tables().stream()
                .filter(table -> table.columns().stream()
                        .anyMatch(column -> column.value().sequence().equals(sequence.name())))
                .findFirst()
                .orElseThrow();
        if (other.isEmpty()) {
            return Optional.of(Difference.of(
                            Severity.HIGH,
                            owner,
                            sequence.declaration(),
                            sequence.place(),
                            "Sequence \"" + sequence.name()
                                    + "\" is in no migration: each INSERT that draws from it fails",
                            "CREATE SEQUENCE " + sequence.name() + " INCREMENT BY " + sequence.increment() + ".")
                    .finding("increment " + sequence.increment(), "no such sequence", sequence.place()));
        } else if (other.get().increment() != sequence.increment() && sequence.increment() > 0) {
            return Optional.of(Difference.of(
                            Severity.HIGH,
                            owner,
                            sequence.declaration(),
                            sequence.place(),
                            "Sequence \"" + sequence.name() + "\" increments by "
                                    + other.get().increment()
                                    + ", and the entities assume that it increments by " + sequence.increment()
                                    + ": two instances draw the same identifiers",
                            "ALTER SEQUENCE " + sequence.name() + " INCREMENT BY " + sequence.increment()
                                    + ", or allocationSize = " + other.get().increment() + ".")
                    .finding(
                            "allocationSize " + sequence.increment(),
                            "increment " + other.get().increment(),
                            other.get().place()));
        }
        return Optional.empty();
    }
}
