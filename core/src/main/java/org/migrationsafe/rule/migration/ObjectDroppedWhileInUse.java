package org.migrationsafe.rule.migration;

import java.util.List;
import java.util.stream.Stream;

import org.migrationsafe.recording.CatalogChange.AlwaysGenerated;
import org.migrationsafe.recording.CatalogChange.ViewColumnLost;
import org.migrationsafe.recording.MigrationRun;
import org.migrationsafe.recording.StatementRun;
import org.migrationsafe.rule.Fact;
import org.migrationsafe.rule.Finding;
import org.migrationsafe.rule.RulePage;
import org.migrationsafe.rule.Severity;
import org.migrationsafe.rule.Subject;

/** Something other than a table or its column is gone that running code may name or count on. */
final class ObjectDroppedWhileInUse implements MigrationRule {

    private static final String NAMES = "statement of the running code that names it";
    private static final String USES = "uses it";

    private static final RulePage PAGE = RulePage.of(ObjectDroppedWhileInUse.class, Severity.HIGH)
            .concern(
                    "Whether any release that runs during or after the migration still names it.",
                    "The SQL of the released code. Hibernate asks sequences by name, and views may be mapped as entities.",
                    "Assume that it is in use, and do not deploy the migration.")
            .title("Something that running code may use is dropped")
            .when("""
                    A view, materialized view, foreign table, sequence, schema, type or function that was there before the migration
                    is gone, and nothing of that name is there again when the transaction commits. A sequence that goes with its table
                    or column is left out. The same of a column of a view, of the default of a required column, and of the freedom to
                    give a value to an identity column.""")
            .effect("""
                    From the commit on every statement that names it or counts on it fails: a query of the view, the insert of an entity
                    whose identifier comes from the sequence, an INSERT that leaves the column to its default.""")
            .says("""
                    {does} "{table}": every {statements} fails from the commit on. Whether the code still {uses} is not known.""")
            .instead("""
                    Remove it from the code first, and deploy that. Drop it in a later release and accept the finding with that
                    reason. To change a view, drop and create it in the same transaction.""")
            .bad("""
                    -- file: V1__orders.sql (released)
                    CREATE TABLE orders (id bigint PRIMARY KEY, total int NOT NULL);
                    CREATE VIEW large_order AS SELECT id FROM orders WHERE total > 100;
                    -- file: V2__no_view.sql
                    SET LOCAL lock_timeout = '5s';
                    DROP VIEW large_order; -- finds: object-dropped-while-in-use
                    """)
            .good("""
                    -- file: V1__orders.sql (released)
                    CREATE TABLE orders (id bigint PRIMARY KEY, total int NOT NULL);
                    CREATE VIEW large_order AS SELECT id FROM orders WHERE total > 100;
                    -- file: V2__other_view.sql
                    SET LOCAL lock_timeout = '5s';
                    DROP VIEW large_order;
                    CREATE VIEW large_order AS SELECT id FROM orders WHERE total > 1000;
                    """);

    @Override
    public RulePage page() {
        return PAGE;
    }

    @Override
    public List<Finding> review(MigrationRun run, ReviewContext context) {
        return MigrationRule.perStatement(run, statement -> Stream.of(
                        relations(run, statement),
                        named(run, statement),
                        views(run, statement),
                        columns(run, statement))
                .flatMap(found -> found));
    }

    private Stream<Finding> relations(MigrationRun run, StatementRun statement) {
        return Drops.others(run, statement)
                .filter(gone -> !Drops.isReplaced(run, statement, gone.relation()))
                .map(gone -> finding(
                        statement,
                        gone.relation(),
                        Fact.words("does", "Drops " + gone.kind().word()),
                        Fact.words("statements", NAMES),
                        Fact.words("uses", USES)));
    }

    private static Stream<Finding> named(MigrationRun run, StatementRun statement) {
        return Drops.named(run, statement)
                .map(gone -> found(statement, gone.name(), "Drops " + gone.kind(), NAMES, USES));
    }

    private static Stream<Finding> views(MigrationRun run, StatementRun statement) {
        return statement.changes(ViewColumnLost.class).stream()
                .map(lost -> found(
                        statement,
                        lost.view() + "." + lost.column(),
                        "Makes the view anew without column",
                        NAMES,
                        USES));
    }

    /** A column that the migration itself added has a rule of its own. */
    private static Stream<Finding> columns(MigrationRun run, StatementRun statement) {
        return Stream.concat(
                Drops.defaults(run, statement)
                        .filter(dropped -> !Causes.isNewColumn(run, dropped.table(), dropped.column()))
                        .map(dropped -> found(
                                statement,
                                dropped.table() + "." + dropped.column(),
                                "Drops the default of required column",
                                "INSERT of the running code that gives it no value",
                                "counts on the default")),
                statement.changes(AlwaysGenerated.class).stream()
                        .filter(changed -> !Causes.isNewColumn(run, changed.table(), changed.column()))
                        .map(changed -> found(
                                statement,
                                changed.table() + "." + changed.column(),
                                "Lets the server alone give values to column",
                                "INSERT of the running code that gives it a value",
                                "gives it values")));
    }

    private static Finding found(StatementRun statement, String name, String does, String statements, String uses) {
        return new Finding(
                PAGE,
                statement.place(),
                new Subject.Statement(statement.sql()),
                name,
                List.of(
                        new Fact("table", name),
                        Fact.words("does", does),
                        Fact.words("statements", statements),
                        Fact.words("uses", uses)));
    }
}
