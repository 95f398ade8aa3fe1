package org.migrationsafe.observe.postgres;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;

import org.jspecify.annotations.Nullable;
import org.migrationsafe.engine.LockMode;
import org.migrationsafe.observe.postgres.Relation.Attachment;
import org.migrationsafe.observe.postgres.Relation.Column;
import org.migrationsafe.observe.postgres.Relation.Constraint;
import org.migrationsafe.observe.postgres.Relation.Index;
import org.migrationsafe.observe.postgres.Relation.Parts;
import org.migrationsafe.recording.CatalogChange;
import org.migrationsafe.recording.CatalogChange.ColumnAdded;
import org.migrationsafe.recording.CatalogChange.ColumnDropped;
import org.migrationsafe.recording.CatalogChange.ColumnRenamed;
import org.migrationsafe.recording.CatalogChange.ColumnTypeChanged;
import org.migrationsafe.recording.CatalogChange.ConstraintAdded;
import org.migrationsafe.recording.CatalogChange.ConstraintDropped;
import org.migrationsafe.recording.CatalogChange.ConstraintKind;
import org.migrationsafe.recording.CatalogChange.DomainChanged;
import org.migrationsafe.recording.CatalogChange.ForeignKeyRemade;
import org.migrationsafe.recording.CatalogChange.IndexAdded;
import org.migrationsafe.recording.CatalogChange.IndexDropped;
import org.migrationsafe.recording.CatalogChange.NotNullSet;
import org.migrationsafe.recording.CatalogChange.PartitionAdded;
import org.migrationsafe.recording.CatalogChange.PartitionRemoved;
import org.migrationsafe.recording.CatalogChange.PolicyChanged;
import org.migrationsafe.recording.CatalogChange.RelationCreated;
import org.migrationsafe.recording.CatalogChange.RelationDropped;
import org.migrationsafe.recording.CatalogChange.RelationRenamed;
import org.migrationsafe.recording.CatalogChange.StorageChanged;
import org.migrationsafe.recording.CatalogChange.TableEmptied;
import org.migrationsafe.recording.CatalogChange.TriggerChanged;
import org.migrationsafe.recording.RelationName;

/**
 * What one statement changed in the catalogue, and the catalogue after it.
 *
 * @param existing the relations that were there before the migration began
 */
record CatalogDifference(CatalogState before, CatalogState existing, Reading after) {

    List<CatalogChange> changes() {
        List<CatalogChange> changes = new ArrayList<>();
        after.changed()
                .relations()
                .forEach((oid, now) -> relation(before.relations().get(oid), now, changes));
        dropped().forEach(gone -> {
            changes.add(new RelationDropped(gone.name(), gone.kind()));
            partitionRemoved(gone, changes);
        });
        after.changed().parts().forEach((oid, now) -> {
            Relation table = existing.relations().get(oid);
            Parts then = before.parts().get(oid);
            if (table != null && then != null) {
                columns(table.name(), then.columns(), now.columns(), changes);
                constraints(table.name(), then.constraints(), now.constraints(), changes);
                indexes(table.name(), then.indexes(), now.indexes(), changes);
                attachments(table.name(), then.attachments(), now.attachments(), changes);
            }
        });
        after.changed().domains().forEach((oid, now) -> {
            CatalogState.Domain then = before.domains().get(oid);
            if (then != null && !then.demands().equals(now.demands())) {
                changes.add(new DomainChanged(now.name()));
            }
        });
        return changes;
    }

    /** The state that the next statement finds. */
    CatalogState next() {
        CatalogState next = before.copy();
        dropped().forEach(gone -> {
            next.relations().remove(gone.oid());
            next.parts().remove(gone.oid());
        });
        next.relations().putAll(after.changed().relations());
        // A table that lost its last constraint or index has no row of them, but always has its columns.
        next.parts().putAll(after.changed().parts());
        next.domains().clear();
        next.domains().putAll(after.changed().domains());
        return next;
    }

    private List<Relation> dropped() {
        return before.relations().values().stream()
                .filter(relation -> after.locks().get(relation.oid()) == LockMode.ACCESS_EXCLUSIVE)
                .filter(relation -> !after.changed().relations().containsKey(relation.oid()))
                .toList();
    }

    private void relation(@Nullable Relation then, Relation now, List<CatalogChange> changes) {
        RelationName parent = now.kind().isIndex() ? null : existingName(now.parentOid());
        if (then == null) {
            changes.add(new RelationCreated(now.name(), now.kind()));
            if (parent != null) {
                changes.add(new PartitionAdded(parent, now.name(), partitionsOf(now.parentOid(), now.oid())));
            }
            return;
        }
        if (!then.name().equals(now.name())) {
            changes.add(new RelationRenamed(then.name(), now.name(), now.kind()));
        }
        if (parent != null && then.parentOid() == 0) {
            changes.add(new PartitionAdded(parent, now.name(), partitionsOf(now.parentOid(), now.oid())));
        }
        if (now.parentOid() == 0) {
            partitionRemoved(then, changes);
        }
        if (existing.relations().containsKey(now.oid())) {
            storage(then, now, changes);
        }
    }

    private static void storage(Relation then, Relation now, List<CatalogChange> changes) {
        if (then.bytes() > 0 && now.bytes() == 0 && then.fileNode() != now.fileNode()) {
            changes.add(new TableEmptied(now.name()));
        }
        if (!then.storage().equals(now.storage()) && !now.kind().isIndex()) {
            changes.add(new StorageChanged(now.name()));
        }
        if (!then.rowSecurity().equals(now.rowSecurity())) {
            changes.add(new PolicyChanged(now.name(), ""));
        }
    }

