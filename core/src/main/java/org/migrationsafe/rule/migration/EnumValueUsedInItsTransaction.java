package org.migrationsafe.rule.migration;

import java.util.List;

import org.migrationsafe.recording.MigrationRun;
import org.migrationsafe.rule.Finding;
import org.migrationsafe.rule.RulePage;
import org.migrationsafe.rule.Severity;

/** A new constant of an enum is used before it is committed. */
final class EnumValueUsedInItsTransaction implements MigrationRule {

    /** <a href="https://www.postgresql.org/docs/current/errcodes-appendix.html">unsafe_new_enum_value_usage</a>. */
    private static final String UNSAFE_NEW_ENUM_VALUE_USAGE = "55P04";

    private static final RulePage PAGE = RulePage.of(EnumValueUsedInItsTransaction.class, Severity.HIGH)
            .title("A new enum value is used in the transaction that added it")
            .when("The server refused the statement with 55P04, unsafe_new_enum_value_usage.")
            .effect(
                    "The migration fails at every deployment: a value that ALTER TYPE … ADD VALUE added can be used after the commit.")
            .says("The server refuses it ({refusal}): the value was added in this very transaction.")
            .instead(
                    "Use two files, and so two transactions: `ALTER TYPE … ADD VALUE` in this one, its use in the next.")
            .bad("""
                    -- file: V1__orders.sql (released)
                    CREATE TYPE state AS ENUM ('NEW', 'PAID');
                    CREATE TABLE orders (id bigint PRIMARY KEY, state state NOT NULL);
                    -- file: V2__sent.sql
                    SET LOCAL lock_timeout = '5s';
                    ALTER TYPE state ADD VALUE 'SENT';
                    ALTER TABLE orders ALTER COLUMN state SET DEFAULT 'SENT'; -- finds: enum-value-used-in-its-transaction
                    """)
            .good("""
                    -- file: V1__orders.sql (released)
                    CREATE TYPE state AS ENUM ('NEW', 'PAID');
                    CREATE TABLE orders (id bigint PRIMARY KEY, state state NOT NULL);
                    -- file: V2__sent.sql
                    ALTER TYPE state ADD VALUE 'SENT';
                    -- file: V3__sent_by_default.sql
                    SET LOCAL lock_timeout = '5s';
                    ALTER TABLE orders ALTER COLUMN state SET DEFAULT 'SENT';
                    """);

    @Override
    public RulePage page() {
        return PAGE;
    }

    @Override
    public List<Finding> review(MigrationRun run, ReviewContext context) {
        return refusals(run, UNSAFE_NEW_ENUM_VALUE_USAGE);
    }
}
