package org.migrationsafe.rehearse;

import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

import org.jspecify.annotations.Nullable;
import org.migrationsafe.ReviewRefused;
import org.migrationsafe.catalog.CatalogReader;
import org.migrationsafe.catalog.Written;
import org.migrationsafe.database.DisposableDatabase;
import org.migrationsafe.database.DisposableDatabase.Purpose;
import org.migrationsafe.observe.postgres.Errors;
import org.migrationsafe.recording.Migration;
import org.migrationsafe.recording.MigrationRun;
import org.migrationsafe.recording.NotSeen;
import org.migrationsafe.recording.Recording;
import org.migrationsafe.recording.RelationName;
import org.migrationsafe.recording.StatementRun;
import org.migrationsafe.released.Released;
import org.migrationsafe.released.ReleasedRecord;
import org.migrationsafe.schema.Schema;
import org.migrationsafe.source.Redaction;

/** Runs each version under review through Flyway in a session of its own, as the next deployment would. */
public final class Rehearsal {

    private final DisposableDatabase database;
    private final FlywayProject project;
    private final Redaction redaction;
    private final Plan plan;
    private final Stage stage;
    private final Player player;
    private final Extent extent;
    private final Released released;
    private final List<MigrationRun> recorded = new ArrayList<>();
    private final List<Map<RelationName, Integer>> counts = new ArrayList<>();
    private boolean unreached;
    private @Nullable Schema schema;

    /**
     * @param released what production has
     * @param extent how much of it is tried
     */
    public Rehearsal(
            DisposableDatabase database, FlywayProject project, Released released, Extent extent, Redaction redaction) {
        this.database = database;
        this.project = project;
        this.redaction = redaction;
        this.plan = Plan.of(project, database.dataSource(), released, redaction);
        this.stage = new Stage(database, project, plan, extent.rows(), extent.scripts(), redaction);
        CallbackPlaces callbacks = new CallbackPlaces(project.configure(database.dataSource()));
        this.player = new Player(database, project, callbacks, redaction);
        this.extent = extent;
        this.released = released;
    }

