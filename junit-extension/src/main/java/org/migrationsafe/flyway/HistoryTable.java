package org.migrationsafe.flyway;

import java.sql.SQLException;
import java.util.List;

import org.migrationsafe.database.DisposableDatabase;
import org.migrationsafe.database.DisposableDatabase.Purpose;
import org.migrationsafe.database.HistoryRows;
import org.migrationsafe.released.ReleasedRecord;

/**
 * Flyway's own table, told what production's would say. Flyway can be aimed at a version, but not past a file below it, nor
 * kept from repeatable migrations in Java; a row of theirs keeps it.
 */
public record HistoryTable(DisposableDatabase database, Plan plan) {

    private static final String FIRST = "0";

    /** Creates it, and enters the files that Flyway would run too early as applied. */
    public void pretend() throws SQLException {
        if (plan.hidden().isEmpty()) {
            return;
        }
        create();
        for (MigrationFile file : plan.hidden()) {
            pass(file);
        }
    }

    /** Enters a file as applied that is not to be run at all. */
    public void pass(MigrationFile file) throws SQLException {
        if (!HistoryRows.exists(database.kept(Purpose.STAGING), plan.historyTable())) {
            create();
        }
        HistoryRows rows = rows();
        if (!rows.has(file.script())) {
            rows.pretend(rows.nextRank(), file.versionOrNull(), file.description(), file.type(), file.script());
            rows.setChecksum(file.script(), file.checksum());
        }
    }

    /** Takes away that repeatable migrations were applied, so that they are run again in their turn. */
    public void forget(List<MigrationFile> files) throws SQLException {
        HistoryRows rows = rows();
        for (MigrationFile file : files) {
            rows.remove(file.script());
            if (plan.hidden().contains(file)) {
                pass(file);
            }
        }
    }

    private void create() throws SQLException {
        plan.project()
                .configure(database.dataSource())
                .baselineVersion(FIRST)
                .load()
                .baseline();
        rows().removeBaseline();
    }

    /** Takes the entries of files away again, so that Flyway runs them next. */
    public void reveal(List<MigrationFile> files) throws SQLException {
        List<MigrationFile> pretended =
                files.stream().filter(plan.hidden()::contains).toList();
        if (pretended.isEmpty()) {
            return;
        }
        HistoryRows rows = rows();
        for (MigrationFile file : pretended) {
            rows.reveal(file.script());
        }
    }

    /** Makes it what production's is by the record: with the checksums and the scripts of then. */
    void become(ReleasedRecord record) throws SQLException {
        if (!HistoryRows.exists(database.kept(Purpose.STAGING), plan.historyTable())) {
            create();
        }
        HistoryRows rows = rows();
        int rank = 1_000_000;
        for (ReleasedRecord.Entry entry : record.entries()) {
            String version = entry.version();
            if (!rows.has(entry.script())) {
                if (version != null) {
                    rows.removeVersion(version);
                }
                rows.pretend(rank++, version, description(entry.script()), type(entry), entry.script());
            }
            rows.setChecksum(entry.script(), entry.checksum());
        }
    }

    private static String type(ReleasedRecord.Entry entry) {
        return entry.checksum() == null ? "JDBC" : "SQL";
    }

    /** What Flyway calls it by its file's name. */
    private static String description(String script) {
        return script.replaceFirst("^.*[/.]([^/.]*__)", "$1")
                .replaceFirst("^.*?__", "")
                .replaceFirst("\\.sql$", "")
                .replace('_', ' ');
    }

    private HistoryRows rows() throws SQLException {
        return HistoryRows.of(plan.historyTable(), database.kept(Purpose.STAGING));
    }
}
