package org.migrationsafe.rule.migration;

import java.util.List;
import java.util.stream.Stream;

import org.migrationsafe.recording.CatalogChange.ColumnRenamed;
import org.migrationsafe.recording.CatalogChange.NamedRenamed;
import org.migrationsafe.recording.CatalogChange.RelationCreated;
import org.migrationsafe.recording.CatalogChange.RelationRenamed;
import org.migrationsafe.recording.MigrationRun;
import org.migrationsafe.recording.RelationKind;
import org.migrationsafe.recording.RelationName;
import org.migrationsafe.recording.StatementRun;
import org.migrationsafe.rule.Fact;
import org.migrationsafe.rule.Finding;
import org.migrationsafe.rule.RulePage;
import org.migrationsafe.rule.Severity;
import org.migrationsafe.rule.Subject;

/** A name that running code uses is taken away. */
final class RenamedInPlace implements MigrationRule {

    private static final RulePage PAGE = RulePage.of(RenamedInPlace.class, Severity.CRITICAL)
            .title("A name that running code may use is changed")
            .when("""
                    The same table, view, sequence, column, schema, type, function or value of an enum type has another name or
                    schema, and nothing of the old name was put in its place in the same transaction.""")
            .effect("""
                    The rename itself is instant, but from its commit on every statement of the running release that uses the old
                    name fails; and after a rollback of the application, so does the old release.""")
            .says("""
                    Renames {kind} "{from}" to "{to}": every statement of the running code that says "{from}" fails from the commit
                    on.""")
            .instead("""
                    Keep the old name until no release uses it: for a table, create a view "{from}" in the same transaction; for a
                    column, add "{to}" beside it, write both, and drop "{from}" in a later release. In the entity,
                    `@Column(name = …)` or `@Table(name = …)` keeps the database's name while the Java name changes.""")
            .bad("""
                    -- file: V1__orders.sql (released)
                    CREATE TABLE orders (id bigint PRIMARY KEY, mail text);
                    -- file: V2__email.sql
                    SET LOCAL lock_timeout = '5s';
                    ALTER TABLE orders RENAME COLUMN mail TO email; -- finds: renamed-in-place
                    """)
            .good("""
                    -- file: V1__orders.sql (released)
                    CREATE TABLE orders (id bigint PRIMARY KEY, mail text);
                    -- file: V2__purchase.sql
                    SET LOCAL lock_timeout = '5s';
                    ALTER TABLE orders RENAME TO purchase;
                    CREATE VIEW orders AS SELECT id, mail FROM purchase;
                    """);

    @Override
    public RulePage page() {
        return PAGE;
    }

    @Override
    public List<Finding> review(MigrationRun run, ReviewContext context) {
        return MigrationRule.perStatement(
                run, statement -> Stream.of(columns(statement), relations(run, statement), others(run, statement))
                        .flatMap(found -> found));
    }

    private Stream<Finding> columns(StatementRun statement) {
        return statement.changes(ColumnRenamed.class).stream()
                .map(renamed -> found(statement, renamed.table(), "column", renamed.from(), renamed.to()));
    }

    private Stream<Finding> relations(MigrationRun run, StatementRun statement) {
        return statement.changes(RelationRenamed.class).stream()
                .filter(renamed -> namedByCode(renamed.kind()))
                .filter(renamed -> !replaced(run, statement, renamed.from()))
                .map(renamed -> found(
                        statement,
                        renamed.from(),
                        renamed.kind().word(),
                        renamed.from().toString(),
                        renamed.to().toString()));
    }

    private Stream<Finding> others(MigrationRun run, StatementRun statement) {
        return statement.changes(NamedRenamed.class).stream()
                .filter(renamed -> !Drops.isReplaced(run, statement, renamed.kind(), renamed.from()))
                .map(renamed -> new Finding(
                        PAGE,
                        statement.place(),
                        new Subject.Statement(statement.sql()),
                        null,
                        List.of(
                                new Fact("kind", renamed.kind()),
                                new Fact("from", renamed.from()),
                                new Fact("to", renamed.to()))));
    }

    private static boolean namedByCode(RelationKind kind) {
        return !kind.isIndex() && kind != RelationKind.TOAST_TABLE && kind != RelationKind.COMPOSITE_TYPE;
    }

    /** Whether a view or table of the old name was there again before the transaction committed. */
    private static boolean replaced(MigrationRun run, StatementRun statement, RelationName oldName) {
        return run.statements().stream()
                .filter(other -> other.transaction() == statement.transaction())
                .anyMatch(other -> Stream.concat(
                                other.changes(RelationCreated.class).stream().map(RelationCreated::relation),
                                other.changes(RelationRenamed.class).stream().map(RelationRenamed::to))
                        .anyMatch(oldName::equals));
    }

    private Finding found(StatementRun statement, RelationName table, String kind, String from, String to) {
        return finding(statement, table, new Fact("kind", kind), new Fact("from", from), new Fact("to", to));
    }
}
