package org.migrationsafe.rule.migration;

import java.util.List;
import java.util.stream.Stream;

import org.migrationsafe.recording.CatalogChange.IndexAdded;
import org.migrationsafe.recording.MigrationRun;
import org.migrationsafe.recording.RelationName;
import org.migrationsafe.recording.RetryTrial;
import org.migrationsafe.recording.StatementRun;
import org.migrationsafe.rule.Fact;
import org.migrationsafe.rule.Finding;
import org.migrationsafe.rule.RulePage;
import org.migrationsafe.rule.Severity;

/** An index that serves nobody is taken for a good one. */
final class InvalidIndexLeftBehind implements MigrationRule {

    private static final RulePage PAGE = RulePage.of(InvalidIndexLeftBehind.class, Severity.HIGH)
            .title("An invalid index stays, and the migration calls it done")
            .when("""
                    The migration was interrupted and run again, it passed, and the catalogue still holds an invalid index; or an
                    index was invalid as soon as it was made. The severity is low where REINDEX CONCURRENTLY left the copy that it was
                    building: the index itself is as good as before.
                    """)
            .effect("""
                    An invalid index is written by every INSERT and UPDATE and read by no query; a unique one may promise what it
                    does not keep. `IF NOT EXISTS` sees only its name.
                    """)
            .says("""
                    Leaves {indexes} invalid: {how}.
                    """)
            .instead("""
                    {way}
                    """)
            .bad("""
                    -- flyway: flyway.postgresql.transactional.lock=false
                    -- file: V1__orders.sql (released)
                    CREATE TABLE orders (id bigint PRIMARY KEY, total numeric(12, 2) NOT NULL);
                    -- file: V2__index.sql
                    CREATE INDEX CONCURRENTLY IF NOT EXISTS orders_total_idx ON orders (total); -- finds: invalid-index-left-behind
                    """)
            .good("""
                    -- flyway: flyway.postgresql.transactional.lock=false
                    -- file: V1__orders.sql (released)
                    CREATE TABLE orders (id bigint PRIMARY KEY, total numeric(12, 2) NOT NULL);
                    -- file: V2__index.sql
                    DROP INDEX CONCURRENTLY IF EXISTS orders_total_idx;
                    CREATE INDEX CONCURRENTLY orders_total_idx ON orders (total);
                    """);

    @Override
    public RulePage page() {
        return PAGE;
    }

    @Override
    public List<Finding> review(MigrationRun run, ReviewContext context) {
        Stream<Finding> afterRetry = run.trials(RetryTrial.class)
                .filter(trial -> trial.again() == RetryTrial.Again.LEFT_INVALID)
                .flatMap(
                        trial -> MigrationRule.at(run, trial.statement())
                                .map(
                                        statement -> found(
                                                statement,
                                                trial.table(),
                                                trial.invalidIndexes(),
                                                "an attempt that was interrupted left them so, and the next one passed without repairing them")));
        Stream<Finding> atOnce = run.statements().stream()
                .flatMap(statement -> statement.changes(IndexAdded.class).stream()
                        .filter(added -> !added.valid() && !added.ofPartitionedIndex())
                        .filter(added -> !Causes.isPartitionedTable(statement, added.table()))
                        .map(added -> found(
                                statement,
                                added.table(),
                                List.of(new RelationName(added.table().schema(), added.index())),
                                "its build did not end")));
        return Stream.concat(afterRetry, atOnce).toList();
    }

    private Finding found(StatementRun statement, RelationName table, List<RelationName> indexes, String how) {
        Finding found = finding(
                statement,
                table,
                new Fact(
                        "indexes",
                        MigrationRule.enumerate(indexes.stream()
                                .map(InvalidIndexLeftBehind::name)
                                .toList())),
                Fact.words("how", how),
                Fact.words("way", way(indexes)));
        return indexes.stream().allMatch(InvalidIndexLeftBehind::isCopy) ? found.withSeverity(Severity.LOW) : found;
    }

    /** REINDEX CONCURRENTLY builds each index anew beside the old one, under a name of its own. */
    private static boolean isCopy(RelationName index) {
        return index.name().matches(".*_ccnew\\d*");
    }

    /** The name of a TOAST table's index holds a number that differs from database to database. */
    private static String name(RelationName index) {
        return index.schema().equals("pg_toast") ? "an index of its TOAST table" : '"' + index.toString() + '"';
    }

    private static String way(List<RelationName> indexes) {
        List<String> rebuilt = indexes.stream()
                .filter(index -> !index.schema().equals("pg_toast"))
                .filter(InvalidIndexLeftBehind::isCopy)
                .map(index -> "`DROP INDEX CONCURRENTLY IF EXISTS " + index + ";`")
                .toList();
        return rebuilt.isEmpty()
                ? "Put `DROP INDEX CONCURRENTLY IF EXISTS …;` before the `CREATE INDEX CONCURRENTLY …`, without IF NOT"
                        + " EXISTS, in the same file: it clears away whatever an earlier attempt left."
                : MigrationRule.enumerate(rebuilt)
                        + " before the REINDEX in the same file, or one index at a time by `REINDEX INDEX"
                        + " CONCURRENTLY`: whatever an earlier attempt left is cleared away.";
    }
}
