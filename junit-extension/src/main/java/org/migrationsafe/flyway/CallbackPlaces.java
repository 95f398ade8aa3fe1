package org.migrationsafe.flyway;

import java.io.IOException;
import java.net.URI;
import java.net.URISyntaxException;
import java.net.URL;
import java.nio.charset.Charset;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import org.flywaydb.core.api.callback.Event;
import org.flywaydb.core.api.configuration.Configuration;
import org.migrationsafe.ReviewRefused;
import org.migrationsafe.observe.postgres.PlaceFinder;
import org.migrationsafe.recording.Acceptance;
import org.migrationsafe.recording.Exposure;
import org.migrationsafe.recording.Migration;
import org.migrationsafe.source.Place;
import org.migrationsafe.sql.Acceptances;
import org.migrationsafe.sql.Exposures;
import org.migrationsafe.sql.SqlScript;
import org.migrationsafe.sql.SqlText;

/**
 * Lines of the project's own callbacks: {@code beforeEachMigrate.sql} and the like, and callbacks in Java. Flyway announces none
 * of their statements, but it is on the call stack in a class of its own while it sends them.
 *
 * @see <a href="https://documentation.red-gate.com/fd/callback-concept-184127466.html">Flyway's callbacks</a>
 */
public final class CallbackPlaces implements PlaceFinder {

    private static final String FLYWAYS_RUNNER = "org.flywaydb.core.internal.callback.SqlScriptCallbackFactory";
    private static final Set<String> EVENTS =
            Arrays.stream(Event.values()).map(Event::getId).collect(Collectors.toUnmodifiableSet());

    private final List<Script> scripts = new ArrayList<>();
    private final Set<String> classes;
    private final SourcePath path;

    private record Script(Migration migration, SqlScript script, String text) {}

    CallbackPlaces(Configuration configuration) {
        this.path = new SourcePath(configuration);
        this.classes = Arrays.stream(configuration.getCallbacks())
                .map(callback -> callback.getClass().getName())
                .collect(Collectors.toUnmodifiableSet());
        for (Object location : configuration.getLocations()) {
            for (Path folder : folders(location.toString(), configuration.getClassLoader())) {
                read(folder, configuration);
            }
        }
    }

    /** Whether the project has any. */
    public boolean any() {
        return !scripts.isEmpty() || !classes.isEmpty();
    }

    private static List<Path> folders(String location, ClassLoader loader) {
        if (location.startsWith("filesystem:")) {
            return List.of(Path.of(location.substring("filesystem:".length())));
        }
        if (!location.startsWith("classpath:")) {
            return List.of();
        }
        List<Path> folders = new ArrayList<>();
        try {
            String name = location.substring("classpath:".length()).replaceAll("^/|/$", "");
            for (URL url : Collections.list(loader.getResources(name))) {
                // What lies in a jar is another team's; its callbacks are seen, without the name of their file.
                if (url.getProtocol().equals("file")) {
                    folders.add(Path.of(new URI(url.toString())));
                }
            }
        } catch (IOException | URISyntaxException e) {
            throw new ReviewRefused("The location " + location + " cannot be read: " + e + ".");
        }
        return folders;
    }

    private void read(Path folder, Configuration configuration) {
        if (!Files.isDirectory(folder)) {
            return;
        }
        try (Stream<Path> files = Files.walk(folder)) {
            for (Path file : files.filter(Files::isRegularFile).sorted().toList()) {
                String name = file.getFileName().toString();
                String event = name.replaceFirst("(?:" + configuration.getSqlMigrationSeparator() + ".*)?\\.sql$", "");
                if (EVENTS.contains(event)) {
                    scripts.add(script(file, folder, name, event, configuration.getEncoding()));
                }
            }
        } catch (IOException e) {
            throw new ReviewRefused(folder + " cannot be read: " + e + ".");
        }
    }

    private Script script(Path file, Path folder, String name, String event, Charset charset) throws IOException {
        String shown = path.ofScript(
                file.toString(), folder.relativize(file).toString().replace('\\', '/'));
        String text = Files.readString(file, charset);
        return new Script(new Migration(null, event, name, shown, Migration.Kind.CALLBACK), SqlScript.of(text), text);
    }

    @Override
    public Optional<Place> find(String sql) {
        List<StackWalker.StackFrame> stack = StackWalker.getInstance().walk(Stream::toList);
        if (stack.stream().anyMatch(frame -> frame.getClassName().startsWith(FLYWAYS_RUNNER))) {
            return Optional.of(scripts.stream()
                    .flatMap(script -> script.script().statements().stream()
                            .filter(statement -> SqlText.same(statement.text(), sql))
                            .map(statement -> new Place(script.migration().file(), statement.line())))
                    .findFirst()
                    .orElse(new Place("a callback of Flyway's", 0)));
        }
        return stack.stream()
                .filter(frame -> classes.contains(frame.getClassName()))
                .findFirst()
                .map(frame -> new Place(path.ofClass(frame.getClassName()), frame.getLineNumber()));
    }

    /** The callback whose file it is. */
    Migration migration(String file) {
        return scripts.stream()
                .map(Script::migration)
                .filter(migration -> migration.file().equals(file))
                .findFirst()
                .orElseGet(() -> new Migration(
                        null, "callback", file.substring(file.lastIndexOf('/') + 1), file, Migration.Kind.CALLBACK));
    }

    List<Acceptance> acceptances(String file) {
        return of(file).flatMap(script -> Acceptances.in(file, script.script()).stream())
                .toList();
    }

    List<Exposure> exposures(String file) {
        return of(file).flatMap(script -> Exposures.in(file, script.script(), script.text()).stream())
                .toList();
    }

    private Stream<Script> of(String file) {
        return scripts.stream().filter(script -> script.migration().file().equals(file));
    }
}
