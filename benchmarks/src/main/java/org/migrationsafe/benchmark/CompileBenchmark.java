package org.migrationsafe.benchmark;

import java.io.IOException;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Stream;

import javax.tools.JavaCompiler;
import javax.tools.StandardJavaFileManager;
import javax.tools.ToolProvider;

/**
 * Times the compilation of generated entities by plain javac, with our processors, and with Hibernate's own, in turns and in one
 * JVM, and prints ratios. Arguments: numbers of entities.
 */
public final class CompileBenchmark {

    private static final int ROUNDS = 7;
    private static final int WARM_UP = 3;
    private static final String OURS =
            "org.migrationsafe.processor.MigrationSafeProcessor,org.migrationsafe.processor.TableConstantsProcessor";
    private static final String REVIEW_ALONE = "org.migrationsafe.processor.MigrationSafeProcessor";
    private static final String HIBERNATES = "org.hibernate.processor.HibernateProcessor";

    private CompileBenchmark() {}

    public static void main(String[] arguments) throws IOException {
        Path folder = Files.createTempDirectory("migration-safe-compile");
        try {
            for (String size : arguments.length == 0 ? new String[] {"100", "1000"} : arguments) {
                compare(folder.resolve(size), Integer.parseInt(size));
            }
        } finally {
            delete(folder);
        }
    }

    private static void compare(Path folder, int entities) throws IOException {
        List<Path> sources = Entities.write(folder.resolve("src"), entities);
        Map<String, List<String>> ways = new LinkedHashMap<>();
        ways.put("plain javac", List.of("-proc:none"));
        ways.put("a processor that does nothing", with(IdleProcessor.class.getName()));
        ways.put("review and model", with(REVIEW_ALONE));
        ways.put("with table constants", with(OURS));
        ways.put("review, nothing generated", with(REVIEW_ALONE, "-Amigrationsafe.generate=false"));
        ways.put("Hibernate's processor", with(HIBERNATES));
        ways.put("Hibernate's and ours", with(HIBERNATES + "," + OURS));
        Map<String, double[]> times = new LinkedHashMap<>();
        ways.keySet().forEach(way -> times.put(way, new double[ROUNDS]));
        for (int round = -WARM_UP; round < ROUNDS; round++) {
            for (Map.Entry<String, List<String>> way : ways.entrySet()) {
                double seconds = compile(folder.resolve("out"), sources, way.getValue());
                if (round >= 0) {
                    times.getOrDefault(way.getKey(), new double[ROUNDS])[round] = seconds;
                }
            }
        }
        double plain = median(times.getOrDefault("plain javac", new double[1]));
        times.forEach((way, seconds) -> System.out.printf(
                Locale.ROOT,
                "%d entities, %s: %.2f s (%.2f to %.2f) = %.2f x plain javac, %+.0f ms%n",
                entities,
                way,
                median(seconds),
                Arrays.stream(seconds).min().orElse(0),
                Arrays.stream(seconds).max().orElse(0),
                median(seconds) / plain,
                1000 * (median(seconds) - plain)));
    }

    private static List<String> with(String processors, String... more) {
        List<String> options = new ArrayList<>(
                List.of("-processor", processors, "-processorpath", System.getProperty("java.class.path")));
        if (processors.contains("migrationsafe")) {
            options.add("-Amigrationsafe.naming=snake_case");
        }
        options.addAll(List.of(more));
        return options;
    }

    private static double compile(Path out, List<Path> sources, List<String> options) throws IOException {
        delete(out);
        List<String> all = new ArrayList<>(List.of(
                "-d",
                Files.createDirectories(out.resolve("classes")).toString(),
                "-s",
                Files.createDirectories(out.resolve("generated")).toString(),
                "-cp",
                System.getProperty("java.class.path"),
                "-nowarn"));
        all.addAll(options);
        JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
        long start = System.nanoTime();
        try (StandardJavaFileManager files =
                compiler.getStandardFileManager(null, Locale.ROOT, StandardCharsets.UTF_8)) {
            boolean done = compiler.getTask(
                            Writer.nullWriter(),
                            files,
                            diagnostic -> {},
                            all,
                            null,
                            files.getJavaFileObjectsFromPaths(sources))
                    .call();
            if (!done) {
                throw new IllegalStateException("the generated entities do not compile with " + options);
            }
        }
        return (System.nanoTime() - start) / 1e9;
    }

    private static double median(double[] seconds) {
        double[] sorted = seconds.clone();
        Arrays.sort(sorted);
        return sorted[sorted.length / 2];
    }

    private static void delete(Path folder) throws IOException {
        if (Files.exists(folder)) {
            try (Stream<Path> files = Files.walk(folder)) {
                for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                    Files.delete(file);
                }
            }
        }
    }
}
