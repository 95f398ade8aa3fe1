package org.migrationsafe.seed;

import java.sql.SQLException;
import java.sql.Statement;
import java.util.Set;

/** Sends rows to the server, in whatever way it takes them. */
final class Insertion {

    /** unique_violation, exclusion_violation. */
    private static final Set<String> TAKEN = Set.of("23505", "23P01");

    private final boolean nulls;
    private boolean mayTrust = true;

    /** @param nulls whether one row in ten has NULL in a column that allows it */
    Insertion(boolean nulls) {
        this.nulls = nulls;
    }

    /** Values are chosen to suit the checks only where the first ones do not. */
    int of(Statement statement, TableToFill table, SeedStatement seed) throws SQLException {
        boolean trusted = mayTrust && !table.spreads() && seed.partnersAreThere();
        try {
            return insertSome(statement, seed, trusted);
        } catch (SQLException e) {
            Seeder.refuseIfGone(e);
            if (trusted && "42501".equals(e.getSQLState())) {
                // insufficient_privilege: only some roles may take the server's word for it.
                mayTrust = false;
                return of(statement, table, seed);
            }
            return insertSome(statement, seed.solved(), trusted);
        }
    }

    /** What is looked for, or NULL, may be refused by a check that names several columns, or by a trigger. */
    private int insertSome(Statement statement, SeedStatement seed, boolean trusted) throws SQLException {
        for (boolean seeking : seed.seeks() ? new boolean[] {true, false} : new boolean[] {false}) {
            for (boolean some : nulls ? new boolean[] {true, false} : new boolean[] {false}) {
                if (!seeking && !some) {
                    continue;
                }
                try {
                    return insert(statement, seed.sql(some, seeking), trusted);
                } catch (SQLException e) {
                    Seeder.refuseIfGone(e);
                }
            }
        }
        return insert(statement, seed.sql(false, false), trusted);
    }

    /** In a session like that of a replica, which takes rows in whatever order they come. */
    static void ahead(Statement statement, SeedStatement seed) throws SQLException {
        insert(statement, seed.sql(false, false), true);
    }

    /**
     * ON CONFLICT leaves out what a unique or exclusion constraint refuses; a deferrable one does not allow it. It costs a fifth of
     * the time, so it comes second.
     *
     * @param trusted whether the server is to take foreign keys for granted, as a replica does
     * @return how many rows came
     */
    static int insert(Statement statement, String sql, boolean trusted) throws SQLException {
        try {
            return execute(statement, sql, trusted);
        } catch (SQLException e) {
            if (!TAKEN.contains(String.valueOf(e.getSQLState()))) {
                throw e;
            }
            try {
                return execute(statement, sql + " ON CONFLICT DO NOTHING", trusted);
            } catch (SQLException deferrable) {
                throw "55000".equals(deferrable.getSQLState()) ? e : deferrable;
            }
        }
    }

    /** All in one string, and so in one transaction: where the rows are refused, the session is as it was. */
    private static int execute(Statement statement, String sql, boolean trusted) throws SQLException {
        if (!trusted) {
            return statement.executeUpdate(sql);
        }
        statement.execute(
                "SET session_replication_role = replica; " + sql + "; SET session_replication_role = DEFAULT");
        statement.getMoreResults();
        return statement.getUpdateCount();
    }
}
