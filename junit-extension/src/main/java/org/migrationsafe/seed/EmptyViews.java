package org.migrationsafe.seed;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

import org.migrationsafe.database.Ask;
import org.migrationsafe.database.OfTheUser;
import org.migrationsafe.database.Quoted;
import org.migrationsafe.recording.RelationName;

/** Materialized views that were made of empty tables. */
record EmptyViews(Connection connection) {

    /**
     * Makes them again of full ones, the oldest first.
     *
     * @return those that the server refuses to refresh, where the query fails on our rows or a unique index does; they stay as the
     *     migrations left them
     */
    Map<RelationName, String> refresh() throws SQLException {
        Map<RelationName, String> refused = new TreeMap<>();
        List<RelationName> views = Ask.all(
                connection,
                """
                SELECT n.nspname, c.relname
                FROM pg_catalog.pg_class c JOIN pg_catalog.pg_namespace n ON n.oid = c.relnamespace
                WHERE c.relkind = 'm' AND c.relispopulated AND %s ORDER BY c.oid""".formatted(OfTheUser.RELATION),
                row -> new RelationName(row.getString(1), row.getString(2)));
        try (Statement statement = connection.createStatement()) {
            for (RelationName view : views) {
                if (!Seeder.hasRows(statement, Quoted.name(view))) {
                    refresh(statement, view, refused);
                }
            }
        }
        return refused;
    }

    static void refresh(Statement statement, RelationName view, Map<RelationName, String> refused) throws SQLException {
        try {
            statement.execute("REFRESH MATERIALIZED VIEW " + Quoted.name(view));
        } catch (SQLException e) {
            Seeder.refuseIfGone(e);
            refused.put(view, "the server refused to refresh it: " + Seeder.firstLine(e));
        }
    }
}
