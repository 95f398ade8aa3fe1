package org.migrationsafe.recording;

import java.util.List;
import java.util.stream.Stream;

import org.jspecify.annotations.Nullable;
import org.migrationsafe.source.Place;

/**
 * One migration, rehearsed in a session of its own.
 *
 * @param statements in the order of execution, the failed one last
 * @param notSeen what could not be observed, the statements' own included only there
 * @param acceptances what its comments accept, in the order of the script
 * @param exposures secrets and personal data in its script
 * @param trials what further runs showed, in their order
 * @param left the session's settings after its last commit; null where they were not read
 * @param problems what was wrong with it, in the order in which it came to light; none where it ended well
 */
public record MigrationRun(
        Migration migration,
        List<StatementRun> statements,
        List<NotSeen> notSeen,
        List<Acceptance> acceptances,
        List<Exposure> exposures,
        List<Trial> trials,
        @Nullable SessionSettings left,
        List<Problem> problems) {

    /** A migration of which only its statements are known so far. */
    public static MigrationRun of(Migration migration, List<StatementRun> statements) {
        return new MigrationRun(migration, statements, List.of(), List.of(), List.of(), List.of(), null, List.of());
    }

    public MigrationRun withStatements(List<StatementRun> others) {
        return new MigrationRun(migration, others, notSeen, acceptances, exposures, trials, left, problems);
    }

    public MigrationRun withNotSeen(List<NotSeen> unseen) {
        return new MigrationRun(migration, statements, unseen, acceptances, exposures, trials, left, problems);
    }

    /** The same with one thing more that was not seen of it. */
    public MigrationRun butUnseen(String what, String reason) {
        NotSeen unseen = new NotSeen(new Place(migration.file(), 0), what, reason);
        return withNotSeen(Stream.concat(notSeen.stream(), Stream.of(unseen)).toList());
    }

    public MigrationRun withAcceptances(List<Acceptance> accepted) {
        return new MigrationRun(migration, statements, notSeen, accepted, exposures, trials, left, problems);
    }

    public MigrationRun withExposures(List<Exposure> exposed) {
        return new MigrationRun(migration, statements, notSeen, acceptances, exposed, trials, left, problems);
    }

    public MigrationRun withTrials(List<Trial> tried) {
        return new MigrationRun(migration, statements, notSeen, acceptances, exposures, tried, left, problems);
    }

    public MigrationRun withLeft(@Nullable SessionSettings settings) {
        return new MigrationRun(migration, statements, notSeen, acceptances, exposures, trials, settings, problems);
    }

    /** The same with one thing more that was wrong with it. */
    public MigrationRun withProblem(Problem why) {
        return withProblems(Stream.concat(problems.stream(), Stream.of(why)).toList());
    }

    public MigrationRun withProblems(List<Problem> all) {
        return new MigrationRun(migration, statements, notSeen, acceptances, exposures, trials, left, all);
    }

    /** Whether something kept it from being run to its end, in whatever way. */
    public boolean endedEarly() {
        return problems.stream().anyMatch(problem -> problem.kind() != Problem.Kind.REFUSED);
    }

    /** What further runs of one kind showed. */
    public <T extends Trial> Stream<T> trials(Class<T> kind) {
        return trials.stream().filter(kind::isInstance).map(kind::cast);
    }

    /** All that stayed unseen, of the migration and of its statements. */
    public List<NotSeen> everythingNotSeen() {
        return Stream.concat(notSeen.stream(), statements.stream().flatMap(run -> run.notSeen().stream()))
                .toList();
    }
}
