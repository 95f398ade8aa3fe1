package org.migrationsafe.released;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;

import org.jspecify.annotations.Nullable;
import org.migrationsafe.ReviewRefused;
import org.migrationsafe.report.Baseline;
import org.migrationsafe.report.Report;

/**
 * The folder in the user's repository where a project keeps what reviews have to know of earlier ones. Written only when the
 * user says so, and never by a build server.
 */
public record Store(Path folder) {

    private static final String RELEASED = "released.txt";
    private static final String BASELINE = "baseline.txt";

    /** A folder with the texts of repeatable scripts, which change while their names stay. */
    private static final String REPEATABLE = "repeatable";

    /** Where it is by default. */
    public static Path defaultFolder() {
        return Path.of("src", "test", "migrationsafe");
    }

    /** What production has; empty if nobody has recorded it. */
    public Optional<ReleasedRecord> released() {
        return read(RELEASED)
                .map(text -> ReleasedRecord.parse(text, shown(RELEASED)).withTexts(repeatable()));
    }

    private Map<String, String> repeatable() {
        Path below = folder.resolve(REPEATABLE);
        Map<String, String> texts = new HashMap<>();
        if (Files.isDirectory(below)) {
            try (Stream<Path> files = Files.walk(below)) {
                for (Path file : files.filter(Files::isRegularFile).toList()) {
                    String script = below.relativize(file).toString().replace('\\', '/');
                    texts.put(script, Files.readString(file));
                }
            } catch (IOException e) {
                throw new ReviewRefused(shown(REPEATABLE) + " cannot be read: " + e + ".");
            }
        }
        return texts;
    }

    /**
     * Records what production has.
     *
     * @return the file
     */
    public String release(ReleasedRecord record) {
        Map<String, String> texts = record.texts();
        repeatable().keySet().stream()
                .filter(script -> !texts.containsKey(script))
                .forEach(script -> remove(REPEATABLE + "/" + script));
        texts.forEach((script, text) -> write(REPEATABLE + "/" + script, text));
        write(RELEASED, record.text());
        return shown(RELEASED);
    }

    /** Findings that do not count; none if there is no baseline. */
    public Baseline baseline() {
        return read(BASELINE).map(text -> Baseline.parse(shown(BASELINE), text)).orElse(Baseline.NONE);
    }

    /** What is found now, where there is no baseline yet; otherwise the baseline without what is fixed. */
    public void baseline(Report report) {
        Baseline baseline = baseline();
        Baseline next = baseline.equals(Baseline.NONE)
                ? Baseline.of(
                        shown(BASELINE),
                        Stream.concat(report.findings().stream(), report.differences().stream())
                                .toList())
                : report.shrunk(baseline);
        write(BASELINE, next.text());
    }

    /**
     * @param server the environment variable CI, which build servers set
     * @throws ReviewRefused on a build server, whose checkout nobody commits
     */
    public static void refuseOnBuildServer(String setting, @Nullable String server) {
        if (server != null && !server.isBlank() && !server.equals("false")) {
            throw new ReviewRefused(setting + " writes into the repository, which a build server (CI=" + server
                    + ") does not do. Run it on your own machine, and commit the file.");
        }
    }

    private String shown(String name) {
        return folder.resolve(name).toString().replace('\\', '/');
    }

    private Optional<String> read(String name) {
        Path file = folder.resolve(name);
        try {
            return Files.exists(file) ? Optional.of(Files.readString(file)) : Optional.empty();
        } catch (IOException e) {
            throw new ReviewRefused(shown(name) + " cannot be read: " + e + ".");
        }
    }

    private void remove(String name) {
        try {
            Files.delete(folder.resolve(name));
        } catch (IOException e) {
            throw new ReviewRefused(shown(name) + " cannot be removed: " + e + ".");
        }
    }

    /** Through a second file, so that a full disk leaves the old one. */
    private void write(String name, String text) {
        Path file = folder.resolve(name);
        Path parent = Objects.requireNonNullElse(file.getParent(), folder);
        try {
            Files.createDirectories(parent);
            Path part = Files.createTempFile(parent, "written", ".part");
            try {
                Files.writeString(part, text);
                Files.move(part, file, StandardCopyOption.REPLACE_EXISTING);
            } finally {
                Files.deleteIfExists(part);
            }
        } catch (IOException e) {
            throw new ReviewRefused(shown(name) + " cannot be written: " + e + ".");
        }
    }
}
