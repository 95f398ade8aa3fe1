package org.migrationsafe.rule.migration;

import java.util.List;
import java.util.stream.Stream;

import org.migrationsafe.recording.CatalogChange.ColumnDropped;
import org.migrationsafe.recording.CatalogChange.ConstraintDropped;
import org.migrationsafe.recording.CatalogChange.ConstraintKind;
import org.migrationsafe.recording.MigrationRun;
import org.migrationsafe.recording.StatementRun;
import org.migrationsafe.rule.Fact;
import org.migrationsafe.rule.Finding;
import org.migrationsafe.rule.RulePage;
import org.migrationsafe.rule.Severity;

/** A column takes a constraint with it that says something of other columns or tables, too. */
final class ConstraintDroppedWithColumn implements MigrationRule {

    private static final RulePage PAGE = RulePage.of(ConstraintDroppedWithColumn.class, Severity.MEDIUM)
            .title("A constraint goes with a dropped column")
            .when("""
                    A statement dropped a column, and with it a primary key, unique constraint, foreign key, exclusion or check constraint
                    that is on other columns as well, or a foreign key of another table.
                    """)
            .effect("""
                    DROP COLUMN takes each constraint of the table that names the column, without a word; with CASCADE also foreign keys
                    that refer to it. What the constraint promised of the columns that stay is promised no more.
                    """)
            .says("""
                    Drops the {kind} "{constraint}" of "{table}" together with a column: nothing keeps its promise on {columns} any more.
                    """)
            .instead("""
                    Decide about the constraint first and by name. Add the one that is to hold without the column before the column goes:
                    foreign keys and checks NOT VALID, then VALIDATE; keys by CREATE UNIQUE INDEX CONCURRENTLY in a file of its own.
                    """)
            .bad("""
                    -- file: V1__stay.sql (released)
                    CREATE TABLE stay (id bigint PRIMARY KEY, begins date, ends date, kind text,
                        CONSTRAINT stay_in_order CHECK (kind = 'open' OR begins < ends));
                    -- file: V2__no_kind.sql
                    SET LOCAL lock_timeout = '5s';
                    -- migrationsafe: accept column-dropped-while-in-use because the last release does not read it any more
                    -- migrationsafe: accept data-dropped because all of them are known to be the same
                    ALTER TABLE stay DROP COLUMN kind; -- finds: constraint-dropped-with-column
                    """)
            .good("""
                    -- file: V1__stay.sql (released)
                    CREATE TABLE stay (id bigint PRIMARY KEY, begins date, ends date, kind text,
                        CONSTRAINT stay_in_order CHECK (kind = 'open' OR begins < ends));
                    -- file: V2__order.sql
                    SET LOCAL lock_timeout = '5s';
                    ALTER TABLE stay DROP CONSTRAINT stay_in_order;
                    ALTER TABLE stay ADD CONSTRAINT stay_begins_first CHECK (begins < ends) NOT VALID;
                    -- file: V3__no_kind.sql
                    SET LOCAL lock_timeout = '5s';
                    -- migrationsafe: accept column-dropped-while-in-use because the last release does not read it any more
                    -- migrationsafe: accept data-dropped because all of them are known to be the same
                    ALTER TABLE stay DROP COLUMN kind;
                    """);

    @Override
    public RulePage page() {
        return PAGE;
    }

    @Override
    public List<Finding> review(MigrationRun run, ReviewContext context) {
        return MigrationRule.perStatement(run, statement -> gone(run, statement)
                .map(gone -> finding(
                        statement,
                        gone.table(),
                        new Fact("constraint", gone.constraint()),
                        Fact.words("kind", gone.kind().word()),
                        new Fact("columns", MigrationRule.enumerate(staying(statement, gone))))));
    }

    private static Stream<ConstraintDropped> gone(MigrationRun run, StatementRun statement) {
        if (Drops.columns(run, statement).findAny().isEmpty()) {
            return Stream.empty();
        }
        return statement.changes(ConstraintDropped.class).stream()
                .filter(gone -> gone.kind() != ConstraintKind.NOT_NULL && gone.kind() != ConstraintKind.TRIGGER)
                .filter(gone -> !staying(statement, gone).isEmpty())
                .filter(gone -> ofAColumn(statement, gone));
    }

    /** On a dropped column, or a foreign key of another table, which can only refer to one. */
    private static boolean ofAColumn(StatementRun statement, ConstraintDropped gone) {
        List<String> staying = staying(statement, gone);
        return staying.size() < gone.columns().size()
                || statement.changes(ColumnDropped.class).stream()
                        .noneMatch(column -> column.table().equals(gone.table()));
    }

    private static List<String> staying(StatementRun statement, ConstraintDropped gone) {
        return gone.columns().stream()
                .filter(column -> statement.changes(ColumnDropped.class).stream()
                        .noneMatch(dropped -> dropped.table().equals(gone.table())
                                && dropped.column().equals(column)))
                .toList();
    }
}
