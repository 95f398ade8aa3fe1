package org.migrationsafe.rule.migration;

import java.util.List;
import java.util.Optional;

import org.migrationsafe.recording.CatalogChange.ConstraintAdded;
import org.migrationsafe.recording.MigrationRun;
import org.migrationsafe.recording.RelationName;
import org.migrationsafe.recording.StatementRun;
import org.migrationsafe.rule.Fact;
import org.migrationsafe.rule.Finding;
import org.migrationsafe.rule.RulePage;
import org.migrationsafe.rule.Severity;

/** A foreign key or a check is proven for every row while traffic waits. */
final class ConstraintValidatedWhileBlocking implements MigrationRule {

    private static final RulePage PAGE = RulePage.of(ConstraintValidatedWhileBlocking.class, Severity.CRITICAL)
            .growing()
            .title("A constraint is validated while its tables' traffic waits")
            .when("""
                    A foreign key or a check became valid in a statement that read rows of its tables, while this transaction
                    held a lock on one of them that blocks reads or writes: its own, or the one from adding it NOT VALID in the
                    same file.""")
            .effect("""
                    Adding a foreign key stops writes on both tables, adding a check stops reads and writes; the lock lasts
                    until every row is checked and the transaction commits.""")
            .says("""
                    Validates {kind} "{constraint}" of "{table}" while {lockedMode} is held on {lockedTable}: {lockedBlocks} wait
                    until every row is checked and the transaction commits.""")
            .instead("""
                    Use two files, and so two transactions: `ALTER TABLE {table} ADD CONSTRAINT {constraint} … NOT VALID;` in this
                    one, `ALTER TABLE {table} VALIDATE CONSTRAINT {constraint};` in the next, which blocks neither reads nor
                    writes.""")
            .bad("""
                    -- file: V1__shop.sql (released)
                    CREATE TABLE customer (id bigint PRIMARY KEY);
                    CREATE TABLE orders (id bigint PRIMARY KEY, customer_id bigint NOT NULL);
                    -- file: V2__foreign_key.sql
                    SET LOCAL lock_timeout = '5s'; SET LOCAL statement_timeout = '1min';
                    ALTER TABLE orders ADD CONSTRAINT orders_customer_id_fkey -- finds: constraint-validated-while-blocking
                        FOREIGN KEY (customer_id) REFERENCES customer (id);
                    """)
            .good("""
                    -- file: V1__shop.sql (released)
                    CREATE TABLE customer (id bigint PRIMARY KEY);
                    CREATE TABLE orders (id bigint PRIMARY KEY, customer_id bigint NOT NULL);
                    -- file: V2__foreign_key.sql
                    SET LOCAL lock_timeout = '5s';
                    ALTER TABLE orders ADD CONSTRAINT orders_customer_id_fkey
                        FOREIGN KEY (customer_id) REFERENCES customer (id) NOT VALID;
                    -- file: V3__validate_foreign_key.sql
                    ALTER TABLE orders VALIDATE CONSTRAINT orders_customer_id_fkey;
                    """);

    @Override
    public RulePage page() {
        return PAGE;
    }

    @Override
    public List<Finding> review(MigrationRun run, ReviewContext context) {
        return MigrationRule.perStatement(run, statement -> Causes.validations(statement).stream()
                .flatMap(added ->
                        blockedTable(statement, added).map(locked -> found(statement, added, locked)).stream()));
    }

    private static Optional<RelationName> blockedTable(StatementRun statement, ConstraintAdded added) {
        return Causes.tablesRead(added).filter(statement::blocksTrafficOn).findFirst();
    }

    private Finding found(StatementRun statement, ConstraintAdded added, RelationName locked) {
        var mode = statement.lockOn(locked).orElseThrow();
        List<String> lockedTables = Causes.tablesRead(added)
                .filter(statement::blocksTrafficOn)
                .map(table -> '"' + table.toString() + '"')
                .distinct()
                .toList();
        return finding(
                statement,
                added.table(),
                new Fact("constraint", added.constraint()),
                new Fact("kind", added.kind().word()),
                new Fact("lockedTable", MigrationRule.enumerate(lockedTables)),
                new Fact("lockedMode", mode.sqlName()),
                new Fact("lockedBlocks", MigrationRule.blocks(mode)));
    }
}
