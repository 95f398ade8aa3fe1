package org.migrationsafe.seed;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;

import org.migrationsafe.ReviewRefused;
import org.migrationsafe.recording.NotSeen;
import org.migrationsafe.recording.RelationName;
import org.migrationsafe.source.Place;
import org.migrationsafe.source.Redaction;
import org.migrationsafe.sql.SqlScript;
import org.migrationsafe.sql.SqlStatement;

/**
 * A folder of the user's own scripts, {@code orders.sql} or {@code sales.orders.sql}, each of which fills the table that it is
 * named after, when that table is new. {@code ${rows}} in it stands for the number of rows that is wanted.
 */
public final class SeedScripts {

    private static final String ENDING = ".sql";

    private final Path folder;
    private final Set<Path> used = ConcurrentHashMap.newKeySet();

    /** @param folder need not exist */
    public SeedScripts(Path folder) {
        this.folder = folder;
    }

    /**
     * Runs a table's script.
     *
     * @return whether there is one
     * @throws ReviewRefused if it cannot be read, or the server refuses it
     */
    boolean fill(Connection connection, RelationName table, int rows) throws SQLException {
        Path file = folder.resolve(table + ENDING);
        if (!Files.isRegularFile(file)) {
            return false;
        }
        used.add(file);
        String shown = shown(file);
        for (SqlStatement statement : SqlScript.split(text(file))) {
            try (Statement sent = connection.createStatement()) {
                sent.execute(statement.text().replace("${rows}", Integer.toString(rows)));
            } catch (SQLException e) {
                Seeder.refuseIfGone(e);
                throw new ReviewRefused(new Place(shown, statement.line())
                        + ": the server refuses this statement of the script that fills "
                        + table + ": "
                        + Redaction.PATTERNS_ONLY.apply(String.valueOf(e.getMessage())
                                .lines()
                                .findFirst()
                                .orElse(""))
                        + ". The table is as the migrations before the ones under review leave it.");
            }
        }
        return true;
    }

    /** Where a table's script is, or would be. */
    String of(RelationName table) {
        return shown(folder.resolve(table + ENDING));
    }

    /** Scripts that no table has the name of. */
    public List<NotSeen> unused() {
        if (!Files.isDirectory(folder)) {
            return List.of();
        }
        try (Stream<Path> files = Files.list(folder)) {
            return files.filter(file -> file.toString().endsWith(ENDING) && !used.contains(file))
                    .sorted()
                    .map(file -> new NotSeen(
                            new Place(shown(file), 0), "seed script", "no table has its name, so it was not run"))
                    .toList();
        } catch (IOException e) {
            throw new ReviewRefused(shown(folder) + " cannot be read: " + e + ".");
        }
    }

    private static String text(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new ReviewRefused(shown(file) + " cannot be read: " + e + ".");
        }
    }

    private static String shown(Path file) {
        return file.toString().replace('\\', '/');
    }
}
