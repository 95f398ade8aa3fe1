package org.migrationsafe.rehearse;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

import javax.sql.DataSource;

import org.flywaydb.core.Flyway;
import org.flywaydb.core.api.FlywayException;
import org.flywaydb.core.api.MigrationInfo;
import org.flywaydb.core.api.MigrationState;
import org.flywaydb.core.api.callback.Callback;
import org.flywaydb.core.api.configuration.FluentConfiguration;
import org.jspecify.annotations.Nullable;
import org.migrationsafe.ReviewRefused;
import org.migrationsafe.database.DisposableDatabase;
import org.migrationsafe.database.DisposableDatabase.Purpose;
import org.migrationsafe.recording.NotSeen;
import org.migrationsafe.recording.RelationName;
import org.migrationsafe.seed.SeedScripts;
import org.migrationsafe.seed.Seeder;
import org.migrationsafe.source.Redaction;

/** The database on which a rehearsal plays, set up for each step: what came before is applied, and tables have rows. */
final class Stage {

    private final DisposableDatabase database;
    private final FlywayProject project;
    private final Plan plan;
    private final int rows;
    private final SeedScripts scripts;
    private final Redaction redaction;
    private final Map<RelationName, Integer> many;
    private final Map<Step, RelationName> emptied;
    private final HistoryTable history;
    private boolean nulls;
    private Seeder seeder;

    Stage(
            DisposableDatabase database,
            FlywayProject project,
            Plan plan,
            int rows,
            SeedScripts scripts,
            Redaction redaction) {
        this(database, project, plan, rows, scripts, redaction, Map.of(), new HashMap<>(), true);
    }

    private Stage(
            DisposableDatabase database,
            FlywayProject project,
            Plan plan,
            int rows,
            SeedScripts scripts,
            Redaction redaction,
            Map<RelationName, Integer> many,
            Map<Step, RelationName> emptied,
            boolean nulls) {
        this.many = many;
        this.emptied = emptied;
        this.nulls = nulls;
        this.database = database;
        this.project = project;
        this.plan = plan;
        this.rows = rows;
        this.scripts = scripts;
        this.redaction = redaction;
        this.history = new HistoryTable(database, project);
        this.seeder = newSeeder();
    }

    private Seeder newSeeder() {
        return new Seeder(
                rows, many, nulls, project.configure(database.dataSource()).getTable(), scripts);
    }

    /** The same play from its beginning, on an empty database, with other numbers of rows. */
    Stage anew(int otherRows, Map<RelationName, Integer> otherMany) throws SQLException {
        Stage stage = new Stage(database, project, plan, otherRows, scripts, redaction, otherMany, emptied, nulls);
        database.reset();
        stage.applyReleased();
        return stage;
    }

    int rows() {
        return rows;
    }

    /** How many rows each table has. */
    Map<RelationName, Integer> countAll() throws SQLException {
        Map<RelationName, Integer> counts = new HashMap<>();
        try (Statement statement = database.kept(Purpose.STAGING).createStatement();
                ResultSet row = statement.executeQuery("""
                        SELECT n.nspname, c.relname,
                               (xpath('/row/n/text()', query_to_xml(
                                 format('SELECT count(*) AS n FROM %I.%I', n.nspname, c.relname), false, true, '')))[1]::text
                        FROM pg_catalog.pg_class c JOIN pg_catalog.pg_namespace n ON n.oid = c.relnamespace
                        WHERE c.relkind IN ('r', 'p') AND c.oid >= 16384 AND c.relpersistence <> 't'
                          AND n.nspname NOT IN ('pg_catalog', 'information_schema')""")) {
            while (row.next()) {
                counts.put(new RelationName(row.getString(1), row.getString(2)), row.getInt(3));
            }
        }
        return counts;
    }

    /** Applies what is released, unobserved. */
    void applyReleased() throws SQLException {
        history.pretend(plan.hidden());
        plan.baseline().ifPresent(released -> {
            try {
                FluentConfiguration configuration = configuration(released, database.sessions());
                if (!plan.hidden().isEmpty()) {
                    configuration.outOfOrder(true);
                }
                configuration.load().migrate();
            } catch (FlywayException e) {
                new Failure(e, redaction).refuseIfServerGone("the released history", List.of());
                throw new ReviewRefused("A released migration fails, so nothing newer could be reviewed: "
                        + redaction.apply(String.valueOf(e.getMessage()).strip()));
            }
        });
    }

    /** Sets everything up for a step: rows in every table, and its files where Flyway finds them. */
    void prepare(Step step) throws SQLException {
        seed();
        empty(step);
        history.reveal(step.files().stream().filter(plan.hidden()::contains).toList());
    }

    /** Gives rows to every table that has none. */
    void seed() throws SQLException {
        seeder.fill(database.kept(Purpose.STAGING));
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

    /** Goes back to where the given steps end if the last of them, tried by somebody else, is not applied; false if it fails. */
    boolean restoreIfBehind(Step last, List<Step> steps) throws SQLException {
        boolean behind = Stream.of(aimed(last).info().all())
                .map(MigrationInfo::getState)
                .anyMatch(state -> state == MigrationState.PENDING || state.isFailed());
        return !behind || restore(steps);
    }

    /** An empty database, brought back to where the given steps end; false if one of them fails. */
    boolean restore(List<Step> steps) throws SQLException {
        database.reset();
        seeder = newSeeder();
        applyReleased();
        boolean applied = true;
        for (Step step : steps) {
            prepare(step);
            applied &= apply(step);
        }
        seed();
        return applied;
    }

    /** Takes away the rows that a step is known to fail on. */
    private void empty(Step step) throws SQLException {
        RelationName table = emptied.get(step);
        if (table != null) {
            seeder.startOver();
            try (Statement statement = database.kept(Purpose.STAGING).createStatement()) {
                statement.execute("TRUNCATE " + statement.enquoteIdentifier(table.schema(), true) + "."
                        + statement.enquoteIdentifier(table.name(), true) + " CASCADE");
            }
        }
    }

    /** Runs a step unobserved; false if it fails. */
    boolean apply(Step step) {
        try {
            configuration(step, database.sessions()).load().migrate();
            return true;
        } catch (FlywayException e) {
            return false;
        }
    }

    /** Runs a step in sessions of its own, as a deployment does, with Flyway's refusal for an exception. */
    void migrate(Step step, @Nullable Callback callback) {
        // What is interrupted ends with its sessions, so these are used by nobody else.
        FluentConfiguration configuration =
                configuration(step, callback == null ? database.sessions() : database.dataSource());
        if (callback != null) {
            List<Callback> all = new ArrayList<>(Arrays.asList(configuration.getCallbacks()));
            all.add(callback);
            configuration.callbacks(all.toArray(Callback[]::new));
        }
        configuration.load().migrate();
    }

    /** Takes a failed step out of Flyway's history, as the team would before the next attempt. */
    void repair(Step step) {
        aimed(step).repair();
    }

    private Flyway aimed(Step step) {
        return configuration(step, database.dataSource()).load();
    }

    private FluentConfiguration configuration(Step step, DataSource source) {
        FluentConfiguration configuration = project.configure(source);
        // Replaying needs no lock against other Flyways, and must not hang on it.
        TransactionalLock.set(configuration, false);
        step.aim(configuration);
        return configuration;
    }
}
