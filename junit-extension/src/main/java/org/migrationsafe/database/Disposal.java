package org.migrationsafe.database;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

/**
 * Drops databases that nobody needs any more, while the review goes on: the server makes a checkpoint for each, which takes as long as
 * several migrations. What is not dropped in time goes with its server.
 *
 * @see <a href="https://www.postgresql.org/docs/current/sql-dropdatabase.html">DROP DATABASE</a>
 */
final class Disposal {

    private static final long IDLE_SECONDS = 1;

    private final RenewedSessions administration;
    private final ExecutorService thread;

    Disposal(RenewedSessions administration) {
        this.administration = administration;
        ThreadPoolExecutor one =
                new ThreadPoolExecutor(1, 1, IDLE_SECONDS, TimeUnit.SECONDS, new LinkedBlockingQueue<>(), work -> {
                    Thread daemon = new Thread(work, "migration-safe-disposal");
                    daemon.setDaemon(true);
                    return daemon;
                });
        one.allowCoreThreadTimeOut(true);
        this.thread = one;
    }

    /** Drops a database at some time. */
    void add(String name) {
        thread.execute(() -> {
            try {
                drop(name);
            } catch (SQLException e) {
                // The server is gone, and the database with it; it was ours alone.
                System.getLogger(Disposal.class.getName()).log(System.Logger.Level.DEBUG, "could not drop " + name, e);
            }
        });
    }

    private void drop(String name) throws SQLException {
        try (Connection connection = administration.getConnection();
                Statement statement = connection.createStatement()) {
            statement.execute("DROP DATABASE IF EXISTS " + name + " WITH (FORCE)");
        }
    }
}
