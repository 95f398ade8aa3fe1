package org.migrationsafe.seed;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Collection;
import java.util.HashSet;
import java.util.Set;

import org.migrationsafe.seed.TableToFill.ForeignKey;

/** Tables that are known to have rows. */
final class Filled {

    private final Set<Long> known = new HashSet<>();
    private boolean doubtful;

    void add(TableToFill table) {
        known.add(table.oid());
        doubtful |= table.spreads();
    }

    /** Tables that had none may have some by now. */
    void doubt() {
        doubtful = true;
    }

    boolean has(Statement statement, TableToFill table) throws SQLException {
        if (doubtful && !known.contains(table.oid()) && Seeder.hasRows(statement, table.quotedName())) {
            known.add(table.oid());
        }
        return known.contains(table.oid());
    }

    /** Asks of tables which of them have rows, all at once. */
    void ask(Connection connection, Collection<TableToFill> tables) throws SQLException {
        known.clear();
        doubtful = false;
        StringBuilder question = new StringBuilder();
        for (TableToFill table : tables) {
            question.append(question.isEmpty() ? "" : " UNION ALL ")
                    .append("SELECT ")
                    .append(table.oid())
                    .append(" WHERE EXISTS (SELECT FROM ")
                    .append(table.quotedName())
                    .append(')');
        }
        if (!question.isEmpty()) {
            try (Statement statement = connection.createStatement();
                    ResultSet row = statement.executeQuery(question.toString())) {
                while (row.next()) {
                    known.add(row.getLong(1));
                }
            }
        }
    }

    /** Whether the table that a key refers to has rows. */
    boolean has(Connection connection, ForeignKey key) throws SQLException {
        if (!known.contains(key.parent())) {
            try (Statement statement = connection.createStatement()) {
                if (Seeder.hasRows(statement, key.quotedParent())) {
                    known.add(key.parent());
                }
            }
        }
        return known.contains(key.parent());
    }
}
