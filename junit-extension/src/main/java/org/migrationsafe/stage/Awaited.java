package org.migrationsafe.stage;

import java.sql.SQLException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;

/** Work that another thread does, awaited as if it were done here. */
public final class Awaited {

    private Awaited() {}

    /**
     * What it gives.
     *
     * @throws SQLException what it threw, or that the thread which waits was interrupted
     */
    public static <T> T get(Future<T> work) throws SQLException {
        try {
            return work.get();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new SQLException("interrupted", "57014", e);
        } catch (ExecutionException e) {
            if (e.getCause() instanceof SQLException sql) {
                throw sql;
            }
            throw e.getCause() instanceof RuntimeException ours ? ours : new IllegalStateException(e.getCause());
        }
    }
}
