package org.migrationsafe.seed;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import org.migrationsafe.seed.TableToFill.ForeignKey;

/** Rows of a cycle of foreign keys that were inserted before the rows that they refer to. */
final class RowsAhead {

    private final Map<TableToFill, List<ForeignKey>> tables = new LinkedHashMap<>();

    boolean isEmpty() {
        return tables.isEmpty();
    }

    /** @param keys those of a table whose partners are still to come */
    void add(TableToFill table, List<ForeignKey> keys) {
        tables.put(table, keys);
    }

    /**
     * Deletes rows whose partners have not come in the end, since they would break their foreign key.
     *
     * @return the tables that have no rows without these, each with the key
     */
    Map<TableToFill, ForeignKey> takeBackOrphans(Connection connection) throws SQLException {
        Map<TableToFill, ForeignKey> emptied = new LinkedHashMap<>();
        try (Statement statement = connection.createStatement()) {
            for (Map.Entry<TableToFill, List<ForeignKey>> table : tables.entrySet()) {
                for (ForeignKey key : table.getValue()) {
                    if (deletesOrphans(statement, table.getKey(), key)
                            && !Seeder.hasRows(statement, table.getKey().quotedName())) {
                        emptied.put(table.getKey(), key);
                    }
                }
            }
        }
        tables.clear();
        return emptied;
    }

    /** Orphans that other rows refer to in turn go with these, the cycle round. */
    private static boolean deletesOrphans(Statement statement, TableToFill table, ForeignKey key) throws SQLException {
        try {
            return statement.executeUpdate(key.deleteOrphans(table)) > 0;
        } catch (SQLException e) {
            Seeder.refuseIfGone(e);
            statement.execute("TRUNCATE " + table.quotedName() + " CASCADE");
            return true;
        }
    }
}
