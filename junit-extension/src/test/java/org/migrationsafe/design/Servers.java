package org.migrationsafe.design;

import java.nio.file.Path;

import org.migrationsafe.database.DatabaseSettings;
import org.migrationsafe.database.Databases;
import org.migrationsafe.database.DisposableDatabase;

/** Databases of a wanted major, from the binaries that the build fetched. */
final class Servers {

    private Servers() {}

    static DisposableDatabase open(int major) {
        return Databases.open(new DatabaseSettings(
                DatabaseSettings.Source.EMBEDDED,
                major,
                null,
                null,
                null,
                null,
                false,
                Path.of(System.getProperty("migrationsafe.postgres.binaries"))));
    }
}
