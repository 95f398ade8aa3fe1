package org.migrationsafe.rule.migration;

import java.util.List;
import java.util.stream.Stream;

import org.migrationsafe.recording.CatalogChange.ColumnAdded;
import org.migrationsafe.recording.CatalogChange.ColumnDropped;
import org.migrationsafe.recording.CatalogChange.ColumnRenamed;
import org.migrationsafe.recording.CatalogChange.DefaultDropped;
import org.migrationsafe.recording.CatalogChange.DefaultGiven;
import org.migrationsafe.recording.CatalogChange.IndexAdded;
import org.migrationsafe.recording.CatalogChange.NamedCreated;
import org.migrationsafe.recording.CatalogChange.NamedDropped;
import org.migrationsafe.recording.CatalogChange.NamedRenamed;
import org.migrationsafe.recording.CatalogChange.PartitionRemoved;
import org.migrationsafe.recording.CatalogChange.RelationCreated;
import org.migrationsafe.recording.CatalogChange.RelationDropped;
import org.migrationsafe.recording.CatalogChange.RelationRenamed;
import org.migrationsafe.recording.CatalogChange.ReplicaIdentityGiven;
import org.migrationsafe.recording.CatalogChange.ReplicaIdentityLost;
import org.migrationsafe.recording.CatalogChange.UniqueKeyDropped;
import org.migrationsafe.recording.MigrationRun;
import org.migrationsafe.recording.RelationKind;
import org.migrationsafe.recording.RelationLock;
import org.migrationsafe.recording.RelationName;
import org.migrationsafe.recording.StatementRun;

/** What a migration drops of that which was there before it, by whatever statement, CASCADE or function. */
final class Drops {

    private Drops() {}

    /** Tables that hold data, each once: of a partitioned table not its partitions. */
    static Stream<RelationDropped> tables(MigrationRun run, StatementRun statement) {
        List<RelationDropped> dropped = dropped(run, statement)
                .filter(gone -> gone.kind() == RelationKind.TABLE || gone.kind() == RelationKind.PARTITIONED_TABLE)
                .toList();
        return dropped.stream().filter(gone -> statement.changes(PartitionRemoved.class).stream()
                .noneMatch(removed -> removed.partition().equals(gone.relation())
                        && dropped.stream().anyMatch(other -> other.relation().equals(removed.parent()))));
    }

    /** Whether a table was a partition, which code names by its parent. */
    static boolean isPartition(StatementRun statement, RelationName table) {
        return statement.changes(PartitionRemoved.class).stream()
                .anyMatch(removed -> removed.partition().equals(table));
    }

    /** Views, materialized views, foreign tables, and sequences that do not go with their table or column. */
    static Stream<RelationDropped> others(MigrationRun run, StatementRun statement) {
        boolean ownerGoes = tables(run, statement).findAny().isPresent()
                || columns(run, statement).findAny().isPresent();
        return dropped(run, statement)
                .filter(gone -> gone.kind() == RelationKind.VIEW
                        || gone.kind() == RelationKind.MATERIALIZED_VIEW
                        || gone.kind() == RelationKind.FOREIGN_TABLE
                        || gone.kind() == RelationKind.SEQUENCE && !ownerGoes);
    }

    /** Schemas, types and functions; those of a schema that goes as well go with it. */
    static Stream<NamedDropped> named(MigrationRun run, StatementRun statement) {
        List<NamedDropped> dropped = statement.changes(NamedDropped.class).stream()
                .filter(gone -> before(run, statement)
                        .flatMap(earlier -> earlier.changes(NamedCreated.class).stream())
                        .noneMatch(created -> created.kind().equals(gone.kind())
                                && created.name().equals(gone.name())))
                .filter(gone -> !gone.kind().startsWith("value"))
                .toList();
        return dropped.stream()
                .filter(gone -> dropped.stream()
                        .noneMatch(other ->
                                other.kind().equals("schema") && gone.name().startsWith(other.name() + ".")))
                .filter(gone -> !isReplaced(run, statement, gone.kind(), gone.name()));
    }