    private void partitionRemoved(Relation gone, List<CatalogChange> changes) {
        RelationName parent = existingName(gone.parentOid());
        if (parent != null && !gone.kind().isIndex()) {
            changes.add(new PartitionRemoved(parent, gone.name(), partitionsOf(gone.parentOid(), gone.oid())));
        }
    }

    private List<RelationName> partitionsOf(long parent, long exceptOne) {
        return existing.relations().values().stream()
                .filter(relation -> relation.parentOid() == parent && relation.oid() != exceptOne)
                .map(Relation::name)
                .sorted()
                .toList();
    }

    private @Nullable RelationName existingName(long oid) {
        Relation relation = existing.relations().get(oid);
        return relation == null ? null : relation.name();
    }

    private static void attachments(
            RelationName table, Map<Long, Attachment> then, Map<Long, Attachment> now, List<CatalogChange> changes) {
        new TreeMap<>(now).forEach((oid, attachment) -> {
            Attachment old = then.get(oid);
            if (old == null || !old.equals(attachment)) {
                changes.add(changed(table, attachment));
            }
        });
        new TreeMap<>(then).forEach((oid, attachment) -> {
            if (!now.containsKey(oid)) {
                changes.add(changed(table, attachment));
            }
        });
    }

    private static CatalogChange changed(RelationName table, Attachment attachment) {
        return attachment.policy()
                ? new PolicyChanged(table, attachment.name())
                : new TriggerChanged(table, attachment.name());
    }

    private static void columns(
            RelationName table, Map<Integer, Column> then, Map<Integer, Column> now, List<CatalogChange> changes) {
        new TreeMap<>(now).forEach((number, column) -> {
            Column old = then.get(number);
            if (old == null) {
                changes.add(new ColumnAdded(
                        table, column.name(), column.type(), column.notNull(), column.source(), column.expression()));
                return;
            }
            if (!old.name().equals(column.name())) {
                changes.add(new ColumnRenamed(table, old.name(), column.name()));
            }
            if (!old.type().equals(column.type())) {
                changes.add(new ColumnTypeChanged(
                        table, column.name(), old.type(), column.type(), old.isEnum() && column.isEnum()));
            }
            if (column.notNull() && !old.notNull()) {
                changes.add(new NotNullSet(table, column.name()));
            }
        });
        new TreeMap<>(then).forEach((number, column) -> {
            if (!now.containsKey(number)) {
                changes.add(new ColumnDropped(table, column.name()));
            }
        });
    }

    private void constraints(
            RelationName table, Map<Long, Constraint> then, Map<Long, Constraint> now, List<CatalogChange> changes) {
        new TreeMap<>(now).forEach((oid, constraint) -> {
            Constraint old = then.getOrDefault(oid, recreated(constraint, then));
            if (old != null && !then.containsKey(oid) && constraint.kind() == ConstraintKind.FOREIGN_KEY) {
                changes.add(new ForeignKeyRemade(table, constraint.name(), nameOf(constraint.partnerOid())));
            }
            if (old == null || constraint.validated() && !old.validated()) {
                changes.add(new ConstraintAdded(
                        table,
                        constraint.name(),
                        constraint.kind(),
                        nameOf(constraint.partnerOid()),
                        constraint.validated(),
                        old != null));
            }
        });
        new TreeMap<>(then).forEach((oid, constraint) -> {
            if (!now.containsKey(oid) && names(now).noneMatch(constraint.name()::equals)) {
                changes.add(new ConstraintDropped(table, constraint.name()));
            }
        });
    }

    /** A change of a column's type makes the constraints on it anew, and those of tables that refer to it. */
    private @Nullable Constraint recreated(Constraint constraint, Map<Long, Constraint> then) {
        return then.values().stream()
                .filter(old -> old.name().equals(constraint.name()) && aTypeChanged())
                .findFirst()
                .orElse(null);
    }

    private boolean aTypeChanged() {
        return after.changed().parts().entrySet().stream().anyMatch(table -> {
            Parts old = before.parts().get(table.getKey());
            return old != null
                    && table.getValue().columns().entrySet().stream()
                            .anyMatch(column -> changedType(old.columns().get(column.getKey()), column.getValue()));
        });
    }

    private static boolean changedType(@Nullable Column old, Column column) {
        return old != null && !old.type().equals(column.type());
    }

    private static Stream<String> names(Map<Long, Constraint> constraints) {
        return constraints.values().stream().map(Constraint::name);
    }

    private @Nullable RelationName nameOf(long oid) {
        Relation relation = existing.relations().get(oid);
        if (relation == null) {
            relation = after.changed().relations().get(oid);
        }
        return relation == null ? null : relation.name();
    }

    private static void indexes(
            RelationName table, Map<Long, Index> then, Map<Long, Index> now, List<CatalogChange> changes) {
        new TreeMap<>(now).forEach((oid, index) -> {
            if (!then.containsKey(oid) && lacks(then, index)) {
                changes.add(new IndexAdded(
                        table,
                        index.name(),
                        index.unique(),
                        index.valid(),
                        index.constraint(),
                        index.ofPartitionedIndex()));
            }
        });
        new TreeMap<>(then).forEach((oid, index) -> {
            if (!now.containsKey(oid) && lacks(now, index)) {
                changes.add(new IndexDropped(table, index.name()));
            }
        });
    }

    /** An index that was only made anew keeps its name; that is a rebuild, told elsewhere. */
    private static boolean lacks(Map<Long, Index> indexes, Index index) {
        return indexes.values().stream().noneMatch(other -> other.name().equals(index.name()));
    }
}
