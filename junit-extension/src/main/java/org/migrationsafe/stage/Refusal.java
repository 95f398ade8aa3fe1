package org.migrationsafe.stage;

import java.util.List;

import org.jspecify.annotations.Nullable;
import org.migrationsafe.flyway.Failure;
import org.migrationsafe.flyway.MigrationFile;
import org.migrationsafe.recording.MigrationRun;
import org.migrationsafe.recording.Problem;
import org.migrationsafe.recording.ServerError;
import org.migrationsafe.recording.StatementRun;

/**
 * Why a call of Flyway ended early.
 *
 * @param file what it was at
 * @param run the file as far as it came
 * @param statement what the server refused, with its answer; null where it was no single statement
 * @param problem the same as it is reported where nothing helps
 */
public record Refusal(
        MigrationFile file, MigrationRun run, @Nullable StatementRun statement, Problem problem, Failure failure) {

    static Refusal of(MigrationFile file, MigrationRun run, Problem problem, Failure failure) {
        List<StatementRun> statements = run.statements();
        StatementRun last = statements.isEmpty() ? null : statements.get(statements.size() - 1);
        return new Refusal(file, run, last == null || last.error() == null ? null : last, problem, failure);
    }

    /** What the server answered. */
    public @Nullable ServerError error() {
        return statement == null ? null : statement.error();
    }

    /** Whether both are the same statement's, or the same file's. */
    public boolean repeats(Refusal other) {
        if (!file.equals(other.file)) {
            return false;
        }
        return statement == null || other.statement == null
                ? statement == other.statement
                : statement.place().equals(other.statement.place())
                        && statement.sql().equals(other.statement.sql());
    }
}
