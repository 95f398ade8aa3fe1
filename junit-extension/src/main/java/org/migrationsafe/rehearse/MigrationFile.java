package org.migrationsafe.rehearse;

import java.io.IOException;
import java.io.InputStream;
import java.net.URL;
import java.nio.charset.Charset;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

import org.flywaydb.core.api.CoreMigrationType;
import org.flywaydb.core.api.MigrationInfo;
import org.flywaydb.core.api.configuration.Configuration;
import org.jspecify.annotations.Nullable;
import org.migrationsafe.recording.Migration;
import org.migrationsafe.report.ReviewRefused;

/** A migration's file: what it is called, where a user opens it, and what is in it. */
final class MigrationFile {

    private static final List<Path> SOURCE_ROOTS = List.of(
            Path.of("src/main/resources"),
            Path.of("src/test/resources"),
            Path.of("src/main/java"),
            Path.of("src/test/java"));

    private final MigrationInfo info;
    private final Configuration configuration;

    MigrationFile(MigrationInfo info, Configuration configuration) {
        this.info = info;
        this.configuration = configuration;
    }

    boolean isJava() {
        return info.getType() == CoreMigrationType.JDBC
                || info.getType().toString().contains("JDBC");
    }

    Migration migration() {
        Migration.Kind kind = info.getVersion() == null
                ? isJava() ? Migration.Kind.REPEATABLE_JAVA : Migration.Kind.REPEATABLE_SQL
                : isJava() ? Migration.Kind.JAVA : Migration.Kind.SQL;
        String version = info.getVersion() == null ? null : info.getVersion().getVersion();
        String shown = shownPath();
        String name = isJava()
                ? info.getScript().replaceFirst(".*[.$]", "") + ".java"
                : shown.substring(shown.lastIndexOf('/') + 1);
        return new Migration(version, info.getDescription(), name, shown, kind);
    }

    /** The migration's class, for one in Java. */
    String className() {
        return info.getScript();
    }

    /** A path from the project's folder where the file is part of it, otherwise as Flyway found it. */
    private String shownPath() {
        Path here = Path.of("").toAbsolutePath();
        if (isJava()) {
            String source = info.getScript().replaceFirst("\\$.*", "").replace('.', '/') + ".java";
            return inSources(source);
        }
        String physical = String.valueOf(info.getPhysicalLocation());
        String onClassPath = classPathName(physical);
        if (onClassPath != null) {
            return inSources(onClassPath);
        }
        Path path = Path.of(physical).toAbsolutePath().normalize();
        return (path.startsWith(here) ? here.relativize(path) : path).toString().replace('\\', '/');
    }

    private static String inSources(String name) {
        return SOURCE_ROOTS.stream()
                .map(root -> root.resolve(name))
                .filter(Files::isRegularFile)
                .map(path -> path.toString().replace('\\', '/'))
                .findFirst()
                .orElse(name);
    }

    /** The resource's name, if one of the class path locations holds it. */
    private @Nullable String classPathName(String physical) {
        return Stream.of(configuration.getLocations())
                .map(Object::toString)
                .filter(location -> location.startsWith("classpath:"))
                .map(location ->
                        location.substring("classpath:".length()).replaceAll("^/|/$", "") + "/" + info.getScript())
                .filter(name -> physical.replace('\\', '/').endsWith(name)
                        || resource(name) != null && !Files.exists(Path.of(physical)))
                .findFirst()
                .orElse(null);
    }

    private @Nullable URL resource(String name) {
        return configuration.getClassLoader().getResource(name);
    }

    /** The script's text, before placeholders are replaced. */
    String text() {
        Charset charset = configuration.getEncoding();
        Path path = Path.of(String.valueOf(info.getPhysicalLocation()));
        try {
            if (Files.isRegularFile(path)) {
                return new String(Files.readAllBytes(path), charset);
            }
            String name = classPathName(path.toString());
            URL resource = name == null ? null : resource(name);
            if (resource == null) {
                return "";
            }
            try (InputStream in = resource.openStream()) {
                return new String(in.readAllBytes(), charset);
            }
        } catch (IOException e) {
            throw new ReviewRefused("The migration " + shownPath() + " cannot be read: " + e.getMessage() + ".");
        }
    }
}
