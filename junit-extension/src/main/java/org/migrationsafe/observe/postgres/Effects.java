package org.migrationsafe.observe.postgres;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

import org.jspecify.annotations.Nullable;
import org.migrationsafe.engine.LockMode;
import org.migrationsafe.observe.postgres.Reading.Counters;
import org.migrationsafe.recording.Observed;
import org.migrationsafe.recording.Rebuild;
import org.migrationsafe.recording.RelationKind;
import org.migrationsafe.recording.RelationLock;
import org.migrationsafe.recording.RelationName;
import org.migrationsafe.recording.RowChange;
import org.migrationsafe.recording.Scan;
import org.migrationsafe.recording.SecondRun;

/**
 * What a statement did to locks, storage and rows: the difference of two readings, of relations that existed before.
 *
 * @param existing as they were before the migration began
 * @param before as they were before the statement
 * @param reasons what the server told of its work
 * @param alsoSeen locks that were seen at another moment of the statement, and may be gone by now
 */
record Effects(
        CatalogState existing,
        CatalogState before,
        Reading then,
        Reading now,
        Map<Long, LockMode> alsoSeen,
        RelationName historyTable,
        List<String> reasons) {

    /**
     * All of it.
     *
     * @param again what a second run of it did
     */
    Observed observed(SecondRun again) {
        return new Observed(
                locks(),
                rewritten(),
                rebuilt(),
                scans(),
                changes(),
                new CatalogDifference(before, existing, now).changes(),
                reasons,
                now.marks().wal() < 0 ? -1 : now.marks().wal() - then.marks().wal(),
                again,
                now.marks().commits(),
                List.of(),
                false);
    }

    List<RelationLock> locks() {
        List<RelationLock> locks = new ArrayList<>();
        Map<Long, LockMode> strongest = new HashMap<>(now.locks());
        alsoSeen.forEach((oid, mode) -> strongest.merge(oid, mode, LockMode::stronger));
        strongest.forEach((oid, mode) -> {
            Relation relation = known(oid);
            LockMode held = then.locks().get(oid);
            if (relation != null && (held == null || mode.strongerThan(held))) {
                locks.add(lock(relation, mode, false));
            }
        });
        then.locks().forEach((oid, mode) -> {
            Relation relation = known(oid);
            if (relation != null && strongest.containsKey(oid)) {
                locks.add(lock(relation, mode, true));
            }
        });
        locks.sort(Comparator.naturalOrder());
        return locks;
    }

    private RelationLock lock(Relation relation, LockMode mode, boolean heldBefore) {
        Relation table = existing.relations().getOrDefault(relation.tableOid(), relation);
        return new RelationLock(relation.name(), relation.kind(), table.name(), mode, heldBefore);
    }

    /** Of a table without rows, only the server's own words tell a copy from an emptying. */
    private boolean saysItRewrites(Relation relation) {
        return relation.kind() == RelationKind.TABLE
                && reasons.contains("rewriting table \"" + relation.name().name() + "\"");
    }

    List<RelationName> rewritten() {
        return existing.relations().values().stream()
                .filter(relation -> !relation.kind().isIndex() && relation.fileNode() != 0)
                .filter(this::hasNewStorage)
                .filter(relation -> keptItsRows(relation) || saysItRewrites(relation))
                .map(Relation::name)
                .filter(this::isTheUsers)
                .sorted()
                .toList();
    }

    List<Rebuild> rebuilt() {
        List<RelationName> rewritten = rewritten();
        return existing.relations().values().stream()
                .filter(relation -> relation.kind().isIndex() && (hasNewStorage(relation) || wasRecreated(relation)))
                .map(index -> new Rebuild(index.name(), tableOf(index).name()))
                .filter(rebuild -> !rewritten.contains(rebuild.table()) && isTheUsers(rebuild.table()))
                .filter(rebuild -> !emptied(rebuild.table()))
                .sorted(Comparator.comparing(Rebuild::index))
                .toList();
    }

    private Relation tableOf(Relation index) {
        return existing.relations().getOrDefault(index.tableOid(), index);
    }

    private boolean hasNewStorage(Relation relation) {
        Relation old = before.relations().get(relation.oid());
        Relation current = now.changed().relations().get(relation.oid());
        return old != null && current != null && old.fileNode() != current.fileNode();
    }

    /** A change of a column's type or collation drops its indexes and makes them anew; some keep the old storage. */
    private boolean wasRecreated(Relation index) {
        return before.relations().containsKey(index.oid())
                && !now.changed().relations().containsKey(index.oid())
                && now.changed().relations().values().stream()
                        .anyMatch(other -> other.name().equals(index.name())
                                && other.tableOid() == index.tableOid()
                                && other.fileNode() != index.fileNode());
    }

    /** TRUNCATE and ALTER SEQUENCE give new storage too, but copy nothing. */
    private boolean keptItsRows(Relation relation) {
        Relation current = now.changed().relations().get(relation.oid());
        boolean table = relation.kind() == RelationKind.TABLE || relation.kind() == RelationKind.MATERIALIZED_VIEW;
        return table
                && current != null
                && (current.bytes() > 0 || counted(relation.oid()).read() > 0);
    }

    private boolean emptied(RelationName table) {
        return existing.relations().values().stream()
                .filter(relation -> relation.name().equals(table))
                .anyMatch(relation -> hasNewStorage(relation) && !keptItsRows(relation));
    }

    List<Scan> scans() {
        return counters().entrySet().stream()
                .filter(entry -> entry.getValue().read() > 0)
                .map(entry -> new Scan(entry.getKey(), entry.getValue().read()))
                .toList();
    }

    List<RowChange> changes() {
        return counters().entrySet().stream()
                .filter(entry -> entry.getValue().changedRows())
                .map(entry -> new RowChange(
                        entry.getKey(),
                        entry.getValue().inserted(),
                        entry.getValue().updated(),
                        entry.getValue().deleted()))
                .toList();
    }

    private Map<RelationName, Counters> counters() {
        Map<RelationName, Counters> counted = new TreeMap<>();
        now.counters().keySet().forEach(oid -> {
            Relation relation = known(oid);
            if (relation != null) {
                counted.put(relation.name(), counted(oid));
            }
        });
        return counted;
    }

    private Counters counted(long oid) {
        return now.counters()
                .getOrDefault(oid, Counters.NONE)
                .minus(then.counters().getOrDefault(oid, Counters.NONE));
    }

    private @Nullable Relation known(long oid) {
        Relation relation = existing.relations().get(oid);
        return relation != null && isTheUsers(tableOf(relation).name()) ? relation : null;
    }

    private boolean isTheUsers(RelationName table) {
        return !table.equals(historyTable);
    }
}
