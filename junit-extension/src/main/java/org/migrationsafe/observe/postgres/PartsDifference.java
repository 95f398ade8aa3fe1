package org.migrationsafe.observe.postgres;

import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.stream.Stream;

import org.jspecify.annotations.Nullable;
import org.migrationsafe.observe.postgres.Relation.Attachment;
import org.migrationsafe.observe.postgres.Relation.Column;
import org.migrationsafe.observe.postgres.Relation.Constraint;
import org.migrationsafe.observe.postgres.Relation.Index;
import org.migrationsafe.observe.postgres.Relation.Parts;
import org.migrationsafe.recording.CatalogChange;
import org.migrationsafe.recording.CatalogChange.AlwaysGenerated;
import org.migrationsafe.recording.CatalogChange.ColumnAdded;
import org.migrationsafe.recording.CatalogChange.ColumnDropped;
import org.migrationsafe.recording.CatalogChange.ColumnRenamed;
import org.migrationsafe.recording.CatalogChange.ColumnSource;
import org.migrationsafe.recording.CatalogChange.ColumnTypeChanged;
import org.migrationsafe.recording.CatalogChange.ConstraintAdded;
import org.migrationsafe.recording.CatalogChange.ConstraintDropped;
import org.migrationsafe.recording.CatalogChange.ConstraintKind;
import org.migrationsafe.recording.CatalogChange.DefaultDropped;
import org.migrationsafe.recording.CatalogChange.DefaultGiven;
import org.migrationsafe.recording.CatalogChange.ForeignKeyRemade;
import org.migrationsafe.recording.CatalogChange.IndexAdded;
import org.migrationsafe.recording.CatalogChange.IndexDropped;
import org.migrationsafe.recording.CatalogChange.NotNullSet;
import org.migrationsafe.recording.CatalogChange.PolicyChanged;
import org.migrationsafe.recording.CatalogChange.TriggerChanged;
import org.migrationsafe.recording.CatalogChange.TriggerKind;
import org.migrationsafe.recording.CatalogChange.Turn;
import org.migrationsafe.recording.CatalogChange.UniqueKeyDropped;
import org.migrationsafe.recording.RelationName;

/** What one statement changed in the columns, constraints, indexes, triggers and policies of one table. */
record PartsDifference(CatalogDifference all, RelationName table, Parts then, Parts now) {

    void addTo(List<CatalogChange> changes) {
        columns(changes);
        constraints(changes);
        indexes(changes);
        attachments(changes);
    }

    private void columns(List<CatalogChange> changes) {
        new TreeMap<>(now.columns()).forEach((number, column) -> {
            Column old = then.columns().get(number);
            if (old == null) {
                changes.add(new ColumnAdded(
                        table,
                        column.name(),
                        column.type(),
                        column.notNull(),
                        column.source(),
                        column.expression(),
                        column.domainOver()));
                return;
            }
            if (!old.name().equals(column.name())) {
                changes.add(new ColumnRenamed(table, old.name(), column.name()));
            }
            if (changedType(old, column)) {
                changes.add(new ColumnTypeChanged(
                        table, column.name(), old.type(), column.type(), old.isEnum() && column.isEnum()));
            }
            boolean filled = old.source() == ColumnSource.DEFAULT || old.source() == ColumnSource.SEQUENCE;
            if (column.notNull() && filled && column.source() == ColumnSource.NOTHING) {
                changes.add(new DefaultDropped(table, column.name()));
            }
            if (old.source() == ColumnSource.NOTHING && column.source() != ColumnSource.NOTHING) {
                changes.add(new DefaultGiven(table, column.name()));
            }
            if (column.identity().equals("a") && !old.identity().equals("a")) {
                changes.add(new AlwaysGenerated(table, column.name()));
            }
            if (column.notNull() && !old.notNull()) {
                changes.add(new NotNullSet(table, column.name()));
            }
        });
        new TreeMap<>(then.columns()).forEach((number, column) -> {
            if (!now.columns().containsKey(number)) {
                changes.add(new ColumnDropped(table, column.name()));
            }
        });
    }

    static boolean changedType(@Nullable Column old, Column column) {
        return old != null && !old.typeId().equals(column.typeId());
    }

