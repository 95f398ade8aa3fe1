package org.migrationsafe.rule.migration;

import java.util.List;

import org.migrationsafe.recording.Exposure;
import org.migrationsafe.recording.MigrationRun;
import org.migrationsafe.rule.Fact;
import org.migrationsafe.rule.Finding;
import org.migrationsafe.rule.RulePage;
import org.migrationsafe.rule.Severity;
import org.migrationsafe.rule.Subject;

/** A secret that everybody can read who sees the script. */
final class SecretInMigration implements MigrationRule {

    private static final RulePage PAGE = RulePage.of(SecretInMigration.class, Severity.CRITICAL)
            .title("A migration contains a secret")
            .when("""
                    A script holds a password, a key or a token, by the form that its issuer gives it. A placeholder of Flyway's
                    is none. The secret itself is shown nowhere.
                    """)
            .effect("""
                    Whoever reads the repository, a build's log or the server's log has it, for as long as the history is kept;
                    a migration that is released can never be changed. Treat it as lost.
                    """)
            .says("""
                    Holds {what} at line {line}, for everybody who reads the repository.
                    """)
            .instead("""
                    Have it changed at its issuer now. Then use a placeholder, whose value the deployment supplies:
                    `migrationsafe.flyway.placeholders.…` here, `FLYWAY_PLACEHOLDERS_…` there; or no secret in the database at all.
                    """)
            .bad("""
                    -- file: V1__partner.sql (released)
                    CREATE TABLE partner (id bigint PRIMARY KEY, note text);
                    -- file: V2__reader.sql
                    DO $$ BEGIN -- finds: secret-in-migration
                      IF false THEN
                        CREATE ROLE reader LOGIN PASSWORD 'winter-2026';
                      END IF;
                    END $$;
                    """)
            .good("""
                    -- flyway: flyway.placeholders.reader_password=from-the-vault
                    -- file: V1__partner.sql (released)
                    CREATE TABLE partner (id bigint PRIMARY KEY, note text);
                    -- file: V2__reader.sql
                    DO $$ BEGIN
                      IF false THEN
                        CREATE ROLE reader LOGIN PASSWORD '${reader_password}';
                      END IF;
                    END $$;
                    """);

    @Override
    public RulePage page() {
        return PAGE;
    }

    @Override
    public List<Finding> review(MigrationRun run, ReviewContext context) {
        return run.exposures().stream()
                .filter(exposure -> !exposure.personal())
                .map(this::found)
                .toList();
    }

    private Finding found(Exposure exposure) {
        List<Fact> facts =
                List.of(new Fact("what", exposure.what()), new Fact("line", Integer.toString(exposure.line())));
        return new Finding(page(), exposure.place(), new Subject.Script(), null, facts);
    }
}
