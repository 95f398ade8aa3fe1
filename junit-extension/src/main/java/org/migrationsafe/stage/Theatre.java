package org.migrationsafe.stage;

import java.sql.SQLException;
import java.util.List;
import java.util.Optional;

import org.jspecify.annotations.Nullable;
import org.migrationsafe.database.DisposableDatabase;
import org.migrationsafe.flyway.Plan;
import org.migrationsafe.recording.NotSeen;
import org.migrationsafe.seed.Seeder;
import org.migrationsafe.seed.Sought;
import org.migrationsafe.source.Redaction;

/**
 * Where the stages of one review come from, decided here alone. The database as production has it, with rows, is set up once; where
 * the server lets us copy databases it is kept like that, and every stage is a copy of it. Elsewhere there is one stage, and
 * going back means to play everything again.
 *
 * @see <a href="https://www.postgresql.org/docs/current/manage-ag-templatedbs.html">Template databases</a>
 */
public final class Theatre implements AutoCloseable {

    private final DisposableDatabase database;
    private final Plan plan;
    private final Extent extent;
    private final Redaction redaction;
    private final Concessions concessions = new Concessions();
    private final Sought sought;
    private Stage released;
    private Stage current;
    private List<NotSeen> missing = List.of();
    private @Nullable Checkpoint checkpoint;

    public Theatre(DisposableDatabase database, Plan plan, Extent extent, Redaction redaction) {
        this.database = database;
        this.plan = plan;
        this.extent = extent;
        this.redaction = redaction;
        this.sought = Sought.of(plan.comparisons());
        this.released = empty();
        this.current = released;
    }

    private Stage empty() {
        return new Stage(
                plan,
                redaction,
                concessions,
                database,
                new Seeder(extent.rows(), true, plan.historyTable(), extent.scripts(), sought));
    }

    /** The stage on which the rehearsal plays. */
    public Stage stage() {
        return current;
    }

    public Concessions concessions() {
        return concessions;
    }

    /** Applies what is released, and gives it rows. */
    public void open() throws SQLException {
        released = empty();
        missing = released.applyReleased();
        released.seed();
        current = released;
    }

    /** What production has and no stage does. */
    public List<NotSeen> missing() {
        return missing;
    }

    /** Something that is done on a stage that stands as production does, and is not used afterwards. */
    public interface Aside<T> {
        T on(Stage stage) throws SQLException;
    }

    /** Does something aside, before any step is played. */
    public <T> T aside(Aside<T> something) throws SQLException {
        Optional<Stage> copy = released.copy();
        if (copy.isPresent()) {
            try (Stage stage = copy.get()) {
                return something.on(stage);
            }
        }
        T result = something.on(released);
        startOver();
        return result;
    }

    /** Sets the rehearsal's stage up, as production stands. */
    public void begin() throws SQLException {
        end();
        current = released.copy().orElse(released);
    }

    private void startOver() throws SQLException {
        database.reset();
        open();
    }

    /** A stage that stands where the first steps end, so that going back there again need not play them once more. */
    private record Checkpoint(Stage stage, int steps) {}

    /** The rehearsal's stage, brought back to where the first steps end; false if one of them fails. */
    public boolean restore(int steps) throws SQLException {
        if (current == released) {
            startOver();
        }
        Checkpoint from = checkpoint;
        if (from == null || from.steps() > steps) {
            begin();
            return advance(0, steps);
        }
        end();
        current = from.stage().copy().orElseThrow();
        return advance(from.steps(), steps);
    }

    private boolean advance(int from, int to) throws SQLException {
        boolean applied = current.advance(from, to);
        current.seed();
        if (applied && to > from && current != released) {
            Stage copy = current.copy().orElseThrow();
            forgetCheckpoint();
            checkpoint = new Checkpoint(current, to);
            current = copy;
        }
        return applied;
    }

    private void forgetCheckpoint() {
        if (checkpoint != null) {
            checkpoint.stage().close();
            checkpoint = null;
        }
    }

    /** A further stage that stands as production does; empty where none can be made. */
    public Optional<Stage> another() throws SQLException {
        return current == released ? Optional.empty() : released.copy();
    }

    /** Ends what it made; the database that it was given stays open. */
    @Override
    public void close() {
        end();
        forgetCheckpoint();
    }

    private void end() {
        if (current != released) {
            current.close();
            current = released;
        }
    }
}
