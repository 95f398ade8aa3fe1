package org.migrationsafe.engine;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;

import org.junit.jupiter.api.Test;
import org.migrationsafe.database.DatabaseSettings;
import org.migrationsafe.database.DatabaseSettings.Source;
import org.migrationsafe.database.Databases;
import org.migrationsafe.database.DisposableDatabase;

import static org.assertj.core.api.Assertions.assertThat;

/** Our table of conflicts against the server's: every pair of modes, tried by two sessions. */
class LockModeTest {

    private static final String LOCK_NOT_AVAILABLE = "55P03";

    @Test
    void every_pair_conflicts_on_the_server_as_it_does_here() throws SQLException {
        try (DisposableDatabase database =
                        Databases.open(new DatabaseSettings(Source.EMBEDDED, 16, null, null, null, null, false, null));
                Connection one = database.connect();
                Connection other = database.connect()) {
            one.createStatement().execute("CREATE TABLE t (id int)");
            one.setAutoCommit(false);
            other.setAutoCommit(false);
            for (LockMode held : LockMode.values()) {
                for (LockMode wanted : LockMode.values()) {
                    assertThat(conflict(one, other, held, wanted))
                            .as("%s against %s", held, wanted)
                            .isEqualTo(held.conflictsWith(wanted));
                }
            }
        }
    }

    private static boolean conflict(Connection one, Connection other, LockMode held, LockMode wanted)
            throws SQLException {
        try (Statement first = one.createStatement();
                Statement second = other.createStatement()) {
            first.execute("LOCK TABLE t IN " + held.sqlName() + " MODE");
            try (ResultSet row = first.executeQuery("SELECT mode FROM pg_locks WHERE relation = 't'::regclass")) {
                row.next();
                assertThat(LockMode.ofCatalogName(row.getString(1))).isEqualTo(held);
            }
            second.execute("LOCK TABLE t IN " + wanted.sqlName() + " MODE NOWAIT");
            return false;
        } catch (SQLException e) {
            assertThat(e.getSQLState()).isEqualTo(LOCK_NOT_AVAILABLE);
            return true;
        } finally {
            one.rollback();
            other.rollback();
        }
    }
}
