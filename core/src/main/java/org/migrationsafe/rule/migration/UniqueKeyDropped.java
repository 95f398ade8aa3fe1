package org.migrationsafe.rule.migration;

import java.util.List;
import java.util.stream.Collectors;

import org.migrationsafe.recording.CatalogChange;
import org.migrationsafe.recording.CatalogChange.ColumnDropped;
import org.migrationsafe.recording.CatalogChange.IndexAdded;
import org.migrationsafe.recording.MigrationRun;
import org.migrationsafe.recording.StatementRun;
import org.migrationsafe.rule.Fact;
import org.migrationsafe.rule.Finding;
import org.migrationsafe.rule.RulePage;
import org.migrationsafe.rule.Severity;

/** Nothing keeps values from repeating any more. */
final class UniqueKeyDropped implements MigrationRule {

    private static final RulePage PAGE = RulePage.of(UniqueKeyDropped.class, Severity.HIGH)
            .concern(
                    "Whether the running code, or anything that reads the table, relies on the values being unique.",
                    "The SQL of the released code (ON CONFLICT, lookups that expect one row), and whoever reads the table.",
                    "Assume that it does, and keep the key.")
            .title("A unique key is dropped")
            .when("""
                    A primary key, unique constraint or unique index that was there before the migration is gone while its table stays,
                    and no other unique index has the same columns. A key on nothing but dropped columns is left out, unless it was the
                    table's last one.
                    """)
            .effect("""
                    From the commit on, two rows can have the same values, and rows written meanwhile can make it impossible to add the key
                    again. INSERT … ON CONFLICT on those columns is refused at once (42P10), since it needs the index. Without any unique
                    key, a row cannot be told from its duplicate.
                    """)
            .says("""
                    Drops the unique key "{key}" of "{table}"{columns}: {outcome}.
                    """)
            .instead("""
                    Keep it until no running code needs it. To replace it, build the new unique index first (CREATE UNIQUE INDEX
                    CONCURRENTLY in a file of its own), then drop the old one in a later migration.
                    """)
            .bad("""
                    -- file: V1__account.sql (released)
                    CREATE TABLE account (id bigint PRIMARY KEY, mail text CONSTRAINT account_mail_key UNIQUE);
                    -- file: V2__no_key.sql
                    SET LOCAL lock_timeout = '5s';
                    ALTER TABLE account DROP CONSTRAINT account_mail_key; -- finds: unique-key-dropped
                    """)
            .good("""
                    -- file: V1__account.sql (released)
                    CREATE TABLE account (id bigint PRIMARY KEY, mail text CONSTRAINT account_mail_key UNIQUE);
                    CREATE UNIQUE INDEX account_mail ON account (mail);
                    -- file: V2__one_key.sql
                    SET LOCAL lock_timeout = '5s';
                    ALTER TABLE account DROP CONSTRAINT account_mail_key;
                    """);

    @Override
    public RulePage page() {
        return PAGE;
    }

    @Override
    public List<Finding> review(MigrationRun run, ReviewContext context) {
        return MigrationRule.perStatement(
                run,
                statement -> statement.changes(CatalogChange.UniqueKeyDropped.class).stream()
                        .filter(gone -> !Drops.isReplaced(run, statement, gone))
                        .filter(gone -> isLast(run, gone) || !goesWithItsColumns(statement, gone))
                        .map(
                                gone -> finding(
                                        statement,
                                        gone.table(),
                                        new Fact("key", gone.index()),
                                        Fact.words("columns", columns(gone)),
                                        Fact.words(
                                                "outcome",
                                                isLast(run, gone)
                                                        ? "the table has no unique key left, so rows can repeat and cannot be told apart"
                                                        : "values may repeat from the commit on, and INSERT … ON CONFLICT on them is refused"))));
    }

    private static boolean isLast(MigrationRun run, CatalogChange.UniqueKeyDropped gone) {
        return gone.last()
                && run.statements().stream()
                        .flatMap(statement -> statement.changes(IndexAdded.class).stream())
                        .noneMatch(added -> added.unique() && added.table().equals(gone.table()));
    }

    private static boolean goesWithItsColumns(StatementRun statement, CatalogChange.UniqueKeyDropped gone) {
        List<String> dropped = statement.changes(ColumnDropped.class).stream()
                .filter(column -> column.table().equals(gone.table()))
                .map(ColumnDropped::column)
                .toList();
        return !gone.columns().isEmpty() && dropped.containsAll(gone.columns());
    }

    private static String columns(CatalogChange.UniqueKeyDropped gone) {
        return gone.columns().isEmpty()
                ? ""
                : gone.columns().stream()
                        .map(column -> '"' + column + '"')
                        .collect(Collectors.joining(", ", " on ", ""));
    }
}
