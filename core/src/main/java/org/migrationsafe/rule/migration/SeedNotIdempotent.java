package org.migrationsafe.rule.migration;

import java.util.List;
import java.util.stream.Stream;

import org.migrationsafe.recording.Migration;
import org.migrationsafe.recording.MigrationRun;
import org.migrationsafe.recording.SecondRun;
import org.migrationsafe.recording.StatementRun;
import org.migrationsafe.rule.Fact;
import org.migrationsafe.rule.Finding;
import org.migrationsafe.rule.RulePage;
import org.migrationsafe.rule.Severity;

/** Rows that a repeatable migration inserts are inserted again. */
final class SeedNotIdempotent implements MigrationRule {

    private static final RulePage PAGE = RulePage.of(SeedNotIdempotent.class, Severity.HIGH)
            .title("A seed that Flyway runs again does not pass twice")
            .when("""
                    A repeatable migration inserted rows, and a second run of the statement, made at once and taken back,
                    inserted or changed rows again, or was refused.
                    """)
            .effect("""
                    Flyway runs a repeatable migration whenever its text changes. Then the rows are there twice, or the deployment fails at
                    the first of them: whoever adds a row to the list finds out in production.
                    """)
            .says("""
                    Inserts rows into "{table}" in a migration that Flyway runs again whenever its text changes, and {again}.
                    """)
            .instead("""
                    Use `INSERT … ON CONFLICT (key) DO UPDATE SET … WHERE … IS DISTINCT FROM …`, or DO NOTHING; rows that never change
                    belong in a versioned migration.
                    """)
            .bad("""
                    -- file: V1__country.sql (released)
                    CREATE TABLE country (code varchar(20) PRIMARY KEY, name varchar(80) NOT NULL);
                    CREATE TABLE greeting (words varchar(80) NOT NULL);
                    -- file: R__countries.sql
                    INSERT INTO country VALUES ('first-country', 'Germany'); -- finds: seed-not-idempotent
                    INSERT INTO greeting VALUES ('Guten Tag'); -- finds: seed-not-idempotent
                    """)
            .good("""
                    -- file: V1__country.sql (released)
                    CREATE TABLE country (code varchar(20) PRIMARY KEY, name varchar(80) NOT NULL);
                    -- file: R__countries.sql
                    INSERT INTO country VALUES ('first-country', 'Germany')
                    ON CONFLICT (code) DO UPDATE SET name = excluded.name WHERE country.name <> excluded.name;
                    """);

    @Override
    public RulePage page() {
        return PAGE;
    }

    @Override
    public List<Finding> review(MigrationRun run, ReviewContext context) {
        Migration.Kind kind = run.migration().kind();
        boolean repeatable = kind == Migration.Kind.REPEATABLE_SQL || kind == Migration.Kind.REPEATABLE_JAVA;
        return repeatable ? MigrationRule.perStatement(run, this::seeds) : List.of();
    }

    private Stream<Finding> seeds(StatementRun statement) {
        String words = again(statement.observed().again());
        if (words.isEmpty()) {
            return Stream.empty();
        }
        return statement.changes().stream()
                .filter(change -> change.inserted() > 0)
                .limit(1)
                .map(change -> finding(statement, change.relation(), new Fact("again", words)));
    }

    private static String again(SecondRun second) {
        if (second instanceof SecondRun.Refused) {
            return "the second run is refused for what the first one left";
        }
        return second instanceof SecondRun.Changed changed && changed.rows() != 0
                ? "the second run inserts or changes " + changed.rows() + (changed.rows() == 1 ? " row" : " rows")
                        + " once more"
                : "";
    }
}
