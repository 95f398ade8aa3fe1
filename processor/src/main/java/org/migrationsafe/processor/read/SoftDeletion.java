package org.migrationsafe.processor.read;

import java.util.Optional;

import javax.lang.model.element.TypeElement;

import org.migrationsafe.schema.Column;
import org.migrationsafe.schema.ColumnType;
import org.migrationsafe.schema.ColumnType.Kind;
import org.migrationsafe.source.Place;

import static org.migrationsafe.processor.read.Mirror.HIBERNATE;

/** The column that marks a row as deleted, in an entity's table and in those of its collections. */
final class SoftDeletion {

    private SoftDeletion() {}

    static Optional<Column> of(TypeElement entity, PhysicalNames names, Place place) {
        return Mirror.find(entity, HIBERNATE + "SoftDelete").map(mirror -> {
            String strategy = mirror.constant("strategy").orElse("");
            boolean timestamp = strategy.equals("TIMESTAMP");
            String name = mirror.text("columnName").orElse(strategy.equals("ACTIVE") ? "active" : "deleted");
            ColumnType type = timestamp
                    ? new ColumnType(Kind.TIMESTAMP_WITH_TIME_ZONE, "timestamp(6) with time zone")
                    : new ColumnType(Kind.BOOLEAN, "boolean");
            return Column.of(names.of(name), type, timestamp, place)
                    .withComment("Soft-delete indicator")
                    .with(Column.Trait.SOFT_DELETE, Column.Trait.NULL_INTENDED)
                    .ofAttribute("", timestamp ? "java.time.Instant" : "java.lang.Boolean");
        });
    }
}