    /**
     * Runs it to the end, or as far as the migrations let it.
     *
     * @throws ReviewRefused if the server is gone, or refuses to be prepared
     */
    public Recording run() {
        try {
            recorded.addAll(plan.refused());
            if (!plan.refused().isEmpty()) {
                return recording();
            }
            stage.applyReleased();
            holdAgainstRecord();
            rehearse(plan.steps());
            readSchema();
            further();
            return recording();
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
    private void readSchema() throws SQLException {
        if (!unreached) {
            List<Written.Script> scripts = plan.files().stream()
                    .filter(file -> !file.isJava())
                    .map(file -> new Written.Script(file.migration().file(), file.text()))
                    .toList();
            String history = project.configure(database.dataSource()).getTable();
            schema = new CatalogReader(database.kept(Purpose.STAGING), Written.in(scripts), history, redaction).read();
        }
    }

    /** The schema that all migrations made; empty where not all of them ended well. */
    public Optional<Schema> schema() {
        return Optional.ofNullable(schema);
    }

    /** Rehearses again what is worth it: at other sizes, and with a session in the way. */
    private void further() throws SQLException {
        if (extent.growth()) {
            SizeComparison comparison = new SizeComparison(stage, player, plan, counts);
            recorded.replaceAll(comparison.of(List.copyOf(recorded))::growing);
        }
        if (extent.queue()) {
            recorded.replaceAll(new QueueTrials(stage, database, plan, redaction).of(List.copyOf(recorded))::tried);
        }
    }

    private void rehearse(List<Step> steps) throws SQLException {
        for (int i = 0; i < steps.size(); i++) {
            stage.prepare(steps.get(i));
            if (extent.growth()) {
                counts.add(stage.countAll());
            }
            Outcome outcome = rehearse(steps.get(i), steps.subList(0, i));
            outcome.runs().forEach(run -> keep(withEmptyTables(run)));
            if (outcome.failed()) {
                steps.get(i).files().stream()
                        .filter(file -> outcome.runs().stream()
                                .noneMatch(run -> run.migration().equals(file.migration())))
                        .forEach(this::unreached);
            }
            unreached |= outcome.failed();
            if (outcome.failed() && !goOn(steps.subList(0, i + 1), outcome)) {
                steps.subList(i + 1, steps.size())
                        .forEach(later -> later.files().forEach(this::unreached));
                return;
            }
        }
    }

    /** A callback runs with every step here, and once in a deployment: its last run stands for all. */
    private void keep(MigrationRun run) {
        if (run.migration().kind() == Migration.Kind.CALLBACK) {
            recorded.removeIf(other -> other.migration().equals(run.migration()));
        }
        recorded.add(run);
    }

    private Outcome rehearse(Step step, List<Step> earlier) throws SQLException {
        Outcome outcome = player.observe(step, false, false);
        if (outcome.failed() && outcome.byRows() && stage.hasNulls() && !outcome.newColumnRefused()) {
            // NULLs are there so that a backfill finds rows; where they are in the way, production may have none.
            stage.withoutNulls();
            replay(earlier, step);
            outcome = player.observe(step, false, false);
        }
        if (outcome.cutOff()) {
            replay(earlier, step);
            outcome = HangMerge.of(outcome, player.observe(step, true, false));
        }
        if (outcome.lostLocks() && !outcome.failed()) {
            replay(earlier, step);
            outcome = player.observe(step, true, true);
        }
        return outcome;
    }

    /** What Flyway would say to production's history, as far as it is recorded. */
    private void holdAgainstRecord() throws SQLException {
        if (released.record().isPresent() && released.version().isEmpty()) {
            HistoryTable table = new HistoryTable(database, project);
            recorded.addAll(new ProductionHistory(database, project, table, plan)
                    .refused(released.record().get()));
            replay(List.of(), null);
        }
    }

    /** What production has once all of this is deployed. */
    public ReleasedRecord everything() {
        return plan.everything();
    }

    /** @param next the step that is set up for behind them; null for none */
    private void replay(List<Step> earlier, @Nullable Step next) throws SQLException {
        if (!stage.restore(earlier)) {
            throw new ReviewRefused(
                    "Migrations that were applied once fail when they are applied again to an empty database, so "
                            + "the review cannot go on. Do they depend on something outside the database (time, files, other servers)?");
        }
        if (next != null) {
            stage.prepare(next);
        }
    }

    private void unreached(MigrationFile file) {
        unreached = true;
        Migration migration = file.migration();
        NotSeen unseen = new NotSeen(null, migration.fileName(), "it was not run, since a migration before it failed");
        recorded.add(MigrationRun.of(migration, List.of()).withNotSeen(List.of(unseen)));
    }

    /**
     * A migration that fails on rows would pass on an empty table: it is applied to one, so that what comes after it can
     * be reviewed too.
     */
    private boolean goOn(List<Step> upToFailed, Outcome outcome) throws SQLException {
        RelationName table = outcome.refusedTable();
        if (!outcome.byRows() || table == null) {
            return false;
        }
        stage.withoutRows(table, upToFailed.get(upToFailed.size() - 1));
        return stage.restore(upToFailed);
    }

    private Recording recording() {
        boolean nothing = !recorded.isEmpty()
                && recorded.stream().allMatch(run -> run.statements().isEmpty() && run.problem() == null);
        List<NotSeen> notSeen = new ArrayList<>(extent.scripts().unused());
        if (nothing) {
            notSeen.add(new NotSeen(null, "the review", "no statement of any migration was executed"));
        }
        return new Recording(database.version(), database.origin(), plan.released(), recorded, notSeen);
    }

    /** What a statement does to the rows of a table that has none was not seen. */
    private MigrationRun withEmptyTables(MigrationRun run) {
        List<NotSeen> notSeen = new ArrayList<>(run.notSeen());
        stage.leftEmpty().forEach((table, unseen) -> {
            if (run.statements().stream().anyMatch(statement -> touches(statement, table))) {
                notSeen.add(unseen);
            }
        });
        return run.withNotSeen(notSeen);
    }

    private static boolean touches(StatementRun run, RelationName table) {
        return run.locks().stream().anyMatch(lock -> lock.table().equals(table));
    }
}
