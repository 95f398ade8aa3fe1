package org.migrationsafe.observe.postgres;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

import org.jspecify.annotations.Nullable;
import org.migrationsafe.engine.LockMode;
import org.migrationsafe.observe.postgres.CatalogState.Thing;
import org.migrationsafe.observe.postgres.Relation.Parts;
import org.migrationsafe.recording.CatalogChange;
import org.migrationsafe.recording.CatalogChange.DomainChanged;
import org.migrationsafe.recording.CatalogChange.NamedCreated;
import org.migrationsafe.recording.CatalogChange.NamedDropped;
import org.migrationsafe.recording.CatalogChange.NamedRenamed;
import org.migrationsafe.recording.CatalogChange.PartitionAdded;
import org.migrationsafe.recording.CatalogChange.PartitionRemoved;
import org.migrationsafe.recording.CatalogChange.PolicyChanged;
import org.migrationsafe.recording.CatalogChange.RelationCreated;
import org.migrationsafe.recording.CatalogChange.RelationDropped;
import org.migrationsafe.recording.CatalogChange.RelationRenamed;
import org.migrationsafe.recording.CatalogChange.ReplicaIdentityGiven;
import org.migrationsafe.recording.CatalogChange.ReplicaIdentityLost;
import org.migrationsafe.recording.CatalogChange.StorageChanged;
import org.migrationsafe.recording.CatalogChange.TableEmptied;
import org.migrationsafe.recording.CatalogChange.ViewColumnLost;
import org.migrationsafe.recording.RelationKind;
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
                new PartsDifference(this, table.name(), then, now).addTo(changes);
            }
        });
        after.changed().domains().forEach((oid, now) -> {
            CatalogState.Domain then = before.domains().get(oid);
            if (then != null && !then.demands().equals(now.demands())) {
                changes.add(new DomainChanged(now.name()));
            }
        });
        things(changes);
        return changes;
    }

    /** What is no relation, in the order of its kinds. */
    private void things(List<CatalogChange> changes) {
        Map<String, Thing> now = after.changed().things();
        Map<String, Thing> then = before.things();
        if (now == null || then == null) {
            return;
        }
        now.forEach((key, thing) -> {
            Thing old = then.get(key);
            if (old == null) {
                changes.add(new NamedCreated(thing.kind(), thing.name()));
            } else if (!old.name().equals(thing.name())) {
                changes.add(new NamedRenamed(thing.kind(), old.name(), thing.name()));
            }
        });
        then.forEach((key, thing) -> {
            if (!now.containsKey(key)) {
                changes.add(new NamedDropped(thing.kind(), thing.name()));
            }
        });
    }

    /** Whether anything that has a name came, went or changed. */
    boolean differs() {
        return !changes().isEmpty()
                || !after.changed()
                        .relations()
                        .keySet()
                        .containsAll(before.relations().keySet());
    }

    /** Whether every name of what is in a schema is another one. */
    boolean renamesASchema() {
        return changes().stream()
                .anyMatch(change ->
                        change instanceof NamedRenamed renamed && renamed.kind().equals("schema"));
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
        return after.changed().things() == null
                ? next
                : next.with(after.changed().things());
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
            lostColumns(now, changes);
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
            if (now.refusesChanges() != then.refusesChanges()) {
                changes.add(
                        now.refusesChanges()
                                ? new ReplicaIdentityLost(now.name())
                                : new ReplicaIdentityGiven(now.name()));
            }
            storage(then, now, changes);
        }
    }

    /** A view that was made anew may have fewer columns than the one whose name it has. */
    private void lostColumns(Relation made, List<CatalogChange> changes) {
        if (made.kind() != RelationKind.VIEW && made.kind() != RelationKind.MATERIALIZED_VIEW) {
            return;
        }
        Set<String> names = columns(after.changed(), made.oid());
        existing.relations().values().stream()
                .filter(old -> old.name().equals(made.name()))
                .flatMap(old -> columns(existing, old.oid()).stream())
                .filter(name -> !names.contains(name))
                .forEach(name -> changes.add(new ViewColumnLost(made.name(), name)));
    }

    private static Set<String> columns(CatalogState state, long oid) {
        Parts parts = state.parts().get(oid);
        return parts == null
                ? Set.of()
                : parts.columns().values().stream()
                        .map(Relation.Column::name)
                        .collect(Collectors.toCollection(TreeSet::new));
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

    boolean changesAType() {
        return after.changed().parts().entrySet().stream().anyMatch(table -> {
            Parts old = before.parts().get(table.getKey());
            return old != null
                    && table.getValue().columns().entrySet().stream()
                            .anyMatch(column ->
                                    PartsDifference.changedType(old.columns().get(column.getKey()), column.getValue()));
        });
    }

    @Nullable
    RelationName nameOf(long oid) {
        Relation relation = existing.relations().get(oid);
        if (relation == null) {
            relation = after.changed().relations().get(oid);
        }
        return relation == null ? null : relation.name();
    }
}
