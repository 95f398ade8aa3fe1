package org.migrationsafe.rehearse;

import java.util.Optional;

import org.migrationsafe.observe.postgres.PlaceFinder;
import org.migrationsafe.source.Place;

/** Lines of a Java migration's statements, from the call stack. */
final class JavaPlaces implements PlaceFinder {

    private final String file;
    private final String className;

    JavaPlaces(String file, String className) {
        this.file = file;
        this.className = className;
    }

    /** Empty for what Flyway executes itself, which the migration's class did not call. */
    @Override
    public Optional<Place> find(String sql) {
        return StackWalker.getInstance()
                .walk(frames -> frames.filter(frame -> frame.getClassName().equals(className)
                                || frame.getClassName().startsWith(className + "$"))
                        .findFirst())
                .map(frame -> new Place(file, frame.getLineNumber()));
    }
}
