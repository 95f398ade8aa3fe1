package org.migrationsafe.database;

import java.sql.SQLException;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;

import org.testcontainers.DockerClientFactory;
import org.testcontainers.containers.GenericContainer;
import org.testcontainers.containers.wait.strategy.Wait;
import org.testcontainers.utility.DockerImageName;

import com.github.dockerjava.api.DockerClient;
import com.github.dockerjava.api.exception.NotFoundException;

/**
 * PostgreSQL in a container, started once per JVM and major; Testcontainers removes it when the JVM ends.
 *
 * <p>Uses only what Testcontainers 1.21 and 2.0 have in common, hence not their {@code PostgreSQLContainer}, which moved.
 */
final class ContainerServer {

    private static final Map<String, OwnServer> RUNNING = new ConcurrentHashMap<>();
    private static final int PORT = 5432;
    private static final int PULL_MINUTES = 10;
    private static final String PASSWORD = "migrationsafe";
    private static final String DATA = "/migrationsafe";

    private ContainerServer() {}

    static Attempt attempt(DatabaseSettings settings) {
        if (!dockerAnswers()) {
            return Attempt.failed(
                    "No container: Docker does not answer. Start it, or set DOCKER_HOST to where it listens "
                            + "(`docker info` must succeed).");
        }
        String image = image(settings);
        try {
            synchronized (RUNNING) {
                OwnServer known = RUNNING.get(image);
                if (known == null || !known.answers()) {
                    known = start(image);
                    RUNNING.put(image, known);
                }
                return Attempt.opened(known.newDatabase());
            }
        } catch (SQLException | RuntimeException e) {
            return Attempt.failed("No container: " + image + " did not start (" + rootMessage(e)
                    + "). Can this machine pull the image? `docker pull " + image + "` tells.");
        }
    }

    private static boolean dockerAnswers() {
        try {
            return DockerClientFactory.instance().isDockerAvailable();
        } catch (RuntimeException | LinkageError e) {
            return false;
        }
    }

    /** The user's own where there is one. */
    private static String image(DatabaseSettings settings) {
        if (settings.image() != null) {
            return settings.image();
        }
        int major = settings.major() == null ? DatabaseSettings.NEWEST_MAJOR : settings.major();
        return "postgres:" + major + "-alpine";
    }

    // The container lives as long as the JVM, like the server cached above: Testcontainers' singleton pattern,
    // https://java.testcontainers.org/test_framework_integration/manual_lifecycle_control/#singleton-containers
    @SuppressWarnings("resource")
    private static OwnServer start(String image) throws SQLException {
        pullOnce(image);
        GenericContainer<?> container = new GenericContainer<>(DockerImageName.parse(image));
        container.withEnv("POSTGRES_PASSWORD", PASSWORD);
        container.withEnv("PGDATA", DATA + "/data");
        container.withTmpFs(Map.of(DATA, "rw"));
        container.withExposedPorts(PORT);
        container.withCommand(
                "postgres",
                "-c",
                "fsync=off",
                "-c",
                "full_page_writes=off",
                "-c",
                "synchronous_commit=off",
                "-c",
                "autovacuum=off",
                "-c",
                "max_locks_per_transaction=512",
                "-c",
                "max_parallel_workers=0");
        // The first time it is the image's own initialisation that is ready, and about to restart.
        container.waitingFor(Wait.forLogMessage(".*database system is ready to accept connections.*\\s", 2)
                .withStartupTimeout(Duration.ofSeconds(90)));
        container.start();
        Runtime.getRuntime().addShutdownHook(new Thread(container::stop));
        return OwnServer.ask(
                container.getHost(), container.getMappedPort(PORT), "postgres", PASSWORD, "container " + image);
    }

    /** Testcontainers tries a pull that fails again for two minutes, which looks like a hang. */
    private static void pullOnce(String image) {
        DockerClient client = DockerClientFactory.instance().client();
        try {
            client.inspectImageCmd(image).exec();
        } catch (NotFoundException notHere) {
            DockerImageName name = DockerImageName.parse(image);
            try {
                client.pullImageCmd(name.getUnversionedPart())
                        .withTag(name.getVersionPart())
                        .start()
                        .awaitCompletion(PULL_MINUTES, TimeUnit.MINUTES);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        }
    }

    private static String rootMessage(Throwable failure) {
        Throwable root = failure;
        while (root.getCause() != null) {
            root = root.getCause();
        }
        return root.getMessage() == null ? root.toString() : root.getMessage();
    }
}
