package org.migrationsafe.rehearse;

import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;

import org.migrationsafe.flyway.Plan;
import org.migrationsafe.flyway.Step;
import org.migrationsafe.recording.MigrationRun;
import org.migrationsafe.rehearse.FurtherRun.Attempt;
import org.migrationsafe.stage.Awaited;
import org.migrationsafe.stage.Stage;
import org.migrationsafe.stage.Theatre;

/**
 * Goes through the steps once more, unobserved, for all further runs together. Before each step of which something is to be tried,
 * every try gets a copy of the stage, so that none sees what another one did, and tries go side by side. Where stages cannot
 * be copied, the only one is brought back to each step for each try.
 */
final class Walk {

    private static final String FAILED_AGAIN = "the migrations before it failed when they were applied once more";

    private final Theatre theatre;
    private final Plan plan;
    private final int sideBySide;
    private final List<Future<?>> running = new ArrayList<>();

    /** Of attempts that have not begun. */
    private final Set<Stage> copies = ConcurrentHashMap.newKeySet();

    Walk(Theatre theatre, Plan plan, int sideBySide) {
        this.theatre = theatre;
        this.plan = plan;
        this.sideBySide = sideBySide;
    }

    /** What is to be tried before each step, by the steps' order. */
    void go(List<List<Attempt>> attempts) throws SQLException {
        if (attempts.stream().allMatch(List::isEmpty)) {
            return;
        }
        Optional<Stage> walker = theatre.another();
        if (walker.isEmpty()) {
            oneByOne(attempts);
            return;
        }
        ExecutorService threads = Executors.newFixedThreadPool(sideBySide, Walk::thread);
        try (Stage stage = walker.get()) {
            sideBySide(attempts, stage, threads);
            for (Future<?> each : running) {
                Awaited.get(each);
            }
        } finally {
            end(threads);
        }
    }

    /** After a failure some have not begun, whose copies nobody else closes, and some still run on theirs. */
    private void end(ExecutorService threads) {
        threads.shutdownNow();
        try {
            threads.awaitTermination(10, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        copies.forEach(Stage::close);
    }

    private static Thread thread(Runnable work) {
        Thread thread = new Thread(work, "migration-safe-further-run");
        thread.setDaemon(true);
        return thread;
    }

    private void sideBySide(List<List<Attempt>> attempts, Stage walker, ExecutorService threads) throws SQLException {
        // One more than run is made ready, so that none waits for its copy.
        Semaphore room = new Semaphore(sideBySide + 1);
        int at = 0;
        boolean failed = false;
        for (int i = 0; i < attempts.size(); i++) {
            if (attempts.get(i).isEmpty()) {
                continue;
            }
            failed = failed || !walker.advance(at, i);
            at = i;
            if (failed) {
                attempts.get(i).forEach(attempt -> attempt.impossible(FAILED_AGAIN));
                continue;
            }
            walker.prepare(plan.steps().get(i));
            for (Attempt attempt : attempts.get(i)) {
                room.acquireUninterruptibly();
                Stage own = walker.copy().orElseThrow();
                copies.add(own);
                running.add(threads.submit(() -> {
                    try (own) {
                        copies.remove(own);
                        attempt.on(own);
                    } finally {
                        room.release();
                    }
                    return null;
                }));
            }
        }
    }

    private void oneByOne(List<List<Attempt>> attempts) throws SQLException {
        for (int i = 0; i < attempts.size(); i++) {
            for (Attempt attempt : attempts.get(i)) {
                if (theatre.restore(i)) {
                    theatre.stage().prepare(plan.steps().get(i));
                    attempt.on(theatre.stage());
                } else {
                    attempt.impossible(FAILED_AGAIN);
                }
            }
        }
    }

    /** What the further runs want to try of each step, as far as the rehearsal came. */
    static List<List<Attempt>> wanted(List<Step> steps, List<MigrationRun> recorded, List<FurtherRun> further) {
        List<List<Attempt>> wanted = new ArrayList<>();
        for (Step step : steps) {
            List<MigrationRun> ofStep = recorded.stream().filter(step::ran).toList();
            wanted.add(further.stream()
                    .flatMap(run -> run.attempts(step, ofStep).stream())
                    .toList());
        }
        return wanted;
    }
}
