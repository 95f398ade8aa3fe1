package org.migrationsafe.flyway;

import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

import org.migrationsafe.observe.postgres.PlaceFinder;
import org.migrationsafe.source.Place;

/** Lines of a Java migration's statements, from the call stack. */
final class JavaPlaces implements PlaceFinder {

    /** The class of Flyway's that calls a migration in Java. */
    private static final String FLYWAYS_RUNNER = "org.flywaydb.core.internal.resolver.java.JavaMigrationExecutor";

    private final String file;
    private final String className;

    JavaPlaces(String file, String className) {
        this.file = file;
        this.className = className;
    }

    /**
     * Empty for what Flyway executes itself: then Flyway is on the stack, and does not run the migration. Code that the migration
     * inherits, or that runs on a thread of its own, is the migration's on a line that nobody knows.
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
        return called.isPresent() || byFlyway && !calledByRunner(stack) ? called : Optional.of(new Place(file, 0));
    }

    /** Whether what Flyway's runner called is not Flyway's own. */
    private static boolean calledByRunner(List<StackWalker.StackFrame> stack) {
        for (int i = 1; i < stack.size(); i++) {
            if (stack.get(i).getClassName().equals(FLYWAYS_RUNNER)) {
                return !stack.get(i - 1).getClassName().startsWith("org.flywaydb.");
            }
        }
        return false;
    }
}
