package org.migrationsafe.corpus;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/** One line of the corpus: a statement, and what the manual says that the server does. */
record Expected(
        String sql,
        Map<String, String> locks,
        Set<String> copies,
        Set<String> reads,
        Set<String> builds,
        boolean harmless,
        boolean outside,
        boolean lost,
        int from) {

    static List<Expected> all() {
        return text("corpus/postgresql.txt")
                .lines()
                .filter(line -> !line.startsWith("#"))
                .map(Expected::of)
                .toList();
    }

    static String text(String resource) {
        try (InputStream in =
                Objects.requireNonNull(Expected.class.getClassLoader().getResourceAsStream(resource))) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Expected of(String line) {
        int bar = line.lastIndexOf(" | ");
        Map<String, String> locks = new TreeMap<>();
        Map<String, Set<String>> sets = new TreeMap<>();
        Set<String> words = new TreeSet<>();
        int from = 0;
        for (String word : line.substring(bar + 3).strip().split(" ")) {
            String[] pair = word.split("=");
            if (pair.length == 1) {
                words.add(word);
            } else if (pair[0].equals("from")) {
                from = Integer.parseInt(pair[1]);
            } else if (Set.of("copies", "reads", "builds").contains(pair[0])) {
                sets.put(pair[0], new TreeSet<>(Arrays.asList(pair[1].split(","))));
            } else {
                locks.put(pair[0], pair[1]);
            }
        }
        return new Expected(
                line.substring(0, bar),
                locks,
                sets.getOrDefault("copies", Set.of()),
                sets.getOrDefault("reads", Set.of()),
                sets.getOrDefault("builds", Set.of()),
                words.contains("harmless"),
                words.contains("outside"),
                words.contains("lost"),
                from);
    }

    /** The part that product and measurement are held against. */
    String does() {
        return "locks " + locks + ", copies " + copies + ", reads " + reads + ", builds " + builds;
    }
}
