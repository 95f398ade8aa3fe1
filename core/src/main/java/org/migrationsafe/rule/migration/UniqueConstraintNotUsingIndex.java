package org.migrationsafe.rule.migration;

import java.util.List;
import java.util.stream.Stream;

import org.migrationsafe.recording.CatalogChange.ConstraintAdded;
import org.migrationsafe.recording.CatalogChange.ConstraintKind;
import org.migrationsafe.recording.MigrationRun;
import org.migrationsafe.recording.StatementRun;
import org.migrationsafe.rule.Fact;
import org.migrationsafe.rule.Finding;
import org.migrationsafe.rule.RulePage;
import org.migrationsafe.rule.Severity;

/** A unique or primary key builds its index under ACCESS EXCLUSIVE. */
final class UniqueConstraintNotUsingIndex implements MigrationRule {

    private static final RulePage PAGE = RulePage.of(UniqueConstraintNotUsingIndex.class, Severity.CRITICAL)
            .growing()
            .title("A unique constraint builds its index while all traffic waits")
            .when("""
                    A unique constraint or a primary key was added to an existing table, and its index was built by the same
                    statement under a lock that blocks reads or writes.
                    """)
            .effect("""
                    Unlike CREATE INDEX, ADD CONSTRAINT stops reads as well, from the first row read to the commit.
                    """)
            .says("""
                    Adds {kind} "{constraint}" to "{table}" and builds its index under {lock}: {blocks} wait until every row is read
                    and sorted and the transaction commits.
                    """)
            .instead("""
                    `CREATE UNIQUE INDEX CONCURRENTLY {constraint} ON {table} …` in a file of its own, with
                    `flyway.postgresql.transactional.lock=false`; then `ALTER TABLE {table} ADD CONSTRAINT {constraint} {form} USING
                    INDEX {constraint}` (instant).
                    """)
            .bad("""
                    -- file: V1__customer.sql (released)
                    CREATE TABLE customer (id bigint PRIMARY KEY, email text NOT NULL);
                    -- file: V2__unique_email.sql
                    SET LOCAL lock_timeout = '5s'; SET LOCAL statement_timeout = '1min';
                    ALTER TABLE customer ADD CONSTRAINT customer_email_key UNIQUE (email); -- finds: unique-constraint-not-using-index
                    """)
            .good("""
                    -- flyway: flyway.postgresql.transactional.lock=false
                    -- file: V1__customer.sql (released)
                    CREATE TABLE customer (id bigint PRIMARY KEY, email text NOT NULL);
                    -- file: V2__unique_email_index.sql
                    DROP INDEX CONCURRENTLY IF EXISTS customer_email_key;
                    CREATE UNIQUE INDEX CONCURRENTLY customer_email_key ON customer (email);
                    -- file: V3__unique_email.sql
                    SET LOCAL lock_timeout = '5s';
                    ALTER TABLE customer ADD CONSTRAINT customer_email_key UNIQUE USING INDEX customer_email_key;
                    """);

    @Override
    public RulePage page() {
        return PAGE;
    }

    @Override
    public List<Finding> review(MigrationRun run, ReviewContext context) {
        return MigrationRule.perStatement(run, statement -> Stream.concat(
                        Causes.built(statement, ConstraintKind.UNIQUE),
                        Causes.built(statement, ConstraintKind.PRIMARY_KEY))
                .map(added -> found(statement, added)));
    }

    private Finding found(StatementRun statement, ConstraintAdded added) {
        return finding(
                statement,
                added.table(),
                new Fact("constraint", added.constraint()),
                new Fact("kind", added.kind().word()),
                new Fact("form", added.kind() == ConstraintKind.UNIQUE ? "UNIQUE" : "PRIMARY KEY"));
    }
}
