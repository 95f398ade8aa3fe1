package org.migrationsafe.recording;

import java.util.List;
import java.util.stream.Stream;

/**
 * What the server did for one statement, read before its locks were gone.
 *
 * @param locks taken by it, then those held from before, each strongest first
 * @param rewritten tables whose storage was replaced by a copy
 * @param reasons the server's own words for work it did or could spare, at its most talkative
 * @param walBytes what was written ahead for it; -1 where it was not read
 * @param again what an immediate second run of it did
 * @param commits transactions that it committed itself, as a procedure and a CONCURRENTLY command do
 * @param unmet tables of which it was to change rows by a condition, and changed none, nor any other table's
 * @param paused whether it was found sleeping, as a backfill that spares the server does
 */
public record Observed(
        List<RelationLock> locks,
        List<RelationName> rewritten,
        List<Rebuild> rebuilt,
        List<Scan> scans,
        List<RowChange> changes,
        List<CatalogChange> catalogChanges,
        List<String> reasons,
        long walBytes,
        SecondRun again,
        int commits,
        List<RelationName> unmet,
        boolean paused) {

    /** Nothing was seen; whoever uses it says why. */
    public static final Observed NOTHING = new Observed(
            List.of(),
            List.of(),
            List.of(),
            List.of(),
            List.of(),
            List.of(),
            List.of(),
            -1,
            new SecondRun.NotMade(),
            0,
            List.of(),
            false);

    /** The same with one thing more that it changed in the catalogue. */
    public Observed with(CatalogChange change) {
        return new Observed(
                locks,
                rewritten,
                rebuilt,
                scans,
                changes,
                Stream.concat(catalogChanges.stream(), Stream.of(change)).toList(),
                reasons,
                walBytes,
                again,
                commits,
                unmet,
                paused);
    }

    /** The same, of a statement whose condition no row of a table met. */
    public Observed meetingNone(List<RelationName> tables) {
        return new Observed(
                locks,
                rewritten,
                rebuilt,
                scans,
                changes,
                catalogChanges,
                reasons,
                walBytes,
                again,
                commits,
                tables,
                paused);
    }

    /** The same without what it changed. */
    public Observed takenBack() {
        return new Observed(
                locks,
                rewritten,
                rebuilt,
                scans,
                List.of(),
                List.of(),
                reasons,
                walBytes,
                new SecondRun.NotMade(),
                commits,
                List.of(),
                paused);
    }

    /** The same, of a statement that was seen to commit so often, and to sleep or not. */
    public Observed inBatches(int committed, boolean slept) {
        return new Observed(
                locks,
                rewritten,
                rebuilt,
                scans,
                changes,
                catalogChanges,
                reasons,
                walBytes,
                again,
                committed,
                unmet,
                slept);
    }
}
