package org.migrationsafe.rule.migration;

import java.util.List;

import org.migrationsafe.recording.MigrationRun;
import org.migrationsafe.rule.Fact;
import org.migrationsafe.rule.Finding;
import org.migrationsafe.rule.RulePage;
import org.migrationsafe.rule.Severity;

/** A view, a sequence or a foreign table is gone that running code may name. */
final class ObjectDroppedWhileInUse implements MigrationRule {

    private static final RulePage PAGE = RulePage.of(ObjectDroppedWhileInUse.class, Severity.HIGH)
            .concern(
                    "Whether any release that runs during or after the migration still names it.",
                    "The SQL of the released code. Hibernate asks sequences by name, and views may be mapped as entities.",
                    "Assume that it is in use, and do not deploy the migration.")
            .title("A view or sequence that running code may use is dropped")
            .when("""
                    A view, materialized view, foreign table or sequence that was there before the migration is gone, and nothing of
                    that name is there again when the transaction commits. A sequence that goes with its table or column is left
                    out.""")
            .effect("""
                    From the commit on every statement that names it fails: a query of the view, or the insert of an entity whose
                    identifier comes from the sequence.""")
            .says("""
                    Drops {kind} "{table}": every statement of the running code that names it fails from the commit on. Whether the
                    code still uses it is not known.""")
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
        return MigrationRule.perStatement(run, statement -> Drops.others(run, statement)
                .filter(gone -> !Drops.isReplaced(run, statement, gone.relation()))
                .map(gone -> finding(
                        statement, gone.relation(), new Fact("kind", gone.kind().word()))));
    }
}
