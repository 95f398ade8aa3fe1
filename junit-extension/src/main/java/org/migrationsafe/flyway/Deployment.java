package org.migrationsafe.flyway;

import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;

import javax.sql.DataSource;

import org.flywaydb.core.api.FlywayException;
import org.flywaydb.core.api.MigrationInfo;
import org.flywaydb.core.api.MigrationState;
import org.flywaydb.core.api.callback.Callback;
import org.flywaydb.core.api.configuration.FluentConfiguration;
import org.flywaydb.core.api.pattern.ValidatePattern;
import org.jspecify.annotations.Nullable;
import org.migrationsafe.recording.Migration;
import org.migrationsafe.source.Place;
import org.migrationsafe.source.Redaction;

/** One call of Flyway: what it runs, through which sessions, and who is told on the way. */
public final class Deployment {

    /** Only says which lock to take; a word in a comment does no harm. */
    private static final Pattern CONCURRENTLY =
            Pattern.compile("concurrently|vacuum|reindex|cluster", Pattern.CASE_INSENSITIVE);

    private final FluentConfiguration configuration;
    private final List<Step> steps;
    private final Redaction redaction;
    private final List<Callback> callbacks = new ArrayList<>();
    private @Nullable StepCallback between;

    private Deployment(FluentConfiguration configuration, List<Step> steps, Redaction redaction) {
        this.configuration = configuration;
        this.steps = steps;
        this.redaction = redaction;
    }

    /**
     * A call that ends with the last of the given steps.
     *
     * @param sessions where Flyway gets its connections from
     */
    public static Deployment of(FlywayProject project, List<Step> steps, DataSource sessions, Redaction redaction) {
        FluentConfiguration configuration = project.configure(sessions);
        steps.get(steps.size() - 1).aim(configuration);
        if (steps.stream().noneMatch(Step::hasRepeatable)) {
            hideRepeatable(configuration);
        }
        return new Deployment(configuration, steps, redaction);
    }

    /**
     * Flyway runs repeatable migrations after versions up to any target, unless it does not know them by their names. A row in
     * its history would not keep it from one whose checksum changes with every look, as that of ${flyway:timestamp} does.
     */
    private static void hideRepeatable(FluentConfiguration configuration) {
        configuration.repeatableSqlMigrationPrefix("(hidden)");
        configuration.validateMigrationNaming(false);
        configuration.ignoreMigrationPatterns(Stream.concat(
                        Stream.of(configuration.getIgnoreMigrationPatterns()),
                        Stream.of(ValidatePattern.fromPattern("repeatable:missing")))
                .toArray(ValidatePattern[]::new));
    }

    /** Flyway holds no lock against other Flyways in a transaction: replaying needs none, and concurrent builds hang on it. */
    public Deployment withoutTransactionalLock() {
        TransactionalLock.set(configuration, false);
        return this;
    }

    /**
     * The same where a file may build something concurrently, which waits for every older transaction, and so for the one that
     * holds the lock. Elsewhere the lock stays: to take it in the session costs Flyway round trips with every version.
     *
     * @see <a href="https://www.postgresql.org/docs/current/sql-createindex.html#SQL-CREATEINDEX-CONCURRENTLY">Building
     *     indexes concurrently</a>
     */
    public Deployment withoutHanging(Plan plan) {
        boolean known = !plan.traits().callbacks().any()
                && configuration.getPlaceholders().values().stream().noneMatch(Deployment::mayBuildConcurrently)
                && steps.stream()
                        .flatMap(step -> step.files().stream())
                        .noneMatch(file -> file.isJava() || mayBuildConcurrently(file.text()));
        return known ? this : withoutTransactionalLock();
    }

    private static boolean mayBuildConcurrently(String text) {
        return CONCURRENTLY.matcher(text).find();
    }

    /** Flyway looks for no other files than those of the steps, which are known; not where callbacks may lie among them. */
    public Deployment withoutLookingForFiles(Plan plan) {
        if (!plan.traits().callbacks().any()) {
            StepFiles.limit(configuration, steps);
        }
        return this;
    }

    /** Versions below those that the history table has are run too. */
    public Deployment outOfOrder() {
        configuration.outOfOrder(true);
        return this;
    }

    /** Something that is done before a step begins, when those before it are committed. */
    public interface BeforeStep {

        /** @return whether Flyway is to go on with the step; otherwise the call ends before it */
        boolean go(Step step) throws SQLException;
    }

    /** Calls before each step, which begins in a session as new as a call of its own would have given it. */
    public Deployment before(BeforeStep before) {
        between = new StepCallback(steps, before);
        callbacks.add(between);
        return this;
    }

    /** Something that is done just before a statement. */
    public interface BeforeStatement {
        void arrived() throws SQLException;
    }

    /** Calls before the first statement of a script that stands at a place; never where Flyway announces none. */
    public Deployment at(Migration migration, Place place, BeforeStatement arrival) {
        callbacks.add(new StatementCallback(migration, place, arrival));
        return this;
    }

    /** Tells a recorder which migration and which statement Flyway is at. */
    public Deployment recordedBy(MigrationCallback recording) {
        callbacks.addAll(recording.listeners());
        return this;
    }

    /**
     * Runs it; gives why it did not come to its end, where it did not.
     *
     * @throws SQLException if a step could not be prepared
     */
    public Optional<Failure> run() throws SQLException {
        List<Callback> all = new ArrayList<>(Arrays.asList(configuration.getCallbacks()));
        all.addAll(callbacks);
        configuration.callbacks(all.toArray(Callback[]::new));
        try {
            configuration.load().migrate();
            return Optional.empty();
        } catch (FlywayException e) {
            if (between != null && between.failure() != null) {
                throw between.failure();
            }
            return between != null && between.stopped() ? Optional.empty() : Optional.of(new Failure(e, redaction));
        }
    }

    /** Takes a failed migration out of Flyway's history, as the team would before the next attempt. */
    public void repair() {
        configuration.load().repair();
    }

    /** Whether anything of it is still to be run, or has failed. */
    public boolean isPending() {
        return Arrays.stream(configuration.load().info().all())
                .map(MigrationInfo::getState)
                .anyMatch(state -> state == MigrationState.PENDING || state.isFailed());
    }
}
