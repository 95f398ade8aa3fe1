package org.migrationsafe.database;

import java.io.PrintWriter;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.logging.Logger;

import javax.sql.DataSource;

/** A data source of which a subclass changes only how connections are got. */
public abstract class ForwardingDataSource implements DataSource {

    private final DataSource real;

    protected ForwardingDataSource(DataSource real) {
        this.real = real;
    }

    /** The one behind it. */
    protected final DataSource real() {
        return real;
    }

    @Override
    public abstract Connection getConnection() throws SQLException;

    @Override
    public Connection getConnection(String user, String password) throws SQLException {
        throw new SQLException("a session of another role was asked for, but a review has one role", "0A000");
    }

    @Override
    public final PrintWriter getLogWriter() throws SQLException {
        return real.getLogWriter();
    }

    @Override
    public final void setLogWriter(PrintWriter out) throws SQLException {
        real.setLogWriter(out);
    }

    @Override
    public final void setLoginTimeout(int seconds) throws SQLException {
        real.setLoginTimeout(seconds);
    }

    @Override
    public final int getLoginTimeout() throws SQLException {
        return real.getLoginTimeout();
    }

    @Override
    public final Logger getParentLogger() {
        return Logger.getLogger("org.migrationsafe");
    }

    @Override
    public final <T> T unwrap(Class<T> type) throws SQLException {
        return type.isInstance(this) ? type.cast(this) : real.unwrap(type);
    }

    @Override
    public final boolean isWrapperFor(Class<?> type) throws SQLException {
        return type.isInstance(this) || real.isWrapperFor(type);
    }
}
