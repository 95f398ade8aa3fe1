package org.migrationsafe.rehearse;

import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

import org.migrationsafe.ReviewRefused;
import org.migrationsafe.catalog.CatalogReader;
import org.migrationsafe.catalog.Written;
import org.migrationsafe.database.DisposableDatabase;
import org.migrationsafe.database.DisposableDatabase.Purpose;
import org.migrationsafe.flyway.MigrationFile;
import org.migrationsafe.flyway.Plan;
import org.migrationsafe.flyway.ProductionHistory;
import org.migrationsafe.flyway.Step;
import org.migrationsafe.observe.postgres.Errors;
import org.migrationsafe.recording.Migration;
import org.migrationsafe.recording.MigrationRun;
import org.migrationsafe.recording.NotSeen;
import org.migrationsafe.recording.Recording;
import org.migrationsafe.released.Released;
import org.migrationsafe.released.ReleasedRecord;
import org.migrationsafe.schema.Schema;
import org.migrationsafe.source.Place;
import org.migrationsafe.source.Redaction;
import org.migrationsafe.stage.Extent;
import org.migrationsafe.stage.HangMerge;
import org.migrationsafe.stage.Outcome;
import org.migrationsafe.stage.Player;
import org.migrationsafe.stage.Stage;
import org.migrationsafe.stage.Theatre;

/** Runs each version under review through Flyway in a session of its own, as the next deployment would. */
public final class Rehearsal {

    private final DisposableDatabase database;
    private final Redaction redaction;
    private final Plan plan;
    private final Player player;
    private final Extent extent;
    private final Released released;
    private final Theatre theatre;
    private final List<MigrationRun> recorded = new ArrayList<>();
    private boolean unreached;

    /**
     * @param plan what is applied, and what is reviewed
     * @param released what production has
     */
    public Rehearsal(DisposableDatabase database, Plan plan, Released released, Extent extent, Redaction redaction) {
        this.database = database;
        this.redaction = redaction;
        this.plan = plan;
        this.player = new Player(plan);
        this.extent = extent;
        this.released = released;
        this.theatre = new Theatre(database, plan, extent, redaction);
    }

    /**
     * Runs it to the end, or as far as the migrations let it.
     *
     * @param further what is played beyond that
     * @throws ReviewRefused if the server is gone, or refuses to be prepared
     */
    public Rehearsed run(List<FurtherRun> further) {
        try (theatre) {
            recorded.addAll(plan.refused());
            if (!plan.refused().isEmpty()) {
                return rehearsed(Optional.empty());
            }
            theatre.open();
            compareWithRecord();
            theatre.begin();
            rehearse();
            Optional<Schema> schema =
                    unreached || theatre.concessions().anythingLeftOut() ? Optional.empty() : Optional.of(schema());
            List<MigrationRun> seen = List.copyOf(recorded);
            new Walk(theatre, plan, extent.sideBySide()).go(Walk.wanted(plan.steps(), seen, further));
            further.forEach(run -> recorded.replaceAll(run::with));
            return rehearsed(schema);
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

    /** What the migrations made, before anything is played again. */
    private Schema schema() throws SQLException {
        List<Written.Script> scripts = plan.files().stream()
                .filter(file -> !file.isJava())
                .map(file -> new Written.Script(file.migration().file(), file.text()))
                .toList();
        return new CatalogReader(
                        theatre.stage().database().kept(Purpose.STAGING),
                        Written.in(scripts),
                        plan.historyTable(),
                        redaction)
                .read();
    }

    private void rehearse() throws SQLException {
        List<Step> steps = plan.steps();
        for (int i = 0; i < steps.size(); ) {
            for (Outcome outcome : player.observeAll(theatre.stage(), plan.inOneCall(i))) {
                Outcome whole = observedWhole(i, outcome);
                whole.runs().forEach(this::keep);
                if (whole.failed()) {
                    steps.subList(i, steps.size())
                            .forEach(later -> later.files().forEach(this::unreached));
                    return;
                }
                steps.get(i).files().forEach(this::notRun);
                i++;
            }
        }
    }

    /** A callback runs with every call here, and once in a deployment: its last run stands for all. */
    private void keep(MigrationRun run) {
        if (run.migration().kind() == Migration.Kind.CALLBACK) {
            recorded.removeIf(other -> other.migration().equals(run.migration()));
        }
        recorded.add(run);
    }

    /** Plays a step in another way where the usual one did not show all of it. */
    private Outcome observedWhole(int number, Outcome first) throws SQLException {
        Step step = plan.steps().get(number);
        SecondChances chances = new SecondChances(theatre.concessions(), step);
        Outcome outcome = first;
        if (outcome.cutOff()) {
            Outcome again = player.observeUnhindered(setUp(number), step);
            outcome = HangMerge.of(
                    first,
                    chances.of(again, theatre.stage().seeder(), () -> player.observeUnhindered(setUp(number), step)));
        } else {
            outcome = chances.of(outcome, theatre.stage().seeder(), () -> player.observe(setUp(number), step));
        }
        if (outcome.lostLocks() && !outcome.failed()) {
            outcome = chances.told(
                    player.observeGated(setUp(number), step), theatre.stage().seeder());
        }
        return outcome;
    }

    /** The stage, brought back to before a step. */
    private Stage setUp(int step) throws SQLException {
        if (!theatre.restore(step)) {
            throw new ReviewRefused(
                    "Migrations that were applied once fail when they are applied again to an empty database, so "
                            + "the review cannot go on. Do they depend on something outside the database (time, files, other servers)?");
        }
        theatre.stage().prepare(plan.steps().get(step));
        return theatre.stage();
    }

    /** What Flyway would say to production's history, as far as it is recorded. */
    private void compareWithRecord() throws SQLException {
        Optional<ReleasedRecord> record = released.record();
        if (record.isPresent() && released.version().isEmpty()) {
            recorded.addAll(
                    theatre.aside(stage -> new ProductionHistory(stage.database(), plan).refused(record.get())));
        }
    }

    /** What Flyway was to run and did not was not seen, whatever the reason. */
    private void notRun(MigrationFile file) {
        Migration migration = file.migration();
        if (recorded.stream().noneMatch(run -> run.migration().equals(migration))) {
            NotSeen unseen = new NotSeen(
                    new Place(migration.file(), 0),
                    migration.fileName(),
                    "Flyway did not run it in its turn, so what it does was not seen");
            recorded.add(MigrationRun.of(migration, List.of()).withNotSeen(List.of(unseen)));
        }
    }

    private void unreached(MigrationFile file) {
        unreached = true;
        Migration migration = file.migration();
        if (recorded.stream().anyMatch(run -> run.migration().equals(migration))) {
            return;
        }
        NotSeen unseen = new NotSeen(null, migration.fileName(), "it was not run, since a migration before it failed");
        recorded.add(MigrationRun.of(migration, List.of()).withNotSeen(List.of(unseen)));
    }

    private Rehearsed rehearsed(Optional<Schema> schema) {
        boolean nothing = !recorded.isEmpty()
                && recorded.stream()
                        .allMatch(run ->
                                run.statements().isEmpty() && run.problems().isEmpty());
        List<NotSeen> notSeen = new ArrayList<>(extent.scripts().unused());
        notSeen.addAll(theatre.missing());
        if (nothing) {
            notSeen.add(new NotSeen(null, "the review", "no statement of any migration was executed"));
        }
        Recording recording = new Recording(database.version(), database.origin(), plan.released(), recorded, notSeen);
        return new Rehearsed(recording, schema, plan.everything());
    }
}
