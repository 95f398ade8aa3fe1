package org.migrationsafe.rule.migration;

import java.util.List;

import org.migrationsafe.recording.CatalogChange.DomainChanged;
import org.migrationsafe.recording.MigrationRun;
import org.migrationsafe.recording.RelationName;
import org.migrationsafe.recording.StatementRun;
import org.migrationsafe.rule.Fact;
import org.migrationsafe.rule.Finding;
import org.migrationsafe.rule.RulePage;
import org.migrationsafe.rule.Severity;

/** A domain's constraint is proven on every table that uses it. */
final class DomainValidatedWhileBlocking implements MigrationRule {

    private static final RulePage PAGE = RulePage.of(DomainValidatedWhileBlocking.class, Severity.HIGH)
            .growing()
            .title("A domain's constraint is proven while its tables' writes wait")
            .when("""
                    A domain has another constraint, or one newly proven, and tables that use it were read under a lock that blocks
                    writes.
                    """)
            .effect("""
                    One statement reads every table with a column of the domain and stops their writes meanwhile. Unlike a table's,
                    a domain's VALIDATE CONSTRAINT blocks writes as well (up to PostgreSQL 18).
                    """)
            .says("""
                    Proves a constraint of domain "{domain}" on {tables} under {lock}: {blocks} on each wait until every row is read
                    and the transaction commits.
                    """)
            .instead("""
                    Put the condition on the tables instead: a CHECK that is added NOT VALID and validated in a later file blocks
                    neither reads nor writes. `ALTER DOMAIN … ADD CONSTRAINT … NOT VALID` alone is instant and holds for new rows.
                    """)
            .bad("""
                    -- file: V1__orders.sql (released)
                    CREATE DOMAIN amount AS numeric(12, 2);
                    CREATE TABLE orders (id bigint PRIMARY KEY, total amount);
                    -- file: V2__positive.sql
                    SET LOCAL lock_timeout = '5s'; SET LOCAL statement_timeout = '1min';
                    ALTER DOMAIN amount ADD CONSTRAINT amount_in_range CHECK (VALUE > -100000000000); -- finds: domain-validated-while-blocking
                    """)
            .good("""
                    -- file: V1__orders.sql (released)
                    CREATE DOMAIN amount AS numeric(12, 2);
                    CREATE TABLE orders (id bigint PRIMARY KEY, total amount);
                    -- file: V2__positive.sql
                    SET LOCAL lock_timeout = '5s';
                    ALTER DOMAIN amount ADD CONSTRAINT amount_in_range CHECK (VALUE > -100000000000) NOT VALID;
                    """);

    @Override
    public RulePage page() {
        return PAGE;
    }

    @Override
    public List<Finding> review(MigrationRun run, ReviewContext context) {
        return MigrationRule.perStatement(run, statement -> statement.changes(DomainChanged.class).stream()
                .flatMap(changed -> Causes.scannedWhileBlocking(statement)
                        .limit(1)
                        .map(table -> found(statement, changed, table))));
    }

    private Finding found(StatementRun statement, DomainChanged changed, RelationName table) {
        List<String> tables = Causes.scannedWhileBlocking(statement)
                .map(each -> '"' + each.toString() + '"')
                .toList();
        return finding(
                statement,
                table,
                new Fact("domain", changed.domain().toString()),
                new Fact("tables", MigrationRule.enumerate(tables)));
    }
}
