package org.migrationsafe.rehearse;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Collectors;

import org.migrationsafe.flyway.WaysOut;
import org.migrationsafe.recording.MigrationRun;
import org.migrationsafe.recording.Problem;
import org.migrationsafe.recording.Problem.Kind;
import org.migrationsafe.recording.RelationLock;
import org.migrationsafe.recording.RelationName;
import org.migrationsafe.recording.ServerError;
import org.migrationsafe.recording.StatementRun;
import org.migrationsafe.seed.Seeder;
import org.migrationsafe.stage.Concession;
import org.migrationsafe.stage.Refusal;

/**
 * Tells what the server refused in the run that was made without it.
 *
 * @param made what helped
 * @param seeder knows which rows are ours, and where the user may give others
 * @param missing whether something that comes before it was left out, which it may miss
 */
record Refused(Refusal refusal, Concession made, Seeder seeder, boolean missing) {

    private static final String ITS_END = "it was not run to its end";

    void addTo(List<MigrationRun> runs) {
        for (int i = 0; i < runs.size(); i++) {
            if (runs.get(i).migration().equals(refusal.file().migration())) {
                runs.set(i, in(runs.get(i)));
                return;
            }
        }
        runs.add(in(refusal.run()));
    }

    private MigrationRun in(MigrationRun run) {
        MigrationRun told = run;
        if (made instanceof Concession.WithoutFile) {
            told = run.butUnseen(run.migration().fileName(), ITS_END);
        } else if (refusal.statement() != null) {
            told = run.withStatements(withFailed(run.statements(), refusal.statement()));
        }
        List<RelationName> tables = lockedBy(told);
        return onlyMissesSomething()
                ? told.butUnseen(
                        "what is refused there",
                        "the server says: " + clause(refusal.problem().says())
                                + "; perhaps only since something before it was refused and left out")
                : told.withProblem(problem(tables));
    }

    /** Where it is passed over, what was seen is the refusal; elsewhere it ended well, without the rows. */
    private List<StatementRun> withFailed(List<StatementRun> statements, StatementRun failed) {
        List<StatementRun> all = new ArrayList<>(statements);
        for (int i = 0; i < all.size(); i++) {
            StatementRun run = all.get(i);
            if (run.place().equals(failed.place()) && run.sql().equals(failed.sql()) && run.error() == null) {
                all.set(
                        i,
                        made instanceof Concession.WithoutStatement
                                ? failed
                                : run.refused(Objects.requireNonNull(failed.error())));
                return all;
            }
        }
        return all;
    }

    /** undefined_table, undefined_column and others of class 42. */
    private boolean onlyMissesSomething() {
        String state = String.valueOf(refusal.problem().sqlState());
        return missing && (state.startsWith("42") || state.equals("null"));
    }

    private static String clause(String says) {
        return says.replaceFirst("^the server refused this statement: ", "").replaceFirst("\\.$", "");
    }

    private Problem problem(List<RelationName> tables) {
        Problem told = refusal.problem();
        return told.kind() == Kind.OTHER && !(made instanceof Concession.WithoutFile)
                ? new Problem(told.place(), told.says(), wayOut(tables), told.sqlState(), Kind.REFUSED)
                : told;
    }

    private String wayOut(List<RelationName> tables) {
        if (!refusal.failure().byRows()) {
            return WaysOut.of(refusal.failure().sqlState(), refusal.problem().says()) + " The rest was run without it.";
        }
        ServerError error = refusal.error();
        if (error != null && error.columnIsNew()) {
            return "It is refused wherever the table has a row.";
        }
        if (made instanceof Concession.WithoutStatement) {
            return "It is refused with the rehearsal's rows and without any. If it needs rows that production has, give them in "
                    + (tables.isEmpty() ? "a script for each of its tables" : scripts(tables))
                    + "; otherwise fix it. The rest was run without it.";
        }
        if (!tables.isEmpty() && tables.stream().noneMatch(seeder::made)) {
            return "Migrations made these rows, so production has them as well, and it fails there too.";
        }
        return "The rehearsal made these rows up; whether production's pass is not known. "
                + (tables.isEmpty()
                        ? "Give its tables rows like production's, each in a script of its own."
                        : "Give it rows like production's in " + scripts(tables) + ".")
                + " What it does without rows was seen.";
    }

    private String scripts(List<RelationName> tables) {
        return tables.stream().map(seeder::scriptOf).collect(Collectors.joining(" and "));
    }

    /** The table that the server names, or those that the statement needed. */
    private List<RelationName> lockedBy(MigrationRun run) {
        Optional<RelationName> named = refusal.failure()
                .missing()
                .filter(key -> made instanceof Concession.WithoutStatement)
                .map(key -> new RelationName("public", key.partner()))
                .or(refusal.failure()::table);
        return named.isPresent() || refusal.statement() == null
                ? named.stream().toList()
                : run.statements().stream()
                        .filter(statement ->
                                statement.place().equals(refusal.statement().place()))
                        .flatMap(statement -> statement.taken().stream())
                        .map(RelationLock::table)
                        .distinct()
                        .toList();
    }
}
