package org.migrationsafe.rehearse;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

import org.flywaydb.core.api.FlywayException;
import org.flywaydb.core.api.configuration.FluentConfiguration;
import org.migrationsafe.database.DisposableDatabase;
import org.migrationsafe.recording.NotSeen;
import org.migrationsafe.recording.RelationName;
import org.migrationsafe.report.ReviewRefused;
import org.migrationsafe.seed.Seeder;
import org.migrationsafe.source.Redaction;

/** The database on which a rehearsal plays, set up for each step: what came before is applied, and tables have rows. */
final class Stage {

    private final DisposableDatabase database;
    private final FlywayProject project;
    private final Plan plan;
    private final int rows;
    private final Redaction redaction;
    private final Map<Step, RelationName> emptied = new HashMap<>();
    private boolean nulls = true;
    private Seeder seeder;

    Stage(DisposableDatabase database, FlywayProject project, Plan plan, int rows, Redaction redaction) {
        this.database = database;
        this.project = project;
        this.plan = plan;
        this.rows = rows;
        this.redaction = redaction;
        this.seeder = newSeeder();
    }

    private Seeder newSeeder() {
        return new Seeder(rows, nulls, project.configure(database.dataSource()).getTable());
    }

    /** Applies what is released, unobserved. */
    void applyReleased() {
        plan.baseline().ifPresent(released -> {
            try {
                migrate(released);
            } catch (FlywayException e) {
                new Failure(e, redaction).refuseIfServerGone("the released history", List.of());
                throw new ReviewRefused("A released migration fails, so nothing newer could be reviewed: "
                        + redaction.apply(String.valueOf(e.getMessage()).strip()));
            }
        });
    }

    /** Gives rows to every table that has none. */
    void seed() throws SQLException {
        try (Connection connection = database.connect()) {
            seeder.fill(connection);
        }
    }

    /** Tables that have no rows, with the reason. */
    Map<RelationName, NotSeen> leftEmpty() {
        return seeder.leftEmpty();
    }

    boolean hasNulls() {
        return nulls;
    }

    /** From the next restoration on, every column has a value. */
    void withoutNulls() {
        nulls = false;
    }

    /** From the next restoration on, a table has no rows when a step begins that is known to fail on them. */
    void withoutRows(RelationName table, Step step) {
        emptied.put(step, table);
    }

    /** An empty database, brought back to where the given steps end; false if one of them fails. */
    boolean restore(List<Step> steps) throws SQLException {
        database.reset();
        seeder = newSeeder();
        applyReleased();
        boolean applied = true;
        for (Step step : steps) {
            seed();
            empty(step);
            applied &= apply(step);
        }
        seed();
        return applied;
    }

    private void empty(Step step) throws SQLException {
        RelationName table = emptied.get(step);
        if (table != null) {
            try (Connection connection = database.connect();
                    Statement statement = connection.createStatement()) {
                statement.execute("TRUNCATE " + statement.enquoteIdentifier(table.schema(), true) + "."
                        + statement.enquoteIdentifier(table.name(), true) + " CASCADE");
            }
        }
    }

    private boolean apply(Step step) {
        try {
            migrate(step);
            return true;
        } catch (FlywayException e) {
            return false;
        }
    }

    /** Replaying needs no lock against other Flyways, and must not hang on it. */
    private void migrate(Step step) {
        FluentConfiguration configuration = project.configure(database.dataSource());
        TransactionalLock.set(configuration, false);
        step.aim(configuration);
        configuration.load().migrate();
    }
}
