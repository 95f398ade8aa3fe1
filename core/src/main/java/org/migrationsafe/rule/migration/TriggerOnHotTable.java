package org.migrationsafe.rule.migration;

import java.util.List;

import org.migrationsafe.recording.CatalogChange.TriggerChanged;
import org.migrationsafe.recording.CatalogChange.TriggerKind;
import org.migrationsafe.recording.CatalogChange.Turn;
import org.migrationsafe.recording.MigrationRun;
import org.migrationsafe.recording.StatementRun;
import org.migrationsafe.rule.Fact;
import org.migrationsafe.rule.Finding;
import org.migrationsafe.rule.RulePage;
import org.migrationsafe.rule.Severity;

/** Every write of a table gets more to do. */
final class TriggerOnHotTable implements MigrationRule {

    private static final RulePage PAGE = RulePage.of(TriggerOnHotTable.class, Severity.MEDIUM)
            .concern(
                    "Whether each write can bear what the trigger does.",
                    "The rate of writes and the time that one takes with the trigger.",
                    "Assume that the table is a hot one.")
            .title("A trigger is put on, or taken from, a table in use")
            .when("""
                    A trigger or a rule of an existing table was created, replaced, dropped or switched, or the server's own check of a
                    foreign key was switched off, under a lock that blocks writes.
                    """)
            .effect("""
                    The lock is short, but from the commit on every write of the running code runs the trigger: it gets slower by
                    it, fails where the trigger fails, and locks what the trigger touches. Whether that hurts depends on how often
                    the table is written.
                    """)
            .says("""
                    {does} {kind} "{trigger}" of "{table}" under {lock}: from the commit on, {then}.
                    """)
            .instead("""
                    How often is "{table}" written, and what does the function lock? If that is not known, measure an INSERT with
                    and without it first; a trigger `WHEN (…)` that seldom holds costs little.
                    """)
            .bad("""
                    -- file: V1__orders.sql (released)
                    CREATE TABLE orders (id bigint PRIMARY KEY, total numeric(12, 2) NOT NULL);
                    CREATE FUNCTION stamp() RETURNS trigger LANGUAGE plpgsql AS 'BEGIN RETURN NEW; END';
                    -- file: V2__trigger.sql
                    SET LOCAL lock_timeout = '5s';
                    CREATE TRIGGER orders_stamp BEFORE UPDATE ON orders FOR EACH ROW EXECUTE FUNCTION stamp(); -- finds: trigger-on-hot-table
                    """)
            .good("""
                    -- file: V1__orders.sql (released)
                    CREATE TABLE orders (id bigint PRIMARY KEY, total numeric(12, 2) NOT NULL);
                    -- file: V2__history.sql
                    CREATE TABLE history (id bigint PRIMARY KEY);
                    CREATE FUNCTION stamp() RETURNS trigger LANGUAGE plpgsql AS 'BEGIN RETURN NEW; END';
                    CREATE TRIGGER history_stamp BEFORE UPDATE ON history FOR EACH ROW EXECUTE FUNCTION stamp();
                    """);

    @Override
    public RulePage page() {
        return PAGE;
    }

    @Override
    public List<Finding> review(MigrationRun run, ReviewContext context) {
        return MigrationRule.perStatement(run, statement -> statement.changes(TriggerChanged.class).stream()
                .filter(changed -> statement.blocksTrafficOn(changed.table()))
                .map(changed -> found(statement, changed))
                .distinct());
    }

    private Finding found(StatementRun statement, TriggerChanged changed) {
        boolean check = changed.kind() == TriggerKind.FOREIGN_KEY_CHECK;
        String does =
                switch (changed.turn()) {
                    case ADDED -> check ? "Switches off" : "Adds";
                    case CHANGED -> "Changes";
                    case DROPPED -> check ? "Switches on" : "Drops";
                };
        boolean gone = changed.turn() == Turn.DROPPED;
        String then = check
                ? gone
                        ? "new rows are checked again, and those that came in between are not"
                        : "rows that refer to nothing are taken"
                : gone ? "no write of the running code meets it any more" : "every write of the running code meets it";
        return finding(
                statement,
                changed.table(),
                new Fact("trigger", changed.trigger()),
                Fact.words("does", does),
                Fact.words("kind", changed.kind().word()),
                Fact.words("then", then));
    }
}
