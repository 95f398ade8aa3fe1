package org.migrationsafe.rehearse;

import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

import org.flywaydb.core.api.FlywayException;
import org.flywaydb.core.api.callback.Callback;
import org.flywaydb.core.api.configuration.FluentConfiguration;
import org.migrationsafe.database.DisposableDatabase;
import org.migrationsafe.database.DisposableDatabase.Purpose;
import org.migrationsafe.observe.postgres.ObservedDataSource;
import org.migrationsafe.observe.postgres.StatementRecorder;
import org.migrationsafe.recording.Migration;
import org.migrationsafe.recording.MigrationRun;
import org.migrationsafe.recording.Problem;
import org.migrationsafe.source.Redaction;

/** Runs one step through Flyway, observed. */
record Player(DisposableDatabase database, FlywayProject project, CallbackPlaces callbacks, Redaction redaction) {

    /**
     * @param withoutFlywayLock whether Flyway is to hold its lock without a transaction, which hangs concurrent builds
     * @param gated whether each statement is stopped at its locks
     */
    Outcome observe(Step step, boolean withoutFlywayLock, boolean gated) throws SQLException {
        String historyTable = project.configure(database.dataSource()).getTable();
        try (StatementRecorder recorder = new StatementRecorder(
                database.dataSource(), database.kept(Purpose.WATCHING), historyTable, redaction, gated)) {
            MigrationCallback callback = new MigrationCallback(recorder, callbacks);
            FluentConfiguration configuration =
                    project.configure(new ObservedDataSource(database.sessions(), recorder));
            if (withoutFlywayLock) {
                TransactionalLock.set(configuration, false);
            }
            step.aim(configuration);
            List<Callback> all = new ArrayList<>(Arrays.asList(configuration.getCallbacks()));
            all.addAll(callback.listeners());
            configuration.callbacks(all.toArray(Callback[]::new));
            return run(step, configuration, callback, recorder);
        }
    }

    private Outcome run(
            Step step, FluentConfiguration configuration, MigrationCallback callback, StatementRecorder recorder) {
        try {
            configuration.load().migrate();
            List<MigrationRun> runs = new ArrayList<>(callback.runs());
            if (!runs.isEmpty()) {
                runs.add(runs.remove(runs.size() - 1).withLeft(recorder.left()));
            }
            callback.endBetween();
            runs.addAll(callback.callbackRuns());
            return new Outcome(runs, false, false, false, callback.lostLocks());
        } catch (FlywayException e) {
            callback.end();
            Failure failure = new Failure(e, redaction);
            MigrationFile file = failing(step, callback.runs());
            Migration migration = file.migration();
            MigrationRun begun = callback.runs().isEmpty()
                    ? MigrationRun.of(migration, List.of())
                    : callback.runs().remove(callback.runs().size() - 1);
            failure.refuseIfServerGone(migration.file(), begun.statements());
            Problem problem = failure.problem(migration.file(), file.text(), begun.statements());
            List<MigrationRun> runs = new ArrayList<>(callback.runs());
            runs.add(begun.withProblem(problem));
            callback.endBetween();
            runs.addAll(callback.callbackRuns());
            return new Outcome(runs, true, recorder.cutOff(), failure.byRows(), callback.lostLocks());
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
}
