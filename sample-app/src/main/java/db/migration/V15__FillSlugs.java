package db.migration;

import java.sql.Connection;
import java.sql.PreparedStatement;

import org.flywaydb.core.api.migration.BaseJavaMigration;
import org.flywaydb.core.api.migration.Context;

/** Gives every product its slug, a hundred at a time, each hundred in a transaction of its own. */
public class V15__FillSlugs extends BaseJavaMigration {

    private static final int BATCH = 100;

    @Override
    public boolean canExecuteInTransaction() {
        return false;
    }

    @Override
    public void migrate(Context context) throws Exception {
        Connection connection = context.getConnection();
        try (PreparedStatement batch = connection.prepareStatement("""
                UPDATE product SET slug = lower(regexp_replace(title, '[^A-Za-z0-9]+', '-', 'g'))
                WHERE id IN (SELECT id FROM product WHERE slug IS NULL ORDER BY id LIMIT ? FOR UPDATE SKIP LOCKED)""")) {
            batch.setInt(1, BATCH);
            while (batch.executeUpdate() > 0) {
                Thread.sleep(10);
            }
        }
    }
}
