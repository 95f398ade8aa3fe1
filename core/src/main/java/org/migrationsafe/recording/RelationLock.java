package org.migrationsafe.recording;

import java.util.Comparator;
import java.util.Set;

import org.migrationsafe.engine.Blocked;
import org.migrationsafe.engine.LockMode;

/**
 * The strongest lock that a statement took on one relation, or that it found held by its transaction.
 *
 * @param relation a relation that existed before the migration began
 * @param table the table that traffic would name: an index's table, otherwise the relation itself
 * @param heldBefore whether an earlier statement of the same transaction took it
 */
public record RelationLock(
        RelationName relation, RelationKind kind, RelationName table, LockMode mode, boolean heldBefore)
        implements Comparable<RelationLock> {

    private static final Comparator<RelationLock> ORDER = Comparator.comparing(RelationLock::heldBefore)
            .thenComparing(RelationLock::mode, Comparator.reverseOrder())
            .thenComparing(RelationLock::relation);

    public Set<Blocked> blocks() {
        return mode.blocks();
    }

    @Override
    public int compareTo(RelationLock other) {
        return ORDER.compare(this, other);
    }
}
