package org.migrationsafe.rule.migration;

import java.util.List;

import org.migrationsafe.recording.MigrationRun;
import org.migrationsafe.recording.RelationName;
import org.migrationsafe.recording.StatementRun;
import org.migrationsafe.rule.Finding;
import org.migrationsafe.rule.RulePage;
import org.migrationsafe.rule.Severity;

/** A statement was to change rows, and changed none of the rehearsal's. */
final class ConditionMetNoRow implements MigrationRule {

    private static final RulePage PAGE = RulePage.of(ConditionMetNoRow.class, Severity.MEDIUM)
            .concern(
                    "How many rows of production meet the condition.",
                    "A count of them in production, or a seed script with rows like production's.",
                    "Assume that it changes every row of the table.")
            .title("No rehearsal row met the condition of a data change")
            .when("""
                    A statement was to change rows of a table that existed before the migration, and changed no row of any table. The last
                    batch of a loop, which finds nothing left to do, does not count.""")
            .effect("""
                    Nothing was seen of what the statement does to rows: how many it locks, how long that takes, whether a constraint or a
                    trigger refuses them. In production the condition may be met by every row.""")
            .says("""
                    Was to change rows of "{table}", and no rehearsal row met its condition: how many rows it changes in production is not
                    known, nor what that does.""")
            .instead("""
                    Count in production which rows meet the condition. Write rows like them into `{table}.sql` in the folder for seed
                    scripts, and run the review again; or accept the finding with the count as the reason.""")
            .bad("""
                    -- file: V1__orders.sql (released)
                    CREATE TABLE orders (id bigint PRIMARY KEY, note text);
                    -- file: V2__purge.sql
                    DELETE FROM orders WHERE md5(note) = md5(note || note); -- finds: condition-met-no-row
                    """)
            .good("""
                    -- file: V1__orders.sql (released)
                    CREATE TABLE orders (id bigint PRIMARY KEY, note text);
                    -- file: V2__purge.sql
                    DELETE FROM orders WHERE id IN (SELECT id FROM orders WHERE note IS NULL ORDER BY id LIMIT 5000);
                    """);

    @Override
    public RulePage page() {
        return PAGE;
    }

    @Override
    public List<Finding> review(MigrationRun run, ReviewContext context) {
        return MigrationRule.perStatement(run, statement -> statement.observed().unmet().stream()
                .filter(table -> !isEndOfALoop(run, statement, table))
                .map(table -> finding(statement, table)));
    }

    /** Batches go on until one finds nothing left to do. */
    private static boolean isEndOfALoop(MigrationRun run, StatementRun statement, RelationName table) {
        return run.statements().stream()
                .filter(other ->
                        other.place().equals(statement.place()) && other.sql().equals(statement.sql()))
                .flatMap(other -> other.changes().stream())
                .anyMatch(change -> change.relation().equals(table));
    }
}
