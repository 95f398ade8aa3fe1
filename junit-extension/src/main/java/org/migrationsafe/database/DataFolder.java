package org.migrationsafe.database;

import java.io.Closeable;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.stream.Stream;

/**
 * Where an embedded server keeps its data: in memory where there is room, since cloning a database takes ten times as
 * long on disk.
 */
record DataFolder(Path path, boolean inMemory) {

    private static final Path MEMORY = Path.of("/dev/shm");
    private static final long ROOM = 1L << 30;

    /** Names begin with this and go on with the JVM's process id, so that a later JVM knows whose they were. */
    static final String PREFIX = "migrationsafe-";

    static DataFolder create() throws IOException {
        boolean inMemory = Files.isDirectory(MEMORY)
                && Files.isWritable(MEMORY)
                && Files.getFileStore(MEMORY).getUsableSpace() > ROOM;
        Path parent = inMemory ? MEMORY : Path.of(System.getProperty("java.io.tmpdir"));
        Path folder = Files.createTempDirectory(
                parent, PREFIX + ProcessHandle.current().pid() + "-");
        return new DataFolder(folder, inMemory);
    }

    static Stream<Path> parents() {
        return Stream.of(MEMORY, Path.of(System.getProperty("java.io.tmpdir"))).filter(Files::isDirectory);
    }

    /** Stops the server and removes the folder when the JVM ends. */
    void deleteAfter(Closeable server) {
        Runtime.getRuntime().addShutdownHook(new Thread(() -> {
            try {
                server.close();
                delete(path);
            } catch (IOException | UncheckedIOException e) {
                System.err.println("Migration Safe could not remove " + path + ": " + e.getMessage());
            }
        }));
    }

    static void delete(Path folder) throws IOException {
        try (Stream<Path> paths = Files.walk(folder)) {
            for (Path file : paths.sorted(Comparator.reverseOrder()).toList()) {
                Files.deleteIfExists(file);
            }
        }
    }
}
