package org.migrationsafe.rule.migration;

import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;

import org.migrationsafe.recording.CatalogChange.ColumnAdded;
import org.migrationsafe.recording.CatalogChange.ColumnTypeChanged;
import org.migrationsafe.recording.CatalogChange.ConstraintAdded;
import org.migrationsafe.recording.CatalogChange.ConstraintKind;
import org.migrationsafe.recording.CatalogChange.IndexAdded;
import org.migrationsafe.recording.CatalogChange.NotNullSet;
import org.migrationsafe.recording.RelationName;
import org.migrationsafe.recording.RowChange;
import org.migrationsafe.recording.StatementRun;

/**
 * Why a statement read or rewrote a table, from the catalogue's evidence. Rules ask here, so that one cause has one
 * finding.
 */
final class Causes {

    private Causes() {}

    static List<ColumnTypeChanged> typeChanges(StatementRun run, RelationName table) {
        return run.changes(ColumnTypeChanged.class).stream()
                .filter(change -> change.table().equals(table))
                .toList();
    }

    /** Foreign keys and checks that the server proved for every row in this statement, reading rows for it. */
    static List<ConstraintAdded> validations(StatementRun run) {
        return run.changes(ConstraintAdded.class).stream()
                .filter(ConstraintAdded::validated)
                .filter(added -> added.kind() == ConstraintKind.FOREIGN_KEY || added.kind() == ConstraintKind.CHECK)
                .filter(added -> tablesRead(added).anyMatch(table -> run.tuplesScanned(table) > 0))
                .toList();
    }

    static Stream<RelationName> tablesRead(ConstraintAdded added) {
        return Stream.of(added.table(), added.partner()).filter(Objects::nonNull);
    }

    /** Indexes that were asked for as such, not through a constraint, each partitioned one once. */
    static List<IndexAdded> plainIndexes(StatementRun run) {
        return run.changes(IndexAdded.class).stream()
                .filter(added -> added.ofConstraint() == null && !added.ofPartitionedIndex())
                .toList();
    }

    static List<NotNullSet> notNulls(StatementRun run) {
        return run.changes(NotNullSet.class).stream()
                .filter(set -> run.tuplesScanned(set.table()) > 0)
                .filter(set -> !run.rewritten().contains(set.table()))
                .toList();
    }

    static List<ColumnAdded> columnsAdded(StatementRun run) {
        return run.changes(ColumnAdded.class);
    }

    /** Whether a finer rule than "a table was scanned" accounts for the rows read of this table. */
    static boolean explainsScan(StatementRun run, RelationName table) {
        return run.rewritten().contains(table)
                || run.changes().stream().anyMatch(change -> change.relation().equals(table))
                || run.changes(IndexAdded.class).stream()
                        .anyMatch(added ->
                                added.ofConstraint() == null && added.table().equals(table))
                || validations(run).stream().flatMap(Causes::tablesRead).anyMatch(table::equals)
                || notNulls(run).stream().anyMatch(set -> set.table().equals(table));
    }

    /** Rows of existing tables changed by more than a hand-written row or two: by a statement that searched for them. */
    static List<RowChange> backfills(StatementRun run) {
        boolean searched = run.scans().stream().anyMatch(scan -> scan.tuples() > 0);
        return run.changes().stream()
                .filter(change -> change.updated() + change.deleted() > 1 || searched && change.total() > 1)
                .toList();
    }

    /** Whether the statement did anything that takes longer the more rows there are. */
    static boolean doesWork(StatementRun run) {
        return run.scans().stream().anyMatch(scan -> scan.tuples() > 0)
                || !run.rewritten().isEmpty()
                || !run.rebuilt().isEmpty()
                || run.changes().stream().anyMatch(change -> change.total() > 1);
    }
}
