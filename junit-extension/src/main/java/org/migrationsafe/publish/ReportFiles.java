package org.migrationsafe.publish;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;

import org.migrationsafe.report.PlainText;
import org.migrationsafe.report.Report;

/** A report's files in one folder, one for each form. */
public record ReportFiles(Path folder, String name) {

    /** Where a build keeps what it makes. */
    public static Path defaultFolder() {
        boolean gradle = Files.exists(Path.of("build.gradle")) || Files.exists(Path.of("build.gradle.kts"));
        return Path.of(gradle ? "build" : "target", "migrationsafe");
    }

    /** Writes them; where one cannot be written, the review itself is printed instead, so nothing is lost. */
    public List<Path> write(Report report) {
        try {
            Files.createDirectories(folder);
            List<Path> written = new ArrayList<>();
            for (Format format : Format.ALL) {
                written.add(write(format.ending(), format.text().apply(report)));
            }
            return written;
        } catch (IOException e) {
            System.err.println("Migration Safe could not write its report to " + folder + " (" + e
                    + "); migrationsafe.report names another folder. Here it is instead:\n" + PlainText.of(report));
            return List.of();
        }
    }

    /** Through a second file, so that a full disk leaves no half report. */
    private Path write(String ending, String content) throws IOException {
        Path file = folder.resolve(name + ending);
        Path part = Files.createTempFile(folder, name, ".part");
        try {
            Files.writeString(part, content);
            return Files.move(part, file, StandardCopyOption.REPLACE_EXISTING);
        } finally {
            Files.deleteIfExists(part);
        }
    }
}
