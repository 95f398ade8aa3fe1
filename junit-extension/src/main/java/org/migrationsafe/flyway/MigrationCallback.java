package org.migrationsafe.flyway;

import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import org.flywaydb.core.api.FlywayException;
import org.flywaydb.core.api.callback.Callback;
import org.flywaydb.core.api.callback.Context;
import org.flywaydb.core.api.callback.Event;
import org.jspecify.annotations.Nullable;
import org.migrationsafe.observe.postgres.PlaceFinder;
import org.migrationsafe.observe.postgres.StatementRecorder;
import org.migrationsafe.recording.Acceptance;
import org.migrationsafe.recording.Migration;
import org.migrationsafe.recording.MigrationRun;
import org.migrationsafe.recording.NotSeen;
import org.migrationsafe.recording.SessionSettings;
import org.migrationsafe.recording.StatementRun;
import org.migrationsafe.source.Place;

/** Tells the recorder which migration and which statement Flyway is at. */
public final class MigrationCallback {

    private static final Set<Event> BEFORE =
            Set.of(Event.BEFORE_MIGRATE, Event.BEFORE_EACH_MIGRATE, Event.BEFORE_EACH_MIGRATE_STATEMENT);

    private static final Set<Event> AFTER = Set.of(
            Event.AFTER_EACH_MIGRATE,
            Event.AFTER_EACH_MIGRATE_ERROR,
            Event.AFTER_EACH_MIGRATE_STATEMENT,
            Event.AFTER_EACH_MIGRATE_STATEMENT_ERROR);

    private final StatementRecorder recorder;
    private final CallbackPlaces callbacks;
    private final List<MigrationRun> runs = new ArrayList<>();
    private final List<MigrationRun> callbackRuns = new ArrayList<>();
    private boolean betweenMigrations;
    private boolean lastEndedWell;
    private final Set<Migration> lostLocks = new HashSet<>();
    private @Nullable Migration migration;
    private @Nullable PlaceFinder places;

    public MigrationCallback(StatementRecorder recorder, CallbackPlaces callbacks) {
        this.recorder = recorder;
        this.callbacks = callbacks;
    }

    public List<MigrationRun> runs() {
        return runs;
    }

    /** Whether the last migration that began is over, but for its commit. */
    public boolean lastEndedWell() {
        return lastEndedWell;
    }

    /** What the project's own callbacks did outside any one migration, by their files. */
    public List<MigrationRun> callbackRuns() {
        return callbackRuns;
    }

    /** Migrations in which locks were let go of inside a statement, unseen. */
    public Set<Migration> lostLocks() {
        return lostLocks;
    }

    /** Flyway runs callbacks by their names: ours come before and after all others. */
    List<Callback> listeners() {
        return List.of(new Listener(this, "!2", BEFORE), new Listener(this, "~", AFTER));
    }

    private record Listener(MigrationCallback told, String order, Set<Event> events) implements Callback {

        @Override
        public boolean supports(Event event, Context context) {
            return events.contains(event);
        }

        @Override
        public boolean canHandleInTransaction(Event event, Context context) {
            return true;
        }

        @Override
        public String getCallbackName() {
            return order + " Migration Safe";
        }

        @Override
        public void handle(Event event, Context context) {
            told.handle(event, context);
        }
    }

    private void handle(Event event, Context context) {
        try {
            switch (event) {
                case BEFORE_MIGRATE -> listenBetween(context);
                case BEFORE_EACH_MIGRATE -> {
                    endBetween();
                    begin(context);
                }
                case BEFORE_EACH_MIGRATE_STATEMENT -> announce(context);
                case AFTER_EACH_MIGRATE_STATEMENT, AFTER_EACH_MIGRATE_STATEMENT_ERROR -> executed(context);
                case AFTER_EACH_MIGRATE -> {
                    recorder.lookAtSequences();
                    end();
                    lastEndedWell = true;
                    listenBetween(context);
                }
                default -> end();
            }
        } catch (SQLException e) {
            throw new FlywayException("Migration Safe cannot read the session: " + e.getMessage(), e);
        }
    }

