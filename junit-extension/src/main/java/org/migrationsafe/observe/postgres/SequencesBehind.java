package org.migrationsafe.observe.postgres;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Savepoint;
import java.util.List;
import java.util.regex.Pattern;

import org.migrationsafe.database.NumberedColumns;
import org.migrationsafe.database.NumberedColumns.Behind;
import org.migrationsafe.recording.CatalogChange;
import org.migrationsafe.recording.CatalogChange.DefaultGiven;
import org.migrationsafe.recording.CatalogChange.RelationCreated;
import org.migrationsafe.recording.CatalogChange.SequenceBehindRows;
import org.migrationsafe.recording.RelationKind;
import org.migrationsafe.recording.RelationName;
import org.migrationsafe.recording.StatementRun;

/**
 * Sequences that a migration leaves behind the rows whose numbers they give. Before it none was, since the stage moves them past its
 * rows, as production's are.
 */
record SequencesBehind(List<StatementRun> runs) {

    /** Adds each to the statement that did it. */
    void addTo(Connection connection) throws SQLException {
        if (runs.stream().noneMatch(SequencesBehind::mayDoIt)) {
            return;
        }
        boolean open = Session.inTransaction(connection);
        Savepoint before = open && !connection.getAutoCommit() ? connection.setSavepoint() : null;
        try {
            for (Behind behind : NumberedColumns.behind(connection)) {
                add(behind);
            }
        } finally {
            if (before != null) {
                // Nothing that was read for this stays locked.
                connection.rollback(before);
                connection.releaseSavepoint(before);
            } else if (!open && !connection.getAutoCommit()) {
                connection.rollback();
            }
        }
    }

    private static boolean mayDoIt(StatementRun run) {
        return !run.changes(RelationCreated.class).isEmpty()
                || !run.changes(DefaultGiven.class).isEmpty()
                || run.changes().stream().anyMatch(change -> change.inserted() + change.updated() > 0)
                || run.locks().stream().anyMatch(lock -> lock.kind() == RelationKind.SEQUENCE);
    }

    private void add(Behind behind) {
        int guilty = -1;
        for (int i = 0; i < runs.size(); i++) {
            if (concerns(runs.get(i), behind)) {
                guilty = i;
            }
        }
        if (guilty >= 0) {
            CatalogChange change = new SequenceBehindRows(
                    behind.table(), behind.column(), behind.sequence(), behind.next(), behind.farthest());
            runs.set(guilty, runs.get(guilty).with(change));
        }
    }

    /** Of a table of the migration's own making only its text says which statement was about it. */
    private static boolean concerns(StatementRun run, Behind behind) {
        RelationName table = behind.table();
        return run.changes().stream()
                        .anyMatch(change -> change.relation().equals(table) && change.inserted() + change.updated() > 0)
                || run.changes(DefaultGiven.class).stream()
                        .anyMatch(given -> given.table().equals(table))
                || run.taken().stream().anyMatch(lock -> lock.relation().equals(behind.sequence()))
                || run.error() == null && names(run.sql(), table);
    }

    private static boolean names(String sql, RelationName table) {
        return Pattern.compile("(?<!\\w)" + Pattern.quote(table.name()) + "(?!\\w)", Pattern.CASE_INSENSITIVE)
                .matcher(sql)
                .find();
    }
}
