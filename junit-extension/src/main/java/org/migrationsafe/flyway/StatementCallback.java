package org.migrationsafe.flyway;

import java.sql.SQLException;

import org.flywaydb.core.api.FlywayException;
import org.flywaydb.core.api.callback.Callback;
import org.flywaydb.core.api.callback.Context;
import org.flywaydb.core.api.callback.Event;
import org.jspecify.annotations.Nullable;
import org.migrationsafe.flyway.Deployment.BeforeStatement;
import org.migrationsafe.recording.Migration;
import org.migrationsafe.source.Place;

/** Waits for one statement of one script, and tells when Flyway is about to execute it for the first time. */
final class StatementCallback implements Callback {

    private final Migration migration;
    private final Place place;
    private final BeforeStatement arrival;
    private @Nullable SqlPlaces places;
    private boolean arrived;

    StatementCallback(Migration migration, Place place, BeforeStatement arrival) {
        this.migration = migration;
        this.place = place;
        this.arrival = arrival;
    }

    @Override
    public boolean supports(Event event, Context context) {
        return event == Event.BEFORE_EACH_MIGRATE || event == Event.BEFORE_EACH_MIGRATE_STATEMENT;
    }

    @Override
    public boolean canHandleInTransaction(Event event, Context context) {
        return true;
    }

    @Override
    public String getCallbackName() {
        return "! Migration Safe";
    }

    @Override
    public void handle(Event event, Context context) {
        if (event == Event.BEFORE_EACH_MIGRATE) {
            MigrationFile file = new MigrationFile(context.getMigrationInfo(), context.getConfiguration());
            places = file.migration().equals(migration)
                    ? new SqlPlaces(file.migration().file(), file.text())
                    : null;
        } else if (places != null && context.getStatement() != null && !arrived) {
            String sql = context.getStatement().getSql();
            if (places.announce(sql).equals(place)) {
                arrived = true;
                try {
                    arrival.arrived();
                } catch (SQLException e) {
                    throw new FlywayException("Migration Safe cannot open a session: " + e.getMessage(), e);
                }
            }
        }
    }
}