    /** What is executed until the next migration begins is a callback's, if it is not Flyway's own. */
    private void listenBetween(Context context) throws SQLException {
        if (callbacks.any()) {
            betweenMigrations = true;
            recorder.begin(context.getConnection(), callbacks, true, false);
            recorder.comesAgain(false);
        }
    }

    /** Called when the last migration is over, too. */
    public void endBetween() {
        if (!betweenMigrations) {
            return;
        }
        betweenMigrations = false;
        Map<String, List<StatementRun>> byFile = recorder.end().stream()
                .collect(Collectors.groupingBy(run -> run.place().file(), LinkedHashMap::new, Collectors.toList()));
        byFile.forEach((file, statements) -> callbackRuns.add(MigrationRun.of(callbacks.migration(file), statements)
                .withAcceptances(callbacks.acceptances(file))
                .withExposures(callbacks.exposures(file))));
    }

    private void begin(Context context) throws SQLException {
        MigrationFile file = new MigrationFile(context.getMigrationInfo(), context.getConfiguration());
        Migration begun = file.migration();
        PlaceFinder finder = file.isJava()
                ? new JavaPlaces(begun.file(), file.className())
                : new SqlPlaces(begun.file(), file.text());
        addWhatIsLeft();
        lastEndedWell = false;
        migration = begun;
        places = finder;
        boolean sameTransaction = context.getConfiguration().isGroup() && !runs.isEmpty();
        recorder.begin(
                context.getConnection(),
                sql -> finder.find(sql).or(() -> callbacks.find(sql)),
                !sameTransaction,
                !file.isJava() && !callbacks.any());
        recorder.comesAgain(begun.version() == null);
    }

    /** The session of the last migration that ended has shown by now what it leaves behind. */
    public void addWhatIsLeft() {
        SessionSettings left = recorder.left();
        if (!runs.isEmpty() && left != null) {
            runs.add(runs.remove(runs.size() - 1).withLeft(left));
        }
    }

    private void announce(Context context) throws SQLException {
        if (places instanceof SqlPlaces script && context.getStatement() != null) {
            String sql = context.getStatement().getSql();
            Place place = script.announce(sql);
            recorder.announced(context.getConnection(), sql, place);
        }
    }

    private void executed(Context context) throws SQLException {
        if (places instanceof SqlPlaces script) {
            script.done();
            recorder.executed(context.getConnection());
        }
    }

    /** Called for a migration that ended, well or not; does nothing if none was begun. */
    public void end() {
        Migration ended = migration;
        if (ended != null) {
            List<StatementRun> statements = recorder.end();
            boolean silent = statements.isEmpty() && places instanceof JavaPlaces;
            List<Acceptance> acceptances = places instanceof SqlPlaces script ? script.acceptances() : List.of();
            if (recorder.lostLocks()) {
                lostLocks.add(ended);
            }
            List<NotSeen> notSeen = silent
                    ? List.of(silent(ended))
                    : Stream.of(recorder.waysPast(), recorder.sequencesUnread())
                            .flatMap(Optional::stream)
                            .map(why -> unseen(ended, why))
                            .toList();
            runs.add(MigrationRun.of(ended, statements)
                    .withNotSeen(notSeen)
                    .withAcceptances(acceptances)
                    .withExposures(places instanceof SqlPlaces script ? script.exposures() : List.of()));
            migration = null;
            places = null;
        }
    }

    private static NotSeen silent(Migration migration) {
        return unseen(
                migration,
                "it executed no statement on a connection of Flyway's; what it did elsewhere cannot be seen");
    }

    private static NotSeen unseen(Migration migration, String why) {
        return new NotSeen(new Place(migration.file(), 0), migration.fileName(), why);
    }
}
