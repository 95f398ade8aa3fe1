package org.migrationsafe.observe;

import java.nio.file.Path;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.migrationsafe.Scripts;
import org.migrationsafe.recording.StatementRun;
import org.migrationsafe.report.Report;

import static org.assertj.core.api.Assertions.assertThat;

/** A table that belongs to an extension is nobody's to seed, to judge or to map. */
class ExtensionsTablesTest {

    @TempDir
    private Path folder;

    @Test
    void an_extensions_table_is_left_out_by_every_reader() {
        Report report = Scripts.in(folder)
                .file("V1__shop.sql", """
                        CREATE TABLE theirs (id bigint PRIMARY KEY, name text);
                        ALTER EXTENSION plpgsql ADD TABLE theirs;
                        CREATE TABLE ours (id bigint PRIMARY KEY, name text);
                        CREATE DOMAIN their_code AS text;
                        ALTER EXTENSION plpgsql ADD DOMAIN their_code;
                        """)
                .file("V2__pending.sql", """
                        SET LOCAL lock_timeout = '5s';
                        ALTER TABLE theirs ADD COLUMN note text;
                        ALTER TABLE ours ADD COLUMN note text;
                        ALTER DOMAIN their_code SET NOT NULL;
                        DO $$ BEGIN ASSERT (SELECT count(*) FROM theirs) = 0; END $$;
                        """)
                .reviewer()
                .released("1")
                .review();
        assertThat(Scripts.lastStatements(report).stream()
                        .map(StatementRun::locks)
                        .flatMap(locks -> locks.stream()
                                .filter(lock -> !lock.heldBefore())
                                .map(lock -> lock.relation().toString())))
                .containsExactly("ours");
        assertThat(Scripts.lastStatements(report).stream().flatMap(run -> run.observed().catalogChanges().stream()))
                .hasSize(1);
        assertThat(report.problems()).isEmpty();
        assertThat(report.notSeen()).isEmpty();
        assertThat(report.design().schema().tables().stream().map(table -> table.name()))
                .containsExactly("ours");
    }
}
