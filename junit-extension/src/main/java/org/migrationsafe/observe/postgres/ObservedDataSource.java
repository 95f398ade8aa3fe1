package org.migrationsafe.observe.postgres;

import java.io.PrintWriter;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.logging.Logger;

import javax.sql.DataSource;

/** Hands out connections whose executions pass by the recorder. */
public final class ObservedDataSource implements DataSource {

    private final DataSource real;
    private final StatementRecorder recorder;

    public ObservedDataSource(DataSource real, StatementRecorder recorder) {
        this.real = real;
        this.recorder = recorder;
    }

    @Override
    public Connection getConnection() throws SQLException {
        return observed(real.getConnection());
    }

    @Override
    public Connection getConnection(String user, String password) throws SQLException {
        return observed(real.getConnection(user, password));
    }

    private Connection observed(Connection connection) throws SQLException {
        recorder.opened(connection);
        return ObservedConnection.of(connection, recorder);
    }

    @Override
    public PrintWriter getLogWriter() throws SQLException {
        return real.getLogWriter();
    }

    @Override
    public void setLogWriter(PrintWriter out) throws SQLException {
        real.setLogWriter(out);
    }

    @Override
    public void setLoginTimeout(int seconds) throws SQLException {
        real.setLoginTimeout(seconds);
    }

    @Override
    public int getLoginTimeout() throws SQLException {
        return real.getLoginTimeout();
    }

    @Override
    public Logger getParentLogger() {
        return Logger.getLogger("org.migrationsafe");
    }

    @Override
    public <T> T unwrap(Class<T> type) throws SQLException {
        return type.isInstance(this) ? type.cast(this) : real.unwrap(type);
    }

    @Override
    public boolean isWrapperFor(Class<?> type) throws SQLException {
        return type.isInstance(this) || real.isWrapperFor(type);
    }
}
