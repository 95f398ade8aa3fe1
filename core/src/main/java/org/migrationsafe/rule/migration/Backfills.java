package org.migrationsafe.rule.migration;

import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

import org.migrationsafe.recording.Growth;
import org.migrationsafe.recording.MigrationRun;
import org.migrationsafe.recording.RelationLock;
import org.migrationsafe.recording.RelationName;
import org.migrationsafe.recording.RowChange;
import org.migrationsafe.recording.StatementRun;

/** How a migration changes the rows of tables that were there before. Rules ask here, so that they share out one backfill. */
final class Backfills {

    private Backfills() {}

    static Optional<Growth> growth(StatementRun run, RelationName relation, Growth.Work work) {
        return run.growth().stream()
                .filter(growth -> growth.relation().equals(relation) && growth.work() == work)
                .findFirst();
    }

    /** Whether sizes were compared, and the number of rows changed stayed below theirs. */
    static boolean isBounded(StatementRun run, RelationName table) {
        return growth(run, table, Growth.Work.ROWS_CHANGED)
                .map(Growth::order)
                .filter(order -> order == Growth.Order.CONSTANT || order == Growth.Order.LESS_THAN_LINEAR)
                .isPresent();
    }

    /** Whether sizes were compared, and the rows changed were some of the table's and not all: which share, seeds have decided. */
    static boolean changesAShare(StatementRun run, RelationName table) {
        return growth(run, table, Growth.Work.ROWS_CHANGED)
                .filter(growth -> growth.samples().stream().allMatch(sample -> sample.amount() < sample.rows()))
                .isPresent();
    }

    /** Whether the statement commits on its way, or is one of several runs from one place, each in its own transaction. */
    static boolean isBatched(MigrationRun run, StatementRun statement) {
        return statement.commitsOnItsWay()
                || run.statements().stream()
                        .anyMatch(other -> other.place().equals(statement.place())
                                && other.sql().equals(statement.sql())
                                && other.transaction() != statement.transaction());
    }

    static Stream<RowChange> batchedBackfills(StatementRun run) {
        return run.commitsOnItsWay() ? run.changes().stream().filter(change -> change.total() > 1) : Stream.empty();
    }

    /** A statement of the same transaction that took a lock which stops traffic, and that lock. */
    static Optional<SchemaChange> schemaChangeBeside(MigrationRun run, StatementRun statement) {
        return run.statements().stream()
                .filter(other -> other.transaction() == statement.transaction())
                .flatMap(other -> Causes.blockingLocks(other).limit(1).map(lock -> new SchemaChange(other, lock)))
                .findFirst();
    }

    record SchemaChange(StatementRun statement, RelationLock lock) {}

    /** Rows of existing tables changed by a statement that searched for them: more than one, or more the more rows there are. */
    static List<RowChange> backfills(StatementRun run) {
        boolean searched = run.scans().stream().anyMatch(scan -> scan.tuples() > 0);
        return run.changes().stream()
                .filter(change -> !Causes.isMaterializedView(run, change.relation()))
                .filter(change -> change.updated() + change.deleted() > 1
                        || searched && change.total() > 1
                        || growsWithTheRows(run, change))
                .toList();
    }

    /** A rehearsal may have a single row that meets the condition. */
    private static boolean growsWithTheRows(StatementRun run, RowChange change) {
        return growth(run, change.relation(), Growth.Work.ROWS_CHANGED).stream()
                .flatMap(growth -> growth.samples().stream())
                .anyMatch(sample -> sample.amount() > change.total());
    }
}
