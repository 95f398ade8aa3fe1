package org.migrationsafe.seed;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;

/** The sets of a table's columns of which no two rows may have the same, or overlapping, values. */
final class UniqueKeys {

    /** Of an index on expressions the columns that these use. */
    private static final String KEYS = """
            SELECT i.indisexclusion, ARRAY(SELECT k.n::int FROM unnest(i.indkey::int2[]) WITH ORDINALITY AS k (n, o)
                                           WHERE k.o <= i.indnkeyatts AND k.n > 0),
                   ARRAY(SELECT DISTINCT d.refobjsubid FROM pg_catalog.pg_depend d
                         WHERE d.classid = 'pg_catalog.pg_class'::regclass AND d.objid = i.indexrelid
                           AND d.refclassid = 'pg_catalog.pg_class'::regclass AND d.refobjid = i.indrelid
                           AND d.refobjsubid > 0)
            FROM pg_catalog.pg_index i
            WHERE i.indrelid = ?::oid AND (i.indisunique OR i.indisexclusion) ORDER BY i.indexrelid""";

    private UniqueKeys() {}

    /**
     * One of them.
     *
     * @param exclusion whether it is an exclusion constraint's
     */
    record Key(boolean exclusion, List<Integer> columns) {}

    static List<Key> of(Connection connection, TableToFill table) throws SQLException {
        List<Key> keys = new ArrayList<>();
        try (PreparedStatement statement = connection.prepareStatement(KEYS)) {
            statement.setLong(1, table.oid());
            try (ResultSet row = statement.executeQuery()) {
                while (row.next()) {
                    List<Integer> plain = List.of((Integer[]) row.getArray(2).getArray());
                    List<Integer> used = List.of((Integer[]) row.getArray(3).getArray());
                    keys.add(new Key(row.getBoolean(1), plain.isEmpty() ? used : plain));
                }
            }
        }
        return keys;
    }
}
