package org.migrationsafe.rehearse;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

import javax.sql.DataSource;

import org.flywaydb.core.api.FlywayException;
import org.flywaydb.core.api.MigrationInfo;
import org.flywaydb.core.api.MigrationVersion;
import org.flywaydb.core.api.callback.Callback;
import org.flywaydb.core.api.configuration.FluentConfiguration;
import org.jspecify.annotations.Nullable;
import org.migrationsafe.database.DisposableDatabase;
import org.migrationsafe.observe.postgres.Errors;
import org.migrationsafe.observe.postgres.ObservedDataSource;
import org.migrationsafe.observe.postgres.StatementRecorder;
import org.migrationsafe.recording.Migration;
import org.migrationsafe.recording.MigrationRun;
import org.migrationsafe.recording.NotSeen;
import org.migrationsafe.recording.Problem;
import org.migrationsafe.recording.Recording;
import org.migrationsafe.recording.RelationName;
import org.migrationsafe.recording.StatementRun;
import org.migrationsafe.report.ReviewRefused;
import org.migrationsafe.seed.Seeder;
import org.migrationsafe.source.Redaction;

/**
 * Applies the released migrations, fills the tables, and runs each version under review through Flyway in a session of
 * its own, as the next deployment would.
 */
public final class Rehearsal {

    /** A prefix that no file has. */
    private static final String NO_REPEATABLE = "not-yet-";

    private final DisposableDatabase database;
    private final FlywayProject project;
    private final @Nullable MigrationVersion released;
    private final int rows;
    private final Redaction redaction;
    private final List<MigrationRun> recorded = new ArrayList<>();
    private final Map<Step, RelationName> emptied = new HashMap<>();
    private @Nullable MigrationVersion newestReleased;
    private boolean nulls = true;
    private Seeder seeder;

    /**
     * @param released the newest version that production has; null for none
     * @param rows how many rows an existing table gets
     */
    public Rehearsal(
            DisposableDatabase database,
            FlywayProject project,
            @Nullable String released,
            int rows,
            Redaction redaction) {
        this.database = database;
        this.project = project;
        this.released = released == null ? null : version(released);
        this.rows = rows;
        this.redaction = redaction;
        this.seeder = newSeeder();
    }

    private static MigrationVersion version(String released) {
        try {
            return MigrationVersion.fromVersion(released);
        } catch (FlywayException e) {
            throw new ReviewRefused("migrationsafe.released is '" + released
                    + "', which is no version of a migration; it takes one like 8 or 2.1.");
        }
    }

    /**
     * Runs it to the end, or as far as the migrations let it.
     *
     * @throws ReviewRefused if there is nothing to review, or the server is gone
     */
    public Recording run() {
        try {
            List<Step> steps = steps();
            applyReleased();
            rehearse(steps);
            return recording();
        } catch (SQLException e) {
            if (Errors.serverGone(e)) {
                throw new ReviewRefused(
                        "The database server went away between two migrations, so the review stopped. Nothing "
                                + "of it is left running. Run it again; if it happens again, the server's own log says why it ended.");
            }
            throw new ReviewRefused("The database refused to be prepared: "
                    + redaction.apply(String.valueOf(e.getMessage())) + " (SQLSTATE " + e.getSQLState() + ").");
        }
    }

    /** One call of Flyway: a version, or all repeatable migrations at the end. */
    private record Step(@Nullable MigrationVersion target, List<MigrationFile> files) {}

    private List<Step> steps() {
        FluentConfiguration configuration = project.configure(database.dataSource());
        List<MigrationInfo> pending;
        try {
            pending = Arrays.asList(configuration.load().info().pending());
        } catch (FlywayException e) {
            throw refused(e);
        }
        if (pending.isEmpty()) {
            throw new ReviewRefused("No migrations were found in " + Arrays.toString(configuration.getLocations())
                    + ", so there is nothing to review. Set migrationsafe.locations to where they are, "
                    + "classpath:db/migration or filesystem:path/to/them.");
        }
        List<Step> steps = new ArrayList<>();
        List<MigrationFile> repeatable = new ArrayList<>();
        for (MigrationInfo info : pending) {
            MigrationFile file = new MigrationFile(info, configuration);
            MigrationVersion version = info.getVersion();
            if (version == null) {
                repeatable.add(file);
            } else if (released == null || version.compareTo(released) > 0) {
                steps.add(new Step(version, List.of(file)));
            } else {
                newestReleased = version;
            }
        }
        if (!repeatable.isEmpty()) {
            steps.add(new Step(null, repeatable));
        }
        if (steps.isEmpty()) {
            throw new ReviewRefused("No migration is newer than the released version " + released
                    + ", so there is nothing to review. migrationsafe.released says what is released.");
        }
        return steps;
    }

