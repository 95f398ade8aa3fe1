package org.migrationsafe.review;

import java.util.ArrayList;
import java.util.List;

import org.migrationsafe.database.Databases;
import org.migrationsafe.database.DisposableDatabase;
import org.migrationsafe.flyway.Plan;
import org.migrationsafe.queue.QueueTrials;
import org.migrationsafe.recording.Recording;
import org.migrationsafe.rehearse.FurtherRun;
import org.migrationsafe.rehearse.Rehearsal;
import org.migrationsafe.rehearse.Rehearsed;
import org.migrationsafe.report.Baseline;
import org.migrationsafe.report.PlainText;
import org.migrationsafe.report.Report;
import org.migrationsafe.sizes.SizeComparison;
import org.migrationsafe.source.Redaction;
import org.migrationsafe.stage.Player;

/** One review from its beginning to its end: rehearse, try further, judge, publish. The database is open all the while. */
public final class Review {

    private final Order order;
    private final Design design;

    /** Reads the model of the entities, so that what is wrong with it is said before anything starts. */
    public Review(Order order) {
        this.order = order;
        this.design = new Design(order.design(), order.project().classLoader());
    }

    /**
     * Reviews.
     *
     * @throws org.migrationsafe.ReviewRefused if the review cannot begin or end for a reason that its user can remove
     */
    public Report run() {
        Redaction redaction = order.project().redaction();
        try (DisposableDatabase database = Databases.open(order.database())) {
            Plan plan = Plan.of(order.project(), database.dataSource(), order.released(), redaction);
            Rehearsal rehearsal = new Rehearsal(database, plan, order.released(), order.extent(), redaction);
            Rehearsed rehearsed = rehearsal.run(furtherRuns(plan));
            Recording recording = design.notSeenWith(rehearsed.recording());
            design.review(rehearsed.schema());
            record(rehearsed);
            Report report = judged(recording);
            publish(report);
            return report;
        }
    }

    /** Each kind of further run has a line here. */
    private List<FurtherRun> furtherRuns(Plan plan) {
        List<FurtherRun> runs = new ArrayList<>();
        if (order.tries().growth()) {
            runs.add(new SizeComparison(new Player(plan)));
        }
        if (order.tries().queue()) {
            runs.add(new QueueTrials());
        }
        return runs;
    }

    private void record(Rehearsed rehearsed) {
        if (order.writes().release()) {
            String file = order.store().release(rehearsed.everything());
            System.out.println(
                    "Migration Safe recorded in " + file + " that production has all of these migrations. Commit it.");
        }
    }

    private Report judged(Recording recording) {
        Report report = report(recording, order.store().baseline());
        if (order.writes().baseline()) {
            order.store().baseline(report);
            report = report(recording, order.store().baseline());
        }
        return report;
    }

    private Report report(Recording recording, Baseline baseline) {
        Report report = Report.of(recording, order.policy(), baseline);
        return design.report()
                .map(reviewed -> report.withDesign(reviewed, baseline))
                .orElse(report);
    }

    private void publish(Report report) {
        order.files().write(report);
        if (order.print()) {
            System.out.println(PlainText.of(report));
        }
    }
}
