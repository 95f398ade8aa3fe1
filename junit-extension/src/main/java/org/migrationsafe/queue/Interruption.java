package org.migrationsafe.queue;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Future;
import java.util.concurrent.FutureTask;

import org.migrationsafe.database.DisposableDatabase;
import org.migrationsafe.database.DisposableDatabase.Purpose;
import org.migrationsafe.flyway.Deployment;
import org.migrationsafe.flyway.Failure;
import org.migrationsafe.flyway.Step;
import org.migrationsafe.observe.postgres.OtherSessions;
import org.migrationsafe.observe.postgres.SessionInTheWay;
import org.migrationsafe.queue.QueueTrials.Target;
import org.migrationsafe.recording.QueueTrial;
import org.migrationsafe.recording.RelationName;
import org.migrationsafe.recording.RetryTrial;
import org.migrationsafe.recording.RetryTrial.Again;
import org.migrationsafe.recording.StatementRun;
import org.migrationsafe.recording.Trial;
import org.migrationsafe.stage.Awaited;
import org.migrationsafe.stage.Stage;

/** One step with an open transaction in its way, which it is interrupted behind, and once more without. */
record Interruption(Stage stage, Step step) {

    /** A timeout up to this long is left to fire by itself; a longer one is known to fire, and cut short. */
    private static final long PATIENCE_MILLISECONDS = 1000;

    /** What waited, then what a second run came to; nothing where the step did not come to wait. */
    List<Trial> at(Target target) throws SQLException {
        DisposableDatabase database = stage.database();
        Connection watcher = database.kept(Purpose.WATCHING);
        OtherSessions others = new OtherSessions(watcher);
        StatementRun statement = target.statement();
        boolean waited;
        boolean queues = false;
        boolean fired = false;
        String start = others.now();
        try (SessionInTheWay inTheWay = new SessionInTheWay(database, target.table(), target.mode())) {
            Deployment deployment = stage.deploymentToInterrupt(step);
            if (statement.place().line() == 0 || !target.migration().file().endsWith(".sql")) {
                inTheWay.come();
            } else {
                // Just before its statement, so that those before it pass; Flyway announces none of Java's.
                deployment.at(target.migration(), statement.place(), inTheWay::come);
            }
            FutureTask<Optional<Failure>> migrating = started(deployment);
            try {
                int waiting = others.waitingFor(inTheWay, migrating::isDone);
                waited = waiting != 0;
                if (waited) {
                    queues = OtherSessions.selectWaits(database, target.table());
                    long timeout = statement.settings().lockTimeout().toMillis();
                    fired = timeout > 0 && timeout <= PATIENCE_MILLISECONDS;
                    if (!fired) {
                        others.cancel(waiting);
                    }
                }
            } catch (SQLException | RuntimeException e) {
                endFreely(inTheWay, migrating, e);
                throw e;
            }
            Awaited.get(migrating);
        }
        // Flyway's lock is its session's, and is kept by one that ended in a transaction of the script's own.
        others.endThoseSince(start);
        if (!waited) {
            return List.of();
        }
        return List.of(
                new QueueTrial(
                        statement.place(),
                        target.table(),
                        queues,
                        statement.settings().lockTimeout(),
                        fired),
                again(others, statement, target.table()));
    }

    /** With nobody in its way it comes to its end, on a stage that is still there. */
    private static void endFreely(SessionInTheWay inTheWay, Future<?> migrating, Exception failure) {
        try {
            inTheWay.close();
            Awaited.get(migrating);
        } catch (SQLException | RuntimeException e) {
            failure.addSuppressed(e);
        }
    }

    private RetryTrial again(OtherSessions others, StatementRun statement, RelationName table) throws SQLException {
        List<RelationName> left = others.invalidIndexes();
        if (!statement.transactional()) {
            stage.deploymentToInterrupt(step).repair();
        }
        String refusal = stage.deployment(step).run().map(Failure::says).orElse(null);
        List<RelationName> still = others.invalidIndexes();
        Again again = refusal != null ? Again.REFUSED : still.isEmpty() ? Again.CONVERGED : Again.LEFT_INVALID;
        return new RetryTrial(statement.place(), table, left, again, refusal);
    }

    private static FutureTask<Optional<Failure>> started(Deployment deployment) {
        FutureTask<Optional<Failure>> task = new FutureTask<>(deployment::run);
        Thread thread = new Thread(task, "migration-safe-interrupted");
        thread.setDaemon(true);
        thread.start();
        return task;
    }
}
