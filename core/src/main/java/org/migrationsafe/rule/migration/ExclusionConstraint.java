package org.migrationsafe.rule.migration;

import java.util.List;

import org.migrationsafe.recording.CatalogChange.ConstraintKind;
import org.migrationsafe.recording.MigrationRun;
import org.migrationsafe.rule.Fact;
import org.migrationsafe.rule.Finding;
import org.migrationsafe.rule.RulePage;
import org.migrationsafe.rule.Severity;

/** An exclusion constraint builds and proves its index under ACCESS EXCLUSIVE. */
final class ExclusionConstraint implements MigrationRule {

    private static final RulePage PAGE = RulePage.of(ExclusionConstraint.class, Severity.MEDIUM)
            .growing()
            .title("An exclusion constraint is built while all traffic waits")
            .when("""
                    An exclusion constraint was added to an existing table, which built its index and proved it for every row under
                    a lock that blocks reads or writes.
                    """)
            .effect("""
                    PostgreSQL can build this kind of constraint in one way only: under ACCESS EXCLUSIVE, reading the table twice.
                    There is no NOT VALID and no USING INDEX for it.
                    """)
            .says("""
                    Adds exclusion constraint "{constraint}" to "{table}", built and proven under {lock}: {blocks} wait until every
                    row is read and the transaction commits.
                    """)
            .instead("""
                    On a small table, accept it: `-- migrationsafe: accept exclusion-constraint because …`. On a large one, make a
                    new table with the constraint, write both from the application or a trigger, copy the rows in batches, and
                    switch over.
                    """)
            .bad("""
                    -- file: V1__booking.sql (released)
                    CREATE TABLE booking (id bigint PRIMARY KEY, during daterange NOT NULL);
                    -- file: V2__no_overlap.sql
                    SET LOCAL lock_timeout = '5s'; SET LOCAL statement_timeout = '1min';
                    ALTER TABLE booking ADD CONSTRAINT booking_no_overlap EXCLUDE USING gist (during WITH &&); -- finds: exclusion-constraint
                    """)
            .good("""
                    -- file: V1__booking.sql (released)
                    CREATE TABLE booking (id bigint PRIMARY KEY, during daterange NOT NULL);
                    -- file: V2__no_overlap.sql
                    CREATE TABLE room_booking (
                        id bigint PRIMARY KEY,
                        during daterange NOT NULL,
                        CONSTRAINT room_booking_no_overlap EXCLUDE USING gist (during WITH &&)
                    );
                    """);

    @Override
    public RulePage page() {
        return PAGE;
    }

    @Override
    public List<Finding> review(MigrationRun run, ReviewContext context) {
        return MigrationRule.perStatement(run, statement -> Causes.built(statement, ConstraintKind.EXCLUSION)
                .map(added -> finding(statement, added.table(), new Fact("constraint", added.constraint()))));
    }
}
