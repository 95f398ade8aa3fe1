package org.migrationsafe.rule.migration;

import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;

import org.migrationsafe.recording.CatalogChange.ForeignKeyRemade;
import org.migrationsafe.recording.MigrationRun;
import org.migrationsafe.recording.RelationName;
import org.migrationsafe.recording.StatementRun;
import org.migrationsafe.rule.Fact;
import org.migrationsafe.rule.Finding;
import org.migrationsafe.rule.RulePage;
import org.migrationsafe.rule.Severity;

/** A key's new type locks and re-proves the tables on the other side of its foreign keys. */
final class TypeChangeBreaksPartner implements MigrationRule {

    private static final RulePage PAGE = RulePage.of(TypeChangeBreaksPartner.class, Severity.HIGH)
            .title("A key column's new type locks the foreign key's other table")
            .when("""
                    A column of a foreign key has another type, and the server locked the table on the other side and proved the
                    foreign key anew.
                    """)
            .effect("""
                    The statement names one table and stops two: every row of the foreign key is checked again under ACCESS
                    EXCLUSIVE on both. Between columns of unlike types every later check converts, too.
                    """)
            .says("""
                    Changes the type of a column under foreign key "{constraint}", which locks "{table}" under {lock} as well and
                    proves the foreign key anew: {blocks} on it wait until the transaction commits.
                    """)
            .instead("""
                    Expand and contract on both sides: new columns of the new type on the key and on every column that refers to it,
                    filled in batches, a new foreign key `NOT VALID` and then `VALIDATE CONSTRAINT`, and only then the switch.
                    """)
            .bad("""
                    -- file: V1__shop.sql (released)
                    CREATE TABLE customer (id integer PRIMARY KEY);
                    CREATE TABLE orders (id bigint PRIMARY KEY, customer_id integer NOT NULL CONSTRAINT orders_customer_fkey REFERENCES customer);
                    -- file: V2__bigint.sql
                    SET LOCAL lock_timeout = '5s'; SET LOCAL statement_timeout = '1min';
                    ALTER TABLE customer ALTER COLUMN id TYPE bigint; -- finds: type-change-breaks-partner, type-change-rewrites
                    """)
            .good("""
                    -- file: V1__shop.sql (released)
                    CREATE TABLE customer (id integer PRIMARY KEY);
                    CREATE TABLE orders (id bigint PRIMARY KEY, customer_id integer NOT NULL CONSTRAINT orders_customer_fkey REFERENCES customer);
                    -- file: V2__bigint.sql
                    SET LOCAL lock_timeout = '5s';
                    ALTER TABLE customer ADD COLUMN id_new bigint;
                    -- file: V3__bigint.sql
                    SET LOCAL lock_timeout = '5s';
                    ALTER TABLE orders ADD COLUMN customer_id_new bigint;
                    """);

    @Override
    public RulePage page() {
        return PAGE;
    }

    @Override
    public List<Finding> review(MigrationRun run, ReviewContext context) {
        return MigrationRule.perStatement(run, statement -> statement.changes(ForeignKeyRemade.class).stream()
                .flatMap(remade -> otherSide(statement, remade)
                        .map(table -> finding(statement, table, new Fact("constraint", remade.constraint())))));
    }

    private static Stream<RelationName> otherSide(StatementRun statement, ForeignKeyRemade remade) {
        return Stream.of(remade.table(), remade.partner())
                .filter(Objects::nonNull)
                .filter(table -> Causes.typeChanges(statement, table).isEmpty())
                .filter(statement::blocksTrafficOn)
                .distinct();
    }
}
