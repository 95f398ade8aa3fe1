package org.migrationsafe.rehearse;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;

import org.flywaydb.core.api.FlywayException;
import org.jspecify.annotations.Nullable;
import org.migrationsafe.database.DisposableDatabase;
import org.migrationsafe.recording.QueueTrial;
import org.migrationsafe.recording.QueueTrial.Again;
import org.migrationsafe.recording.RelationName;
import org.migrationsafe.recording.StatementRun;
import org.migrationsafe.rehearse.QueueTrials.Target;
import org.migrationsafe.source.Redaction;

/**
 * One step of a rehearsal with an open transaction in its way, which it is interrupted behind, and once more without.
 *
 * @param watcher a connection in autocommit
 */
record Interruption(DisposableDatabase database, Connection watcher, Stage stage, Step step, Redaction redaction) {

    private static final long LOOK_EVERY_MILLISECONDS = 5;

    /** A timeout up to this long is left to fire by itself; a longer one is known to fire, and cut short. */
    private static final long PATIENCE_MILLISECONDS = 1000;

    /** Null where the step did not come to wait. */
    @Nullable
    QueueTrial at(Target target) throws SQLException {
        StatementRun statement = target.statement();
        boolean waited;
        boolean queues = false;
        boolean fired = false;
        String start = ask("SELECT pg_catalog.clock_timestamp()::text").get(0);
        try (SessionInTheWay inTheWay = new SessionInTheWay(database, target)) {
            CompletableFuture<Void> migrating = CompletableFuture.runAsync(() -> stage.migrate(step, inTheWay));
            int waiting = waiting(inTheWay, migrating);
            waited = waiting != 0;
            if (waited) {
                queues = selectQueues(target.table());
                long timeout = statement.settings().lockTimeout().toMillis();
                fired = timeout > 0 && timeout <= PATIENCE_MILLISECONDS;
                if (!fired) {
                    ask("SELECT pg_catalog.pg_cancel_backend(" + waiting + ")");
                }
            }
            failure(migrating);
        }
        endAttempt(start);
        return waited ? again(statement, target.table(), queues, fired) : null;
    }

    private QueueTrial again(StatementRun statement, RelationName table, boolean queues, boolean fired)
            throws SQLException {
        List<RelationName> left = invalidIndexes();
        if (!statement.transactional()) {
            stage.repair(step);
        }
        String refusal = failure(CompletableFuture.runAsync(() -> stage.migrate(step, null)));
        List<RelationName> still = invalidIndexes();
        Again again = refusal != null ? Again.REFUSED : still.isEmpty() ? Again.CONVERGED : Again.LEFT_INVALID;
        return new QueueTrial(
                statement.place(), table, queues, statement.settings().lockTimeout(), fired, left, again, refusal);
    }

    /**
     * Ends what the interrupted attempt left open, as the end of its process would: Flyway's lock is its session's, and is kept
     * by one that ended in a transaction of the script's own.
     */
    private void endAttempt(String start) throws SQLException {
        ask("SELECT pg_catalog.pg_terminate_backend(a.pid)::text FROM pg_catalog.pg_stat_activity a"
                + " WHERE a.datname = current_database() AND a.pid <> pg_catalog.pg_backend_pid()"
                + " AND a.backend_type = 'client backend' AND a.backend_start >= '" + start + "'");
    }

    /** The session that waits for the blocker; 0 if the step ended without one. */
    private int waiting(SessionInTheWay inTheWay, CompletableFuture<Void> migrating) throws SQLException {
        while (!migrating.isDone()) {
            List<String> pids = inTheWay.pid() == 0
                    ? List.of()
                    : ask("SELECT a.pid FROM pg_catalog.pg_stat_activity a WHERE a.datname = current_database()"
                            + " AND " + inTheWay.pid() + " = ANY (pg_catalog.pg_blocking_pids(a.pid))");
            if (!pids.isEmpty()) {
                return Integer.parseInt(pids.get(0));
            }
            try {
                Thread.sleep(LOOK_EVERY_MILLISECONDS);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                return 0;
            }
        }
        return 0;
    }

    private boolean selectQueues(RelationName table) throws SQLException {
        try (Connection reader = database.sessions().getConnection();
                Statement statement = reader.createStatement()) {
            statement.execute("SET lock_timeout = '10ms'");
            statement.execute("SELECT 1 FROM " + SessionInTheWay.quoted(table) + " LIMIT 1");
            return false;
        } catch (SQLException e) {
            if ("55P03".equals(e.getSQLState())) {
                return true;
            }
            throw e;
        }
    }

    private List<RelationName> invalidIndexes() throws SQLException {
        List<RelationName> indexes = new ArrayList<>();
        for (String name : ask("""
                SELECT n.nspname || '.' || c.relname FROM pg_catalog.pg_index i
                JOIN pg_catalog.pg_class c ON c.oid = i.indexrelid JOIN pg_catalog.pg_namespace n ON n.oid = c.relnamespace
                WHERE NOT i.indisvalid AND c.relkind = 'i' ORDER BY 1""")) {
            int dot = name.indexOf('.');
            indexes.add(new RelationName(name.substring(0, dot), name.substring(dot + 1)));
        }
        return indexes;
    }

    private List<String> ask(String question) throws SQLException {
        List<String> answers = new ArrayList<>();
        try (Statement statement = watcher.createStatement();
                ResultSet row = statement.executeQuery(question)) {
            while (row.next()) {
                answers.add(row.getString(1));
            }
        }
        return answers;
    }

    /** What the server said to a run that it refused; null where it took it. */
    private @Nullable String failure(CompletableFuture<Void> migrating) {
        try {
            migrating.join();
            return null;
        } catch (CompletionException e) {
            if (e.getCause() instanceof FlywayException refused) {
                Failure failure = new Failure(refused, redaction);
                return failure.sqlCause()
                        .map(cause -> redaction.apply(String.valueOf(cause.getMessage())
                                .replaceFirst("^ERROR: ", "")
                                .lines()
                                .findFirst()
                                .orElse("")))
                        .orElse(redaction.apply(String.valueOf(refused.getMessage())));
            }
            throw e;
        }
    }
}
