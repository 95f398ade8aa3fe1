package org.migrationsafe.flyway;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;

import org.flywaydb.core.api.FlywayException;
import org.flywaydb.core.api.callback.Callback;
import org.flywaydb.core.api.callback.Context;
import org.flywaydb.core.api.callback.Event;
import org.jspecify.annotations.Nullable;
import org.migrationsafe.database.RenewableSession;
import org.migrationsafe.flyway.Deployment.BeforeStep;

/**
 * Keeps the steps of one call apart. Each begins in a session that was made as new after the commit of the one before it, so that
 * no setting, temporary table or lock leaks from one version to the next, as none does between two deployments.
 */
final class StepCallback implements Callback {

    private final List<Step> steps;
    private final BeforeStep before;
    private @Nullable Step current;
    private @Nullable RenewableSession session;
    private boolean stopped;
    private @Nullable SQLException failure;

    StepCallback(List<Step> steps, BeforeStep before) {
        this.steps = steps;
        this.before = before;
    }

    /** Whether the call was ended by us, and not by a failure. */
    boolean stopped() {
        return stopped;
    }

    /** Why the next step could not be prepared. */
    @Nullable
    SQLException failure() {
        return failure;
    }

    @Override
    public boolean supports(Event event, Context context) {
        return event == Event.BEFORE_EACH_MIGRATE || event == Event.AFTER_EACH_MIGRATE;
    }

    @Override
    public boolean canHandleInTransaction(Event event, Context context) {
        return true;
    }

    /** Flyway runs callbacks by their names: this one before the recorder's. */
    @Override
    public String getCallbackName() {
        return "!1 Migration Safe";
    }

    @Override
    public void handle(Event event, Context context) {
        try {
            if (event == Event.BEFORE_EACH_MIGRATE) {
                begin(context);
            } else if (steps.size() > 1) {
                renew(context.getConnection());
            }
        } catch (SQLException e) {
            failure = e;
            throw new FlywayException("Migration Safe cannot prepare the next migration: " + e.getMessage(), e);
        }
    }

    private void begin(Context context) throws SQLException {
        String script = context.getMigrationInfo().getScript();
        Step step = steps.stream()
                .filter(each ->
                        each.files().stream().anyMatch(file -> file.script().equals(script)))
                .findFirst()
                .orElse(null);
        if (step == null || step.equals(current)) {
            return;
        }
        boolean first = current == null;
        current = step;
        if (!first && (session == null || session.isOutdated()) || !before.go(step)) {
            stopped = true;
            throw new FlywayException("Migration Safe ends this call before " + script + ".");
        }
    }

    private void renew(Connection connection) throws SQLException {
        session = connection.isWrapperFor(RenewableSession.class) ? connection.unwrap(RenewableSession.class) : null;
        if (session != null) {
            session.renewBeforeNextUse();
        }
    }
}