    private ReviewRefused refused(FlywayException e) {
        return new ReviewRefused(
                "Flyway refuses this history before it runs anything: "
                        + redaction.apply(String.valueOf(e.getMessage()).strip())
                        + "\nMend the files that it names (give one of two equal versions another number) and run the review again.");
    }

    private void applyReleased() throws SQLException {
        if (newestReleased == null) {
            return;
        }
        try {
            FluentConfiguration configuration = configure(database.dataSource());
            aim(configuration, new Step(newestReleased, List.of()));
            configuration.load().migrate();
        } catch (FlywayException e) {
            Failure failure = new Failure(e, redaction);
            failure.refuseIfServerGone("the released history", List.of());
            throw new ReviewRefused("A released migration fails, so nothing newer could be reviewed: "
                    + redaction.apply(String.valueOf(e.getMessage()).strip()));
        }
    }

    /** Replaying needs no lock against other Flyways, and must not hang on it. */
    private FluentConfiguration configure(DataSource source) {
        FluentConfiguration configuration = project.configure(source);
        TransactionalLock.set(configuration, false);
        return configuration;
    }

    private void rehearse(List<Step> steps) throws SQLException {
        for (int i = 0; i < steps.size(); i++) {
            seed();
            Step step = steps.get(i);
            Outcome outcome = observe(step, false);
            if (outcome.failed() && outcome.byRows() && nulls && !outcome.newColumnRefused()) {
                // NULLs are there so that a backfill finds rows; where they are in the way, production may have none.
                nulls = false;
                restore(steps.subList(0, i));
                outcome = observe(step, false);
            }
            if (outcome.cutOff()) {
                restore(steps.subList(0, i));
                outcome = HangMerge.of(outcome, observe(step, true));
            }
            outcome.runs().forEach(run -> recorded.add(withEmptyTables(run)));
            if (outcome.failed() && !goOn(steps, i, outcome)) {
                steps.subList(i + 1, steps.size())
                        .forEach(later -> later.files().forEach(this::unreached));
                return;
            }
        }
    }

    private void unreached(MigrationFile file) {
        Migration migration = file.migration();
        NotSeen unseen = new NotSeen(null, migration.fileName(), "it was not run, since a migration before it failed");
        recorded.add(new MigrationRun(migration, List.of(), List.of(unseen), null));
    }

    private Outcome observe(Step step, boolean withoutFlywayLock) throws SQLException {
        FluentConfiguration plain = project.configure(database.dataSource());
        try (StatementRecorder recorder = new StatementRecorder(database.dataSource(), plain.getTable(), redaction)) {
            MigrationCallback callback = new MigrationCallback(recorder);
            FluentConfiguration configuration =
                    project.configure(new ObservedDataSource(database.dataSource(), recorder));
            if (withoutFlywayLock) {
                TransactionalLock.set(configuration, false);
            }
            aim(configuration, step);
            List<Callback> callbacks = new ArrayList<>(Arrays.asList(configuration.getCallbacks()));
            callbacks.add(callback);
            configuration.callbacks(callbacks.toArray(Callback[]::new));
            return run(step, configuration, callback, recorder);
        }
    }

    /** Up to one version and no further; Flyway would run repeatable migrations at the end of every call. */
    private static void aim(FluentConfiguration configuration, Step step) {
        if (step.target() != null) {
            configuration.target(step.target()).repeatableSqlMigrationPrefix(NO_REPEATABLE);
        }
    }

