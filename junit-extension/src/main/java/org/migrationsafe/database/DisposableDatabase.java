package org.migrationsafe.database;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.Optional;

import javax.sql.DataSource;

import org.migrationsafe.engine.ServerVersion;

/** A database that belongs to one review and to nobody else. Closing it leaves nothing behind. */
public interface DisposableDatabase extends AutoCloseable {

    /** Connections to the database as it is now; ask again after {@link #reset()}. */
    DataSource dataSource();

    ServerVersion version();

    /** Which server it is, in words for the report. */
    String origin();

    /** Makes it empty again. Connections given out before are dead afterwards. */
    void reset() throws SQLException;

    /**
     * Another database that is as this one is now, to be closed by whoever asked. Connections given out before are dead
     * afterwards. Empty where the server does not let us make one.
     */
    Optional<DisposableDatabase> copy() throws SQLException;

    /** The same database, through sessions that are as new without being so. */
    DataSource sessions();

    /** What a kept connection is for. */
    enum Purpose {
        /** Sets the stage: rows, counts, Flyway's table. */
        STAGING,
        /** Looks at other sessions while these work. */
        WATCHING
    }

    /** A connection in autocommit that stays open until the next reset. Whoever asks for it does not close it. */
    Connection kept(Purpose purpose) throws SQLException;

    default Connection connect() throws SQLException {
        return dataSource().getConnection();
    }

    @Override
    void close();
}
