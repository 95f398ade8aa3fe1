package org.migrationsafe.rehearse;

import java.sql.SQLException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Optional;

import org.jspecify.annotations.Nullable;
import org.migrationsafe.flyway.Step;
import org.migrationsafe.observe.postgres.Errors;
import org.migrationsafe.recording.MigrationRun;
import org.migrationsafe.recording.RelationName;
import org.migrationsafe.recording.ServerError;
import org.migrationsafe.seed.Seeder;
import org.migrationsafe.stage.Concession;
import org.migrationsafe.stage.Concessions;
import org.migrationsafe.stage.Outcome;
import org.migrationsafe.stage.Refusal;

/**
 * Plays a step that was refused once more and once more, with something conceded each time, until it comes to its end: other rows, no
 * rows, and where rows are not what is in the way, without the statement, or without the file. What was refused is reported all the same.
 */
final class SecondChances {

    /** Of all statements of a step together. */
    private static final int MOST = 200;

    private final Concessions concessions;
    private final Step step;
    private final boolean missedBefore;
    private final List<Tried> tried = new ArrayList<>();

    SecondChances(Concessions concessions, Step step) {
        this.concessions = concessions;
        this.step = step;
        this.missedBefore = concessions.anythingLeftOut();
    }

    /** Plays the step on a stage that is set up for it anew. */
    interface Play {
        Outcome again() throws SQLException;
    }

    /** What one statement, or one file, was conceded so far, and what is left to concede. */
    private static final class Tried {
        private final Refusal refusal;
        private final Deque<Concession> left;
        private @Nullable Concession made;

        private Tried(Refusal refusal, Deque<Concession> left) {
            this.refusal = refusal;
            this.left = left;
        }
    }

    /** How the step ended at last; a refusal only where nothing helped. */
    Outcome of(Outcome first, Seeder seeder, Play play) throws SQLException {
        Outcome outcome = first;
        for (int i = 0; i < MOST && outcome.refusal() != null; i++) {
            if (!concede(outcome.refusal(), seeder)) {
                return outcome;
            }
            outcome = play.again();
        }
        return told(outcome, seeder);
    }

    private boolean concede(Refusal refusal, Seeder seeder) {
        Tried known = tried.stream()
                .filter(each -> each.refusal.repeats(refusal))
                .findFirst()
                .orElseGet(() -> begin(refusal, seeder));
        if (known.made != null) {
            concessions.withdraw(step, known.made);
        }
        known.made = known.left.poll();
        if (known.made == null) {
            return false;
        }
        concessions.make(step, known.made);
        return true;
    }

    private Tried begin(Refusal refusal, Seeder seeder) {
        Optional<RelationName> table = refusal.failure().table();
        boolean ours = table.map(seeder::made).orElse(true);
        Tried begun = new Tried(refusal, new ArrayDeque<>(ladder(refusal, table, ours)));
        tried.add(begun);
        return begun;
    }

    private static List<Concession> ladder(Refusal refusal, Optional<RelationName> table, boolean ours) {
        List<Concession> ladder = new ArrayList<>();
        ServerError error = refusal.error();
        if (refusal.failure().byRows()) {
            if (ours && table.isPresent()) {
                otherRows(refusal, table.get(), ladder);
            }
            table.map(Concession.WithoutRows::new).ifPresent(ladder::add);
            if (refusal.statement() != null) {
                ladder.add(new Concession.WithoutRowsOfThoseNamed(
                        refusal.statement().sql()));
            }
            ladder.add(new Concession.WithoutAnyRows());
        }
        if (error != null && refusal.statement() != null && !refusal.file().isJava()) {
            ladder.add(new Concession.WithoutStatement(refusal.statement().sql()));
        }
        ladder.add(new Concession.WithoutFile(refusal.file()));
        return ladder;
    }

    private static void otherRows(Refusal refusal, RelationName table, List<Concession> ladder) {
        Optional<Errors.Missing> missing = refusal.failure().missing();
        missing.ifPresent(key -> ladder.add(new Concession.WithPartners(table, key.columns(), key.partner())));
        if (refusal.failure().sqlState().equals("23505")) {
            ladder.add(new Concession.WithoutRepeats(table));
        }
        ServerError error = refusal.error();
        boolean newColumn = error != null && error.columnIsNew();
        if (missing.isEmpty() && !newColumn) {
            // NULLs are there so that a backfill finds rows; where they are in the way, production may have none.
            ladder.add(new Concession.WithoutNulls(table, error == null ? null : error.column()));
        }
    }

    /** An outcome with what was refused on the way to it. */
    Outcome told(Outcome outcome, Seeder seeder) {
        List<MigrationRun> runs = new ArrayList<>(outcome.runs());
        for (Tried each : tried) {
            Concession made = each.made;
            if (made != null && !made.meetsRows()) {
                Refused refused = new Refused(each.refusal, made, seeder, missedBefore || leftOutBefore(each));
                refused.addTo(runs);
            }
        }
        return outcome.with(runs);
    }

    private boolean leftOutBefore(Tried which) {
        return tried.subList(0, tried.indexOf(which)).stream()
                .anyMatch(each -> each.made instanceof Concession.WithoutStatement);
    }
}