    /** Whether another thing of that kind and name is there when the transaction commits. */
    static boolean isReplaced(MigrationRun run, StatementRun statement, String kind, String name) {
        return sameTransaction(run, statement)
                .anyMatch(other -> other.changes(NamedCreated.class).stream()
                                .anyMatch(created -> created.kind().equals(kind)
                                        && created.name().equals(name))
                        || other.changes(NamedRenamed.class).stream()
                                .anyMatch(renamed -> renamed.kind().equals(kind)
                                        && renamed.to().equals(name)));
    }

    /** Required columns that get no value from the server any more when the transaction commits. */
    static Stream<DefaultDropped> defaults(MigrationRun run, StatementRun statement) {
        return statement.changes(DefaultDropped.class).stream().filter(dropped -> sameTransaction(run, statement)
                .flatMap(other -> other.changes(DefaultGiven.class).stream())
                .noneMatch(given ->
                        given.table().equals(dropped.table()) && given.column().equals(dropped.column())));
    }

    /** Whether another unique index has the key when the transaction commits. */
    static boolean isReplaced(MigrationRun run, StatementRun statement, UniqueKeyDropped key) {
        return sameTransaction(run, statement)
                .flatMap(other -> other.changes(IndexAdded.class).stream())
                .anyMatch(added -> added.unique()
                        && added.table().equals(key.table())
                        && !key.columns().isEmpty()
                        && added.columns().equals(key.columns()));
    }

    /** Whether rows have an identity again when the transaction commits. */
    static boolean isRestored(MigrationRun run, StatementRun statement, ReplicaIdentityLost lost) {
        return sameTransaction(run, statement)
                .flatMap(other -> other.changes(ReplicaIdentityGiven.class).stream())
                .anyMatch(given -> given.table().equals(lost.table()));
    }

    private static Stream<RelationDropped> dropped(MigrationRun run, StatementRun statement) {
        return statement.changes(RelationDropped.class).stream().filter(gone -> before(run, statement)
                .flatMap(earlier -> earlier.changes(RelationCreated.class).stream())
                .noneMatch(created -> created.relation().equals(gone.relation())));
    }

    /** Columns of tables that stay, each once: of a partitioned table not those of its partitions. */
    static Stream<ColumnDropped> columns(MigrationRun run, StatementRun statement) {
        List<ColumnDropped> dropped = statement.changes(ColumnDropped.class).stream()
                .filter(gone -> before(run, statement)
                        .flatMap(earlier -> earlier.changes(ColumnAdded.class).stream())
                        .noneMatch(added -> added.table().equals(gone.table())
                                && added.column().equals(gone.column())))
                .toList();
        return dropped.stream()
                .filter(gone -> isPartitioned(statement, gone.table())
                        || dropped.stream()
                                .noneMatch(other -> other.column().equals(gone.column())
                                        && isPartitioned(statement, other.table())));
    }

    private static boolean isPartitioned(StatementRun statement, RelationName table) {
        return statement.locks().stream()
                .filter(lock -> lock.kind() == RelationKind.PARTITIONED_TABLE)
                .map(RelationLock::relation)
                .anyMatch(table::equals);
    }

    /** Whether something of the same name is there again before the transaction commits. */
    static boolean isReplaced(MigrationRun run, StatementRun statement, RelationName name) {
        return sameTransaction(run, statement).anyMatch(other -> Stream.concat(
                        other.changes(RelationCreated.class).stream().map(RelationCreated::relation),
                        other.changes(RelationRenamed.class).stream().map(RelationRenamed::to))
                .anyMatch(name::equals));
    }

    /** The same of a column. */
    static boolean isReplaced(MigrationRun run, StatementRun statement, ColumnDropped column) {
        return sameTransaction(run, statement)
                .anyMatch(other -> other.changes(ColumnAdded.class).stream()
                                .anyMatch(added -> added.table().equals(column.table())
                                        && added.column().equals(column.column()))
                        || other.changes(ColumnRenamed.class).stream()
                                .anyMatch(renamed -> renamed.table().equals(column.table())
                                        && renamed.to().equals(column.column())));
    }

    private static Stream<StatementRun> sameTransaction(MigrationRun run, StatementRun statement) {
        return run.statements().stream().filter(other -> other.transaction() == statement.transaction());
    }

    private static Stream<StatementRun> before(MigrationRun run, StatementRun statement) {
        return run.statements().subList(0, run.statements().indexOf(statement)).stream();
    }
}
