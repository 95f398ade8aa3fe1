package org.migrationsafe.flyway;

import java.net.URL;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

import org.flywaydb.core.api.configuration.Configuration;
import org.jspecify.annotations.Nullable;

/** Where a user opens a file that Flyway found: from the project's folder where it is part of it, otherwise as Flyway says. */
record SourcePath(Configuration configuration) {

    private static final List<Path> SOURCE_ROOTS = List.of(
            Path.of("src/main/resources"),
            Path.of("src/test/resources"),
            Path.of("src/main/java"),
            Path.of("src/test/java"));

    /** @param found a path, a resource's name or a class, as Flyway tells them in a message */
    String shown(String found, boolean isClass) {
        if (isClass) {
            return ofClass(found);
        }
        return Files.exists(Path.of(found))
                ? ofScript(found, Path.of(found).getFileName().toString())
                : inSources(found.replaceFirst("^classpath:", ""));
    }

    String ofClass(String name) {
        return inSources(name.replaceFirst("\\$.*", "").replace('.', '/') + ".java");
    }

    /** @param script its path below its location */
    String ofScript(String physical, String script) {
        String onClassPath = classPathName(physical, script);
        if (onClassPath != null) {
            return inSources(onClassPath);
        }
        Path here = Path.of("").toAbsolutePath();
        Path path = Path.of(physical).toAbsolutePath().normalize();
        return (path.startsWith(here) ? here.relativize(path) : path).toString().replace('\\', '/');
    }

    /** The resource on the class path; null if it is none. */
    @Nullable
    URL resource(String physical, String script) {
        String name = classPathName(physical, script);
        return name == null ? null : resource(name);
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
    private @Nullable String classPathName(String physical, String script) {
        return Stream.of(configuration.getLocations())
                .map(Object::toString)
                .filter(location -> location.startsWith("classpath:"))
                .map(location -> location.substring("classpath:".length()).replaceAll("^/|/$", "") + "/" + script)
                .filter(name -> physical.replace('\\', '/').endsWith(name)
                        || resource(name) != null && !Files.exists(Path.of(physical)))
                .findFirst()
                .orElse(null);
    }

    private @Nullable URL resource(String name) {
        return configuration.getClassLoader().getResource(name);
    }
}
