package org.migrationsafe.rehearse;

import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

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

    /**
     * Empty for what Flyway executes itself: then Flyway is on the stack and the migration is not. On a thread that the
     * migration started neither is; such a statement is the migration's, on a line that nobody knows.
     */
    @Override
    public Optional<Place> find(String sql) {
        List<StackWalker.StackFrame> stack = StackWalker.getInstance().walk(Stream::toList);
        Optional<Place> called = stack.stream()
                .filter(frame -> frame.getClassName().equals(className)
                        || frame.getClassName().startsWith(className + "$"))
                .findFirst()
                .map(frame -> new Place(file, frame.getLineNumber()));
        boolean byFlyway = stack.stream().anyMatch(frame -> frame.getClassName().startsWith("org.flywaydb."));
        return called.isPresent() || byFlyway ? called : Optional.of(new Place(file, 0));
    }
}
