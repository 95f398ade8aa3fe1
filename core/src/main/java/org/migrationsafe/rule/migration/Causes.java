package org.migrationsafe.rule.migration;

import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;

import org.migrationsafe.engine.LockMode;
import org.migrationsafe.recording.CatalogChange.ColumnAdded;
import org.migrationsafe.recording.CatalogChange.ColumnSource;
import org.migrationsafe.recording.CatalogChange.ColumnTypeChanged;
import org.migrationsafe.recording.CatalogChange.ConstraintAdded;
import org.migrationsafe.recording.CatalogChange.ConstraintKind;
import org.migrationsafe.recording.CatalogChange.DomainChanged;
import org.migrationsafe.recording.CatalogChange.ForeignKeyRemade;
import org.migrationsafe.recording.CatalogChange.IndexAdded;
import org.migrationsafe.recording.CatalogChange.NotNullSet;
import org.migrationsafe.recording.CatalogChange.PartitionAdded;
import org.migrationsafe.recording.CatalogChange.PartitionRemoved;
import org.migrationsafe.recording.CatalogChange.StorageChanged;
import org.migrationsafe.recording.MigrationRun;
import org.migrationsafe.recording.Rebuild;
import org.migrationsafe.recording.RelationKind;
import org.migrationsafe.recording.RelationLock;
import org.migrationsafe.recording.RelationName;
import org.migrationsafe.recording.Scan;
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

    /** Whether the migration itself added a column. */
    static boolean isNewColumn(MigrationRun run, RelationName table, String column) {
        return run.statements().stream()
                .flatMap(statement -> statement.changes(ColumnAdded.class).stream())
                .anyMatch(added -> added.table().equals(table) && added.column().equals(column));
    }

    /** New columns for whose values the server had to copy their table. */
    static Stream<ColumnAdded> rewritingColumns(StatementRun run, ColumnSource source) {
        return run.changes(ColumnAdded.class).stream()
                .filter(added -> added.source() == source && added.domainOver() == null)
                .filter(added -> isCopied(run, added));
    }

    /** New columns of a domain, whose constraint is proven for every row in a copy. */
    static Stream<ColumnAdded> rewritingDomains(StatementRun run) {
        return run.changes(ColumnAdded.class).stream()
                .filter(added -> added.domainOver() != null && isCopied(run, added));
    }

    private static boolean isCopied(StatementRun run, ColumnAdded added) {
        return run.rewritten().contains(added.table())
                && run.blocksTrafficOn(added.table())
                && typeChanges(run, added.table()).isEmpty();
    }

    static boolean isMaterializedView(StatementRun run, RelationName relation) {
        return run.locks().stream()
                .anyMatch(lock -> lock.relation().equals(relation) && lock.kind() == RelationKind.MATERIALIZED_VIEW);
    }

    /** Whether a table was copied for no reason that its definition or an ALTER TABLE gives. */
    static boolean isCopiedAsItIs(StatementRun run, RelationName table) {
        return !isMaterializedView(run, table)
                && run.changes(StorageChanged.class).stream()
                        .noneMatch(change -> change.table().equals(table))
                && run.changes(ColumnAdded.class).isEmpty()
                && run.changes(ColumnTypeChanged.class).isEmpty()
                && run.observed().reasons().stream().noneMatch(reason -> reason.startsWith("rewriting table"));
    }

    /** Whether another rule names the reason why this table was copied. */
    static boolean explainsRewrite(StatementRun run, RelationName table) {
        return !typeChanges(run, table).isEmpty()
                || isMaterializedView(run, table)
                || isCopiedAsItIs(run, table)
                || rewritingDomains(run).anyMatch(added -> added.table().equals(table))
                || Stream.of(ColumnSource.DEFAULT, ColumnSource.SEQUENCE, ColumnSource.GENERATED_STORED)
                        .flatMap(source -> rewritingColumns(run, source))
                        .anyMatch(added -> added.table().equals(table));
    }

    /** Constraints with an index of their own that the same statement built, under a lock that stops traffic. */
    static Stream<ConstraintAdded> built(StatementRun run, ConstraintKind kind) {
        return run.changes(ConstraintAdded.class).stream()
                .filter(added -> added.kind() == kind && run.blocksTrafficOn(added.table()))
                .filter(added -> run.changes(IndexAdded.class).stream()
                        .anyMatch(index -> index.table().equals(added.table())
                                && added.constraint().equals(index.ofConstraint())
                                && !index.ofPartitionedIndex()));
    }

    static Stream<RelationName> rebuiltTables(StatementRun run) {
        return run.rebuilt().stream().map(Rebuild::table).distinct();
    }

    /** "index "a"", "indexes "a" and "b"". */
    static String rebuiltIndexes(StatementRun run, RelationName table) {
        List<String> indexes = run.rebuilt().stream()
                .filter(rebuild -> rebuild.table().equals(table))
                .map(rebuild -> '"' + rebuild.index().toString() + '"')
                .toList();
        return (indexes.size() == 1 ? "index " : "indexes ") + MigrationRule.enumerate(indexes);
    }

    static Stream<RelationName> scannedWhileBlocking(StatementRun run) {
        return run.scans().stream()
                .filter(scan -> scan.tuples() > 0 && run.blocksTrafficOn(scan.relation()))
                .map(Scan::relation);
    }

    /** Whether a finer rule than "a table was scanned" accounts for the rows read of this table. */
    static boolean explainsScan(StatementRun run, RelationName table) {
        return run.rewritten().contains(table)
                || run.changes().stream().anyMatch(change -> change.relation().equals(table))
                || run.changes(IndexAdded.class).stream()
                        .anyMatch(added ->
                                added.table().equals(table) && (!added.ofPartitionedIndex() || asksForAnIndex(run)))
                || rebuiltTables(run).anyMatch(table::equals)
                || validations(run).stream().flatMap(Causes::tablesRead).anyMatch(table::equals)
                || notNulls(run).stream().anyMatch(set -> set.table().equals(table))
                || run.changes(ForeignKeyRemade.class).stream()
                        .anyMatch(remade -> table.equals(remade.table()) || table.equals(remade.partner()))
                || isOfChangedDomain(run, table)
                || isSibling(run, table);
    }

    /** Elsewhere a partition that is attached gets the parent's indexes unasked. */
    private static boolean asksForAnIndex(StatementRun run) {
        return run.changes(IndexAdded.class).stream().anyMatch(added -> !added.ofPartitionedIndex());
    }

    /** A domain's new demand is proven under SHARE on each table that uses it. */
    private static boolean isOfChangedDomain(StatementRun run, RelationName table) {
        return !run.changes(DomainChanged.class).isEmpty()
                && run.taken().stream()
                        .anyMatch(lock -> lock.relation().equals(table) && lock.mode() == LockMode.SHARE);
    }

    /** Whether the table is the parent, or another partition, of one that the statement adds or removes. */
    private static boolean isSibling(StatementRun run, RelationName table) {
        return run.changes(PartitionAdded.class).stream().anyMatch(change -> change.concerns(table))
                || run.changes(PartitionRemoved.class).stream().anyMatch(change -> change.concerns(table));
    }

    static boolean isPartitionedTable(StatementRun run, RelationName table) {
        return run.locks().stream()
                .anyMatch(lock -> lock.relation().equals(table) && lock.kind() == RelationKind.PARTITIONED_TABLE);
    }

    /** Whether an index has rows to be built from: ON ONLY a partitioned table it has none, until partitions bring theirs. */
    static boolean buildsSomething(StatementRun run, IndexAdded added) {
        return !isPartitionedTable(run, added.table())
                || run.changes(IndexAdded.class).stream().anyMatch(IndexAdded::ofPartitionedIndex);
    }

    /** Locks that the statement took itself, and that stop an application's reads or writes. */
    static Stream<RelationLock> blockingLocks(StatementRun run) {
        return run.taken().stream().filter(Causes::blocks);
    }

    /** Nobody writes rows of a materialized view, so only what stops its readers stops anybody. */
    static boolean blocks(RelationLock lock) {
        return lock.kind() == RelationKind.MATERIALIZED_VIEW
                ? lock.mode().conflictsWith(LockMode.ACCESS_SHARE)
                : lock.mode().blocksTraffic();
    }

    /** Those of them on tables and their like, since an index is locked with its table. */
    static Stream<RelationLock> blockingTables(StatementRun run) {
        return blockingLocks(run).filter(lock -> !lock.kind().isIndex() && lock.kind() != RelationKind.SEQUENCE);
    }

    /** The first statement of a migration that waits for its lock without an end. */
    static Optional<StatementRun> firstWithoutLockTimeout(MigrationRun run) {
        return run.statements().stream()
                .filter(statement -> statement.settings().lockTimeout().isZero())
                .filter(statement -> blockingLocks(statement).findAny().isPresent())
                .findFirst();
    }

    static Optional<StatementRun> laterWithLockTimeout(MigrationRun run, StatementRun first) {
        List<StatementRun> statements = run.statements();
        return statements.subList(statements.indexOf(first) + 1, statements.size()).stream()
                .filter(statement -> !statement.settings().lockTimeout().isZero())
                .findFirst();
    }

    /** Tables whose index or partition a statement changed step by step, without stopping their traffic. */
    static Stream<RelationName> concurrentlyBuilt(StatementRun run) {
        if (!run.commitsOnItsWay()) {
            return Stream.empty();
        }
        Stream<RelationName> changed = Stream.of(
                        run.changes(IndexAdded.class).stream().map(IndexAdded::table),
                        rebuiltTables(run),
                        run.changes(PartitionRemoved.class).stream().map(PartitionRemoved::parent))
                .flatMap(tables -> tables);
        return changed.filter(table -> !run.blocksTrafficOn(table));
    }

    /** Whether any of the statement's work is on this table. */
    static boolean worksOn(StatementRun run, RelationName table) {
        return run.rewritten().contains(table)
                || run.tuplesScanned(table) > 0
                || rebuiltTables(run).anyMatch(table::equals)
                || run.changes().stream().anyMatch(change -> change.relation().equals(table));
    }
}