    private void constraints(List<CatalogChange> changes) {
        new TreeMap<>(now.constraints()).forEach((oid, constraint) -> {
            boolean kept = then.constraints().containsKey(oid);
            Constraint old = then.constraints().getOrDefault(oid, recreated(constraint));
            if (old != null && !kept && constraint.kind() == ConstraintKind.FOREIGN_KEY) {
                changes.add(new ForeignKeyRemade(table, constraint.name(), all.nameOf(constraint.partnerOid())));
            }
            if (old == null || constraint.validated() && !old.validated()) {
                changes.add(new ConstraintAdded(
                        table,
                        constraint.name(),
                        constraint.kind(),
                        all.nameOf(constraint.partnerOid()),
                        constraint.validated(),
                        old != null));
            }
        });
        new TreeMap<>(then.constraints()).forEach((oid, constraint) -> {
            if (!now.constraints().containsKey(oid) && names(now.constraints()).noneMatch(constraint.name()::equals)) {
                changes.add(new ConstraintDropped(
                        table, constraint.name(), constraint.kind(), names(then, constraint.columns())));
            }
        });
    }

    /** A change of a column's type makes the constraints on it anew, and those of tables that refer to it. */
    private @Nullable Constraint recreated(Constraint constraint) {
        return then.constraints().values().stream()
                .filter(old -> old.name().equals(constraint.name()) && all.changesAType())
                .findFirst()
                .orElse(null);
    }

    private static Stream<String> names(Map<Long, Constraint> constraints) {
        return constraints.values().stream().map(Constraint::name);
    }

    private void indexes(List<CatalogChange> changes) {
        new TreeMap<>(now.indexes()).forEach((oid, index) -> {
            if (!then.indexes().containsKey(oid) && lacks(then.indexes(), index)) {
                changes.add(new IndexAdded(
                        table,
                        index.name(),
                        names(now, index.columns()),
                        index.unique(),
                        index.valid(),
                        index.constraint(),
                        index.ofPartitionedIndex()));
            }
        });
        new TreeMap<>(then.indexes()).forEach((oid, index) -> {
            if (!now.indexes().containsKey(oid) && lacks(now.indexes(), index)) {
                changes.add(new IndexDropped(table, index.name()));
            }
            if (index.holdsUnique()
                    && !index.ofPartitionedIndex()
                    && now.indexes().values().stream().noneMatch(index::isReplacedBy)) {
                boolean last = now.indexes().values().stream().noneMatch(Index::holdsUnique);
                changes.add(new UniqueKeyDropped(table, index.name(), names(then, index.columns()), last));
            }
        });
    }

    /** Of columns by their numbers; an expression has none. */
    private static List<String> names(Parts parts, List<Integer> numbers) {
        return numbers.stream()
                .map(parts.columns()::get)
                .filter(Objects::nonNull)
                .map(Column::name)
                .toList();
    }

    /** An index that was only made anew keeps its name; that is a rebuild, told elsewhere. */
    private static boolean lacks(Map<Long, Index> indexes, Index index) {
        return indexes.values().stream().noneMatch(other -> other.name().equals(index.name()));
    }

    private void attachments(List<CatalogChange> changes) {
        new TreeMap<>(now.attachments()).forEach((oid, attachment) -> {
            Attachment old = then.attachments().get(oid);
            if (!attachment.equals(old)) {
                changes.add(changed(attachment, old == null ? Turn.ADDED : Turn.CHANGED));
            }
        });
        new TreeMap<>(then.attachments()).forEach((oid, attachment) -> {
            if (!now.attachments().containsKey(oid)) {
                changes.add(changed(attachment, Turn.DROPPED));
            }
        });
    }

    private CatalogChange changed(Attachment attachment, Turn turn) {
        return switch (attachment.kind()) {
            case POLICY -> new PolicyChanged(table, attachment.name());
            case TRIGGER -> new TriggerChanged(table, TriggerKind.TRIGGER, attachment.name(), turn);
            case RULE -> new TriggerChanged(table, TriggerKind.RULE, attachment.name(), turn);
            case FOREIGN_KEY_CHECK -> new TriggerChanged(table, TriggerKind.FOREIGN_KEY_CHECK, attachment.name(), turn);
        };
    }
}
