package org.migrationsafe.rule.migration;

import java.util.List;

import org.migrationsafe.recording.MigrationRun;
import org.migrationsafe.rule.Fact;
import org.migrationsafe.rule.Finding;
import org.migrationsafe.rule.RulePage;
import org.migrationsafe.rule.Severity;

/** A new column is of a domain that demands something of its values. */
final class DomainColumnRewrites implements MigrationRule {

    private static final RulePage PAGE = RulePage.of(DomainColumnRewrites.class, Severity.CRITICAL)
            .growing()
            .title("A new column of a domain with a constraint rewrites the table")
            .when("""
                    A column was added whose type is a domain with a CHECK or NOT NULL, and the table was rewritten.
                    """)
            .effect("""
                    PostgreSQL proves the domain's constraint for every row, and copies the table for it, while nothing can read or write
                    it. It does so for a constant default, and also for none.
                    """)
            .says("""
                    Adds "{table}.{column}" of the domain {type}, whose constraint rewrites the table under {lock}: {blocks} wait until
                    every row is copied and every index is built anew.
                    """)
            .instead("""
                    Give the column the domain's base type, `ALTER TABLE {table} ADD COLUMN {column} {base} …` (instant, with a constant
                    default as well), and say what the domain says by a constraint: `ALTER TABLE {table} ADD CONSTRAINT … CHECK (…) NOT
                    VALID`, then `VALIDATE CONSTRAINT` in a later migration, which reads without blocking.
                    """)
            .bad("""
                    -- file: V1__invoice.sql (released)
                    CREATE DOMAIN share AS int CHECK (VALUE BETWEEN 0 AND 100);
                    CREATE TABLE invoice (id bigint PRIMARY KEY);
                    -- file: V2__discount.sql
                    SET LOCAL lock_timeout = '5s'; SET LOCAL statement_timeout = '1min';
                    ALTER TABLE invoice ADD COLUMN discount share DEFAULT 5; -- finds: domain-column-rewrites
                    """)
            .good("""
                    -- file: V1__invoice.sql (released)
                    CREATE DOMAIN share AS int CHECK (VALUE BETWEEN 0 AND 100);
                    CREATE TABLE invoice (id bigint PRIMARY KEY);
                    -- file: V2__discount.sql
                    SET LOCAL lock_timeout = '5s';
                    ALTER TABLE invoice ADD COLUMN discount int DEFAULT 5;
                    ALTER TABLE invoice ADD CONSTRAINT invoice_discount CHECK (discount BETWEEN 0 AND 100) NOT VALID;
                    -- file: V3__proven.sql
                    SET LOCAL lock_timeout = '5s';
                    ALTER TABLE invoice VALIDATE CONSTRAINT invoice_discount;
                    """);

    @Override
    public RulePage page() {
        return PAGE;
    }

    @Override
    public List<Finding> review(MigrationRun run, ReviewContext context) {
        return MigrationRule.perStatement(run, statement -> Causes.rewritingDomains(statement)
                .map(added -> finding(
                        statement,
                        added.table(),
                        new Fact("column", added.column()),
                        new Fact("type", added.type()),
                        Fact.words("base", String.valueOf(added.domainOver())))));
    }
}