    private Outcome run(
            Step step, FluentConfiguration configuration, MigrationCallback callback, StatementRecorder recorder) {
        try {
            configuration.load().migrate();
            return new Outcome(callback.runs(), false, false, false);
        } catch (FlywayException e) {
            callback.end();
            Failure failure = new Failure(e, redaction);
            MigrationFile file = failing(step, callback.runs());
            Migration migration = file.migration();
            MigrationRun begun = callback.runs().isEmpty()
                    ? new MigrationRun(migration, List.of(), List.of(), null)
                    : callback.runs().remove(callback.runs().size() - 1);
            failure.refuseIfServerGone(migration.file(), begun.statements());
            Problem problem = failure.problem(migration.file(), file.text(), begun.statements());
            List<MigrationRun> runs = new ArrayList<>(callback.runs());
            runs.add(new MigrationRun(begun.migration(), begun.statements(), begun.notSeen(), problem));
            return new Outcome(runs, true, recorder.cutOff(), failure.byRows());
        }
    }

    private static MigrationFile failing(Step step, List<MigrationRun> runs) {
        String begun =
                runs.isEmpty() ? "" : runs.get(runs.size() - 1).migration().file();
        return step.files().stream()
                .filter(file -> file.migration().file().equals(begun))
                .findFirst()
                .orElse(step.files().get(0));
    }

    /**
     * A migration that fails on rows would pass on an empty table: it is applied to one, so that what comes after it can
     * be reviewed too.
     */
    private boolean goOn(List<Step> steps, int failed, Outcome outcome) throws SQLException {
        RelationName table = outcome.refusedTable();
        if (!outcome.byRows() || table == null) {
            return false;
        }
        emptied.put(steps.get(failed), table);
        return restore(steps.subList(0, failed + 1));
    }

    /** An empty database, brought back to where the given steps end. */
    private boolean restore(List<Step> steps) throws SQLException {
        database.reset();
        seeder = newSeeder();
        applyReleased();
        boolean applied = true;
        for (Step step : steps) {
            seed();
            empty(step);
            applied &= apply(step);
        }
        seed();
        return applied;
    }

    /** Takes the rows away that a step is known to fail on. */
    private void empty(Step step) throws SQLException {
        RelationName table = emptied.get(step);
        if (table != null) {
            try (Connection connection = database.connect();
                    Statement statement = connection.createStatement()) {
                statement.execute("TRUNCATE " + statement.enquoteIdentifier(table.schema(), true) + "."
                        + statement.enquoteIdentifier(table.name(), true) + " CASCADE");
            }
        }
    }

    private boolean apply(Step step) {
        FluentConfiguration configuration = configure(database.dataSource());
        aim(configuration, step);
        try {
            configuration.load().migrate();
            return true;
        } catch (FlywayException e) {
            return false;
        }
    }

    private Seeder newSeeder() {
        return new Seeder(rows, nulls, project.configure(database.dataSource()).getTable());
    }

    private void seed() throws SQLException {
        try (Connection connection = database.connect()) {
            seeder.fill(connection);
        }
    }

    private Recording recording() {
        boolean nothing = recorded.stream().allMatch(run -> run.statements().isEmpty() && run.problem() == null);
        List<NotSeen> notSeen = nothing
                ? List.of(new NotSeen(null, "the review", "no statement of any migration was executed"))
                : List.of();
        return new Recording(
                database.version(),
                database.origin(),
                released == null ? null : released.getVersion(),
                recorded,
                notSeen);
    }

    /** What a statement does to the rows of a table that has none was not seen. */
    private MigrationRun withEmptyTables(MigrationRun run) {
        List<NotSeen> notSeen = new ArrayList<>(run.notSeen());
        seeder.leftEmpty().forEach((table, unseen) -> {
            if (run.statements().stream().anyMatch(statement -> touches(statement, table))) {
                notSeen.add(unseen);
            }
        });
        return new MigrationRun(run.migration(), run.statements(), notSeen, run.problem());
    }

    private static boolean touches(StatementRun run, RelationName table) {
        return run.locks().stream().anyMatch(lock -> lock.table().equals(table));
    }
}
