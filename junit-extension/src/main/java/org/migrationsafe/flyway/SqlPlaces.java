package org.migrationsafe.flyway;

import java.util.List;
import java.util.Optional;

import org.jspecify.annotations.Nullable;
import org.migrationsafe.observe.postgres.PlaceFinder;
import org.migrationsafe.recording.Acceptance;
import org.migrationsafe.recording.Exposure;
import org.migrationsafe.source.Place;
import org.migrationsafe.sql.Acceptances;
import org.migrationsafe.sql.Exposures;
import org.migrationsafe.sql.SqlScript;
import org.migrationsafe.sql.SqlStatement;
import org.migrationsafe.sql.SqlText;

/** Lines of a script's statements: Flyway tells the text of each, in order, but no line. */
final class SqlPlaces implements PlaceFinder {

    private final String file;
    private final List<SqlStatement> written;
    private final List<Acceptance> acceptances;
    private final List<Exposure> exposures;
    private int next;
    private @Nullable Place announced;

    SqlPlaces(String file, String script) {
        this.file = file;
        SqlScript read = SqlScript.of(script);
        this.written = read.statements();
        this.acceptances = Acceptances.in(file, read);
        this.exposures = Exposures.in(file, read, script);
    }

    /** What the script's comments accept. */
    List<Acceptance> acceptances() {
        return acceptances;
    }

    /** What stands in the script for everybody to read, and should not. */
    List<Exposure> exposures() {
        return exposures;
    }

    /** Flyway is about to execute this statement. */
    Place announce(String sql) {
        Place place = new Place(file, lineOf(sql));
        announced = place;
        return place;
    }

    void done() {
        announced = null;
    }

    @Override
    public Optional<Place> find(String sql) {
        return Optional.ofNullable(announced);
    }

    private int lineOf(String sent) {
        for (int i = next; i < written.size(); i++) {
            if (SqlText.same(written.get(i).text(), sent)) {
                next = i + 1;
                return written.get(i).line();
            }
        }
        return 0;
    }
}
