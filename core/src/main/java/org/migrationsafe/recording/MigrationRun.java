package org.migrationsafe.recording;

import java.util.List;
import java.util.stream.Stream;

import org.jspecify.annotations.Nullable;

/**
 * One migration, rehearsed in a session of its own.
 *
 * @param statements in the order of execution, the failed one last
 * @param notSeen what could not be observed, the statements' own included only there
 * @param acceptances what its comments accept, in the order of the script
 * @param problem why it did not end well; null where it did
 */
public record MigrationRun(
        Migration migration,
        List<StatementRun> statements,
        List<NotSeen> notSeen,
        List<Acceptance> acceptances,
        @Nullable Problem problem) {

    /** All that stayed unseen, of the migration and of its statements. */
    public List<NotSeen> everythingNotSeen() {
        return Stream.concat(notSeen.stream(), statements.stream().flatMap(run -> run.notSeen().stream()))
                .toList();
    }
}
