package org.migrationsafe.database;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Ends embedded servers whose JVM was killed before it could stop them. */
final class StaleServers {

    private static final Pattern NAME = Pattern.compile(Pattern.quote(DataFolder.PREFIX) + "(\\d+)-.*");

    private StaleServers() {}

    static void remove() throws IOException {
        for (Path parent : DataFolder.parents().toList()) {
            try (DirectoryStream<Path> folders = Files.newDirectoryStream(parent, DataFolder.PREFIX + "*")) {
                for (Path folder : folders) {
                    Matcher name = NAME.matcher(folder.getFileName().toString());
                    if (name.matches()
                            && ProcessHandle.of(Long.parseLong(name.group(1))).isEmpty()) {
                        remove(folder);
                    }
                }
            }
        }
    }

    private static void remove(Path folder) {
        try {
            postmaster(folder).ifPresent(ProcessHandle::destroy);
            DataFolder.delete(folder);
        } catch (IOException | UncheckedIOException e) {
            // Another JVM is removing it at the same moment, or it belongs to another user: not ours to insist on.
            System.getLogger(StaleServers.class.getName())
                    .log(System.Logger.Level.DEBUG, "could not remove " + folder, e);
        }
    }

    /** The server's process, if it still runs on that very folder and its number was not given to another. */
    private static Optional<ProcessHandle> postmaster(Path folder) throws IOException {
        Path file = folder.resolve("data").resolve("postmaster.pid");
        if (!Files.isRegularFile(file)) {
            return Optional.empty();
        }
        long pid = Long.parseLong(Files.readAllLines(file).get(0).strip());
        return ProcessHandle.of(pid).filter(process -> process.info()
                .commandLine()
                .filter(command -> command.contains(folder.toString()))
                .isPresent());
    }
}
