package org.migrationsafe.benchmark;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/** A history as an application of some years has one: a table or more in each third file, changes of older tables in the others. */
final class History {

    private History() {}

    /** Writes so many migrations, three statements each, with a table for every three of them. */
    static Path write(Path folder, int migrations) throws IOException {
        Files.createDirectories(folder);
        for (int i = 1; i <= migrations; i++) {
            Files.writeString(folder.resolve("V" + i + "__step.sql"), i % 3 == 1 ? table(i) : change(i));
        }
        return folder;
    }

    /**
     * The same, long: beside its three statements each file has rows for a table of its own kind, as histories with reference
     * data do.
     */
    static Path large(Path folder, int files, int statements) throws IOException {
        write(folder, files);
        int more = statements - 3 * files;
        for (int i = 1; i <= files; i++) {
            int own = more / files + (i <= more % files ? 1 : 0);
            StringBuilder rows = new StringBuilder();
            int table = i - (i - 1) % 3;
            for (int row = 1; row <= own; row++) {
                int id = i * 1000 + row;
                rows.append("INSERT INTO t%d (id, name, amount) VALUES (%d, 'reference %d', %d);%n"
                        .formatted(table, id, id, row));
            }
            Files.writeString(folder.resolve("V" + i + "__step.sql"), rows, StandardOpenOption.APPEND);
        }
        return folder;
    }

    private static String table(int i) {
        String reference = i == 1 ? "" : ", parent_id bigint REFERENCES t" + (i - 3);
        return """
                CREATE TABLE t%1$d (id bigint PRIMARY KEY, name varchar(80) NOT NULL, amount numeric(12, 2) NOT NULL CHECK (amount >= 0),
                    created_at timestamptz NOT NULL DEFAULT now()%2$s);
                CREATE INDEX t%1$d_name ON t%1$d (name);
                COMMENT ON TABLE t%1$d IS 'the table of step %1$d';
                """.formatted(i, reference);
    }

    private static String change(int i) {
        int table = i - (i - 1) % 3;
        return i % 3 == 2 ? """
                SET LOCAL lock_timeout = '5s';
                ALTER TABLE t%1$d ADD COLUMN note text;
                ALTER TABLE t%1$d ALTER COLUMN name TYPE varchar(120);
                """.formatted(table) : """
                SET LOCAL lock_timeout = '5s';
                ALTER TABLE t%1$d ADD COLUMN state varchar(20) NOT NULL DEFAULT 'NEW';
                CREATE INDEX t%1$d_state ON t%1$d (state);
                """.formatted(table);
    }
}
