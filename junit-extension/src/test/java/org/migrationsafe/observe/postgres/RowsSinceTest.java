package org.migrationsafe.observe.postgres;

import java.nio.file.Path;
import java.sql.Connection;

import org.junit.jupiter.api.Test;
import org.migrationsafe.database.Ask;
import org.migrationsafe.database.DatabaseSettings;
import org.migrationsafe.database.Databases;
import org.migrationsafe.database.DisposableDatabase;

import static org.assertj.core.api.Assertions.assertThat;

/** Rows keep the number of their transaction without its epoch, which a server that has run for years has. */
class RowsSinceTest {

    private static final String WRITTEN = """
            SELECT string_agg(xmin::text, ' ' ORDER BY at) FROM (VALUES
              (1, '4294967290'::xid), (2, '4294967295'::xid), (3, '3'::xid), (4, '700'::xid)) AS row (at, xmin)
            WHERE\s""";

    @Test
    void numbers_are_compared_across_the_end_of_an_epoch() throws Exception {
        try (DisposableDatabase database = Databases.open(new DatabaseSettings(
                        DatabaseSettings.Source.EMBEDDED,
                        16,
                        null,
                        null,
                        null,
                        null,
                        false,
                        Path.of(System.getProperty("migrationsafe.postgres.binaries"))));
                Connection connection = database.connect()) {
            assertThat(written(connection, 4294967295L)).isEqualTo("4294967295 3 700");
            assertThat(written(connection, 4294967296L + 3)).isEqualTo("3 700");
            assertThat(written(connection, 3 * 4294967296L + 700)).isEqualTo("700");
        }
    }

    private static String written(Connection connection, long first) throws Exception {
        return Ask.one(connection, WRITTEN + RowsSince.writtenSince(Long.toString(first)), row -> row.getString(1));
    }
}
