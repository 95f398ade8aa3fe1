package org.migrationsafe.observe.postgres;

import java.sql.Connection;
import java.sql.SQLException;

import javax.sql.DataSource;

import org.migrationsafe.database.ForwardingDataSource;

/** Hands out connections whose executions pass by the recorder. */
public final class ObservedDataSource extends ForwardingDataSource {

    private final StatementRecorder recorder;

    public ObservedDataSource(DataSource real, StatementRecorder recorder) {
        super(real);
        this.recorder = recorder;
    }

    @Override
    public Connection getConnection() throws SQLException {
        Connection connection = real().getConnection();
        recorder.opened(connection);
        return ObservedConnection.of(connection, recorder);
    }
}
