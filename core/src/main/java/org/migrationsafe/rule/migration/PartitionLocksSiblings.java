package org.migrationsafe.rule.migration;

import java.util.List;
import java.util.function.Predicate;
import java.util.stream.Stream;

import org.migrationsafe.recording.CatalogChange.PartitionAdded;
import org.migrationsafe.recording.CatalogChange.PartitionRemoved;
import org.migrationsafe.recording.CatalogChange.RelationDropped;
import org.migrationsafe.recording.MigrationRun;
import org.migrationsafe.recording.RelationLock;
import org.migrationsafe.recording.RelationName;
import org.migrationsafe.recording.Scan;
import org.migrationsafe.recording.StatementRun;
import org.migrationsafe.rule.Fact;
import org.migrationsafe.rule.Finding;
import org.migrationsafe.rule.RulePage;
import org.migrationsafe.rule.Severity;

/** Adding or removing one partition stops the whole partitioned table, or reads its DEFAULT partition. */
final class PartitionLocksSiblings implements MigrationRule {

    private static final RulePage PAGE = RulePage.of(PartitionLocksSiblings.class, Severity.HIGH)
            .title("A partition's change locks its parent or its DEFAULT partition")
            .when("""
                    A statement added or removed a partition, and took a lock that blocks reads or writes on the partitioned table
                    or on another partition of it.
                    """)
            .effect("""
                    A query on the partitioned table waits, whichever partition it wants. A DEFAULT partition is read to its end as
                    well, to prove that none of its rows belongs in the new one.
                    """)
            .says("""
                    {what} partition "{partition}" under {lock} on "{table}"{read}: {blocks} on it wait until the transaction
                    commits.
                    """)
            .instead("""
                    {advice}
                    """)
            .bad("""
                    -- file: V1__event.sql (released)
                    CREATE TABLE event (at date NOT NULL, what text) PARTITION BY RANGE (at);
                    CREATE TABLE event_2024 PARTITION OF event FOR VALUES FROM ('2024-01-01') TO ('2025-01-01');
                    CREATE TABLE event_rest PARTITION OF event DEFAULT;
                    -- file: V2__2027.sql
                    SET LOCAL lock_timeout = '5s'; SET LOCAL statement_timeout = '1min';
                    CREATE TABLE event_2027 PARTITION OF event FOR VALUES FROM ('2027-01-01') TO ('2028-01-01'); -- finds: partition-locks-siblings
                    """)
            .good("""
                    -- file: V1__event.sql (released)
                    CREATE TABLE event (at date NOT NULL, what text) PARTITION BY RANGE (at);
                    CREATE TABLE event_2024 PARTITION OF event FOR VALUES FROM ('2024-01-01') TO ('2025-01-01');
                    -- file: V2__2027.sql
                    SET LOCAL lock_timeout = '5s';
                    CREATE TABLE event_2027 (LIKE event INCLUDING ALL);
                    ALTER TABLE event ATTACH PARTITION event_2027 FOR VALUES FROM ('2027-01-01') TO ('2028-01-01');
                    """);

    @Override
    public RulePage page() {
        return PAGE;
    }

    @Override
    public List<Finding> review(MigrationRun run, ReviewContext context) {
        return MigrationRule.perStatement(run, statement -> Stream.concat(added(statement), removed(statement))
                .limit(1));
    }

    private Stream<Finding> added(StatementRun statement) {
        return statement.changes(PartitionAdded.class).stream().flatMap(change -> locked(statement, change.partition())
                .map(table -> found(
                        statement,
                        table,
                        "Adds",
                        change.partition(),
                        read(statement, change::concerns),
                        "Make the table by itself (`CREATE TABLE " + change.partition() + " (LIKE " + change.parent()
                                + " INCLUDING ALL)`), then `ALTER TABLE " + change.parent() + " ATTACH PARTITION "
                                + change.partition() + " …`, which lets reads and writes of " + change.parent()
                                + " go on. Before that, give a DEFAULT partition a CHECK that excludes the new one's "
                                + "rows, NOT VALID and validated in a file of its own, so that it need not be read; its "
                                + "short lock stays.")));
    }

    private Stream<Finding> removed(StatementRun statement) {
        return statement.changes(PartitionRemoved.class).stream()
                .filter(change -> statement.changes(RelationDropped.class).stream()
                        .noneMatch(gone -> gone.relation().equals(change.parent())))
                .flatMap(change -> locked(statement, change.partition())
                        .map(table -> found(
                                statement,
                                table,
                                "Removes",
                                change.partition(),
                                read(statement, change::concerns),
                                "`ALTER TABLE " + change.parent() + " DETACH PARTITION " + change.partition()
                                        + " CONCURRENTLY` (PostgreSQL 14 and later, outside a transaction, and only without a "
                                        + "DEFAULT partition), then DROP TABLE in a later file.")));
    }

    /** Tables that existed before, other than the partition itself, under a lock of this statement that stops traffic. */
    private static Stream<RelationName> locked(StatementRun statement, RelationName partition) {
        return statement.taken().stream()
                .filter(lock -> lock.mode().blocksTraffic() && !lock.kind().isIndex())
                .map(RelationLock::relation)
                .filter(table -> !table.equals(partition))
                .limit(1);
    }

    private static List<String> read(StatementRun statement, Predicate<RelationName> ofTheFamily) {
        return statement.scans().stream()
                .filter(scan -> scan.tuples() > 0)
                .map(Scan::relation)
                .filter(ofTheFamily)
                .map(table -> '"' + table.toString() + '"')
                .toList();
    }

    private Finding found(
            StatementRun statement,
            RelationName table,
            String what,
            RelationName partition,
            List<String> read,
            String advice) {
        return finding(
                statement,
                table,
                Fact.words("what", what),
                new Fact("partition", partition.toString()),
                Fact.words("read", read.isEmpty() ? "" : ", reading " + MigrationRule.enumerate(read)),
                Fact.words("advice", advice));
    }
}
