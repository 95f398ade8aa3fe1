package org.migrationsafe.recording;

import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

import org.jspecify.annotations.Nullable;
import org.migrationsafe.engine.ServerVersion;

/**
 * All that was seen in one rehearsal; a review is a pure function of it.
 *
 * @param origin which server it was and why that one, in a sentence's words
 * @param released the newest version that was applied without review; null where everything was under review
 */
public record Recording(
        ServerVersion server,
        String origin,
        @Nullable String released,
        List<MigrationRun> migrations,
        List<NotSeen> notSeen) {

    public Optional<MigrationRun> migration(String fileName) {
        return migrations.stream()
                .filter(run -> run.migration().fileName().equals(fileName))
                .findFirst();
    }

    public List<NotSeen> everythingNotSeen() {
        return Stream.concat(notSeen.stream(), migrations.stream().flatMap(run -> run.everythingNotSeen().stream()))
                .toList();
    }

    public List<Problem> problems() {
        return migrations.stream().flatMap(run -> run.problems().stream()).toList();
    }
}
