package org.migrationsafe.report;

import java.util.List;

import org.migrationsafe.recording.MigrationRun;
import org.migrationsafe.recording.StatementRun;

/** Statements of a migration that a reader may pass over: each stopped nobody, and did no work that anybody would wait for. */
record Unremarkable(List<StatementRun> statements) {

    static Unremarkable in(MigrationRun run) {
        return new Unremarkable(
                run.statements().stream().filter(Unremarkable::is).toList());
    }

    private static boolean is(StatementRun run) {
        return run.locks().stream().allMatch(lock -> lock.blocks().isEmpty() || lock.heldBefore())
                && !run.works()
                && run.error() == null
                && run.endlessWait() == null
                && run.notSeen().isEmpty();
    }

    boolean contains(StatementRun run) {
        return statements.contains(run);
    }

    boolean isEmpty() {
        return statements.isEmpty();
    }

    /** All of them in one sentence. */
    String says() {
        int first = statements.get(0).place().line();
        int last = statements.get(statements.size() - 1).place().line();
        String where = first == last ? "line " + first : "lines " + first + " to " + last;
        return Words.count(statements.size(), "statement") + " (" + where
                + ") took no lock that blocks reads, writes or DDL on what was there before, and changed at most one row";
    }
}
