package org.migrationsafe.review;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.URL;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.ServiceConfigurationError;
import java.util.ServiceLoader;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Stream;

import org.jspecify.annotations.Nullable;
import org.migrationsafe.ReviewRefused;
import org.migrationsafe.recording.NotSeen;
import org.migrationsafe.schema.Schema;
import org.migrationsafe.schema.SchemaModel;

/**
 * What the processor left on the class path, and entities of which it left nothing.
 *
 * @param schema all modules' as one; null where there is no model
 * @param options the processor's, as the last module has them
 */
record Models(@Nullable Schema schema, Map<String, String> options, List<NotSeen> notSeen) {

    private static final String PROCESSOR = "org/migrationsafe/processor/MigrationSafeProcessor.class";
    private static final byte[] ENTITY = "Ljakarta/persistence/Entity;".getBytes(StandardCharsets.US_ASCII);

    static Models on(ClassLoader loader) {
        List<Schema> schemas = new ArrayList<>();
        Map<String, String> options = new TreeMap<>();
        Set<String> known = new TreeSet<>();
        try {
            for (SchemaModel model : ServiceLoader.load(SchemaModel.class, loader)) {
                schemas.add(model.schema());
                options.putAll(model.options());
                known.addAll(List.of(
                        model.options().getOrDefault(SchemaModel.ENTITIES, "").split(",")));
            }
        } catch (ServiceConfigurationError | IllegalArgumentException e) {
            throw new ReviewRefused("The model of the entities cannot be read: " + e.getMessage()
                    + " Compile the entities anew, with the processor of this version.");
        }
        Schema schema = schemas.isEmpty() ? null : Schema.together(schemas);
        return new Models(schema, options, notSeen(loader, schema != null, known));
    }

    private static List<NotSeen> notSeen(ClassLoader loader, boolean modelled, Set<String> known) {
        try {
            return unmodelled(loader, modelled, known).stream().toList();
        } catch (IOException | UncheckedIOException e) {
            return List.of(new NotSeen(
                    null,
                    "entities",
                    "the folders of the class path could not be searched for entities without a model: "
                            + e.getMessage()));
        }
    }

    /** From JDK 23 on, a processor that is only on the class path is not run, and javac says nothing. */
    private static Optional<NotSeen> unmodelled(ClassLoader loader, boolean modelled, Set<String> known)
            throws IOException {
        if (!modelled && loader.getResource(PROCESSOR) == null) {
            return Optional.empty();
        }
        List<String> missing = entities(loader).stream()
                .filter(entity -> !known.contains(entity))
                .toList();
        if (missing.isEmpty()) {
            return Optional.empty();
        }
        String some = String.join(", ", missing.subList(0, Math.min(3, missing.size())))
                + (missing.size() > 3 ? " and " + (missing.size() - 3) + " more" : "");
        return Optional.of(new NotSeen(
                null,
                "entities",
                "of " + some
                        + " there is no model, so they were not compared with the schema: the annotation processor did not "
                        + "run when they were compiled. From JDK 23 on javac runs it only when it is named: in Maven by "
                        + "annotationProcessorPaths, in Gradle by annotationProcessor, for javac by -processorpath or -proc:full. "
                        + "It also writes no model without -Amigrationsafe.naming"));
    }

    private static boolean isEntity(Class<?> type) {
        return Stream.of(type.getAnnotations())
                .anyMatch(annotation -> annotation.annotationType().getName().equals("jakarta.persistence.Entity"));
    }

    /** A class that cannot be loaded is none that the application uses as it is. */
    private static Optional<Class<?>> load(ClassLoader loader, String name) {
        try {
            return Optional.of(Class.forName(name, false, loader));
        } catch (ClassNotFoundException | LinkageError e) {
            return Optional.empty();
        }
    }

    /** Entities among the project's own classes, those that stand in folders; tests' own are left out. */
    private static List<String> entities(ClassLoader loader) throws IOException {
        Set<String> names = new TreeSet<>();
        for (URL root : Collections.list(loader.getResources(""))) {
            if (root.getProtocol().equals("file") && !isOfTests(root.getPath())) {
                names.addAll(entitiesIn(Path.of(URI.create(root.toString()))));
            }
        }
        // The name may stand in a class for another reason than an annotation.
        return names.stream()
                .filter(name -> load(loader, name).filter(Models::isEntity).isPresent())
                .toList();
    }

    /** As Maven, Gradle and the IDEs name them; a project's own path may hold the word for any reason. */
    private static boolean isOfTests(String folder) {
        return folder.matches(
                ".*/(test-classes|bin/test|(java|kotlin|resources)/[A-Za-z]*[tT]est|test/(classes|resources))/?");
    }

    private static List<String> entitiesIn(Path root) throws IOException {
        try (Stream<Path> files = Files.walk(root)) {
            List<String> names = new ArrayList<>();
            for (Path file :
                    files.filter(path -> path.toString().endsWith(".class")).toList()) {
                if (holds(Files.readAllBytes(file), ENTITY)) {
                    names.add(root.relativize(file)
                            .toString()
                            .replaceFirst("\\.class$", "")
                            .replaceAll("[/\\\\]", "."));
                }
            }
            return names;
        }
    }

    /** The constant after its tag and its length, as the class file format has it. */
    private static boolean holds(byte[] file, byte[] constant) {
        for (int i = 3; i + constant.length <= file.length; i++) {
            if (file[i] == constant[0]
                    && file[i - 3] == 1
                    && file[i - 1] == constant.length
                    && new String(file, i, constant.length, StandardCharsets.ISO_8859_1)
                            .equals(new String(constant, StandardCharsets.ISO_8859_1))) {
                return true;
            }
        }
        return false;
    }
}
