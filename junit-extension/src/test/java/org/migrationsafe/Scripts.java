package org.migrationsafe;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

import org.migrationsafe.junit.MigrationReviewer;
import org.migrationsafe.recording.StatementRun;
import org.migrationsafe.report.Report;
import org.migrationsafe.rule.Example;

/** A folder of migrations, written by a test. */
public final class Scripts {

    private final Path folder;

    private Scripts(Path folder) {
        this.folder = folder;
    }

    public static Scripts in(Path folder) {
        return new Scripts(folder);
    }

    public Scripts file(String name, String text) {
        try {
            Files.createDirectories(folder.resolve("sql"));
            Files.writeString(folder.resolve("sql").resolve(name), text);
            return this;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Reviews them on an embedded server, with Flyway's lock out of the way. */
    public MigrationReviewer reviewer() {
        return bare().flyway("flyway.postgresql.transactional.lock", "false");
    }

    /** Reviews them with Flyway's own defaults. */
    public MigrationReviewer bare() {
        return MigrationReviewer.create()
                .locations("filesystem:" + folder.resolve("sql"))
                .set("migrationsafe.database", "embedded")
                .reportTo(folder.resolve("report"));
    }

    public static MigrationReviewer of(Example example, Path folder) {
        Scripts scripts = in(folder);
        example.files().forEach(scripts::file);
        MigrationReviewer reviewer = scripts.bare();
        if (example.released().isEmpty()) {
            reviewer.set("migrationsafe.store", folder.resolve("sql").toString());
        } else {
            reviewer.released(example.released());
        }
        example.flyway().forEach(reviewer::flyway);
        return reviewer;
    }

    /** The statements of a report's last migration. */
    public static List<StatementRun> lastStatements(Report report) {
        var migrations = report.recording().migrations();
        return migrations.get(migrations.size() - 1).statements();
    }

    /** A place's file without its folder. */
    public static String name(String file) {
        return file.substring(file.lastIndexOf('/') + 1);
    }
}
