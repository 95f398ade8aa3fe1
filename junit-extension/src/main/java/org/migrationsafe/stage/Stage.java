package org.migrationsafe.stage;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

import javax.sql.DataSource;

import org.migrationsafe.database.DisposableDatabase;
import org.migrationsafe.database.DisposableDatabase.Purpose;
import org.migrationsafe.database.PassingOver;
import org.migrationsafe.flyway.Deployment;
import org.migrationsafe.flyway.Failure;
import org.migrationsafe.flyway.HistoryTable;
import org.migrationsafe.flyway.MigrationFile;
import org.migrationsafe.flyway.Plan;
import org.migrationsafe.flyway.Step;
import org.migrationsafe.observe.postgres.Errors;
import org.migrationsafe.recording.NotSeen;
import org.migrationsafe.recording.RelationName;
import org.migrationsafe.seed.Seeder;
import org.migrationsafe.source.Redaction;

/** A database on which steps are played, set up for each of them: what came before is applied, and tables have rows. */
public final class Stage implements AutoCloseable {

    private final Plan plan;
    private final Redaction redaction;
    private final Concessions concessions;
    private final DisposableDatabase database;
    private final Seeder seeder;

    Stage(Plan plan, Redaction redaction, Concessions concessions, DisposableDatabase database, Seeder seeder) {
        this.plan = plan;
        this.redaction = redaction;
        this.concessions = concessions;
        this.database = database;
        this.seeder = seeder;
    }

    public DisposableDatabase database() {
        return database;
    }

    public Seeder seeder() {
        return seeder;
    }

    public Redaction redaction() {
        return redaction;
    }

    /** Another stage that stands where this one does, to be closed by whoever asked; empty where none can be made. */
    public Optional<Stage> copy() throws SQLException {
        return database.copy().map(copy -> new Stage(plan, redaction, concessions, copy, seeder.copy()));
    }

    /**
     * Applies what is released, unobserved.
     *
     * @return repeatable migrations that production has, and that this stage lacks
     */
    List<NotSeen> applyReleased() throws SQLException {
        HistoryTable history = new HistoryTable(database, plan);
        history.pretend();
        if (plan.baseline().isEmpty()) {
            return List.of();
        }
        Step versions = plan.baseline().get();
        Optional<Failure> failure = released(versions).run();
        if (failure.isPresent()) {
            throw failure.get().ofReleased();
        }
        return new ReleasedRepeatables(plan, history)
                .apply(step -> released(step).run());
    }

    private Deployment released(Step step) {
        Deployment deployment = deployment(List.of(step));
        return plan.hidden().isEmpty() ? deployment : deployment.outOfOrder();
    }

    /** Sets everything up for a step: rows in every table, and its files where Flyway finds them. */
    public void prepare(Step step) throws SQLException {
        seed();
        HistoryTable history = new HistoryTable(database, plan);
        List<MigrationFile> passed = new ArrayList<>();
        for (Concession concession : concessions.of(step)) {
            if (concession instanceof Concession.WithoutFile file) {
                passed.add(file.file());
                history.pass(file.file());
            } else {
                suitRows(concession);
            }
        }
        history.reveal(
                step.files().stream().filter(file -> !passed.contains(file)).toList());
    }

    private void suitRows(Concession concession) throws SQLException {
        Connection connection = database.kept(Purpose.STAGING);
        try {
            if (concession instanceof Concession.WithoutNulls nulls) {
                seeder.withoutNulls(connection, nulls.table(), nulls.column());
            } else if (concession instanceof Concession.WithPartners partners) {
                seeder.refer(connection, partners.table(), partners.columns(), partners.partner());
            } else if (concession instanceof Concession.WithoutRepeats repeats) {
                seeder.withoutRepeats(connection, repeats.table());
            } else if (concession instanceof Concession.WithoutRows rows) {
                seeder.empty(connection, rows.table());
            } else if (concession instanceof Concession.WithoutRowsOfThoseNamed named) {
                seeder.emptyNamedIn(connection, named.sql());
            } else if (concession instanceof Concession.WithoutAnyRows) {
                seeder.emptyAll(connection);
            }
        } catch (SQLException e) {
            if (Errors.serverGone(e)) {
                throw e;
            }
            // Other rows were refused as well: the step is refused again, and something else is conceded.
        }
    }

    /** Gives rows to every table that has none. */
    public void seed() throws SQLException {
        seeder.fill(database.kept(Purpose.STAGING));
    }

    /** Tables that have no rows, with the reason. */
    Map<RelationName, NotSeen> leftEmpty() {
        return seeder.leftEmpty();
    }

    /** Goes on from one step to another, unobserved, and prepares nothing after the last one; false if one of them fails. */
    public boolean advance(int from, int to) throws SQLException {
        for (int i = from; i < to; ) {
            List<Step> all = plan.inOneCall(i);
            List<Step> call = all.subList(0, Math.min(all.size(), to - i));
            List<Step> begun = new ArrayList<>();
            if (apply(call, begun).isPresent()) {
                return false;
            }
            i += Math.max(1, begun.size());
        }
        return true;
    }

    private Optional<Failure> apply(List<Step> call, List<Step> begun) throws SQLException {
        if (call.size() == 1) {
            prepare(call.get(0));
            return deployment(call).run();
        }
        return deployment(call)
                .before(step -> {
                    prepare(step);
                    begun.add(step);
                    return true;
                })
                .run();
    }

    /** A call that plays a step for which this stage is prepared, unobserved. */
    public Deployment deployment(Step step) {
        return deployment(List.of(step)).withoutTransactionalLock();
    }

    /** Replaying needs no lock against other Flyways, and must not hang on it. */
    private Deployment deployment(List<Step> steps) {
        return Deployment.of(plan.project(), steps, sessions(steps), redaction)
                .withoutHanging(plan)
                .withoutLookingForFiles(plan);
    }

    /** The same in sessions that nobody uses again, since what is interrupted ends with its sessions. */
    public Deployment deploymentToInterrupt(Step step) {
        return Deployment.of(plan.project(), List.of(step), passing(List.of(step), database.dataSource()), redaction)
                .withoutTransactionalLock()
                .withoutLookingForFiles(plan);
    }

    /** Sessions in which what steps are not to send is not sent. */
    DataSource sessions(List<Step> steps) {
        return passing(steps, database.sessions());
    }

    private DataSource passing(List<Step> steps, DataSource sessions) {
        Set<String> passed = concessions.of(steps, Concession.WithoutStatement.class).stream()
                .map(Concession.WithoutStatement::sql)
                .collect(Collectors.toSet());
        return passed.isEmpty() ? sessions : new PassingOver(sessions, sql -> passed.contains(redaction.apply(sql)));
    }

    @Override
    public void close() {
        database.close();
    }

    @Override
    public String toString() {
        return "a stage on " + database.origin();
    }
}
