package org.migrationsafe.recording;

import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

import org.jspecify.annotations.Nullable;
import org.migrationsafe.engine.LockMode;
import org.migrationsafe.source.Place;

/**
 * One statement that was executed, and what the server did meanwhile.
 *
 * <p>Every relation named here existed before the migration began; what a migration does to tables of its own making
 * cannot hurt anybody and is left out.
 *
 * @param sql as it was sent
 * @param place its first line
 * @param transactional whether it ran inside the migration's transaction, whose locks live until the commit
 * @param transaction counts the transactions of a migration from 1; statements with one number commit together
 * @param settings in force when it started
 * @param growth its work at several sizes; empty where it did none, or where sizes were not compared
 */
public record StatementRun(
        String sql,
        Place place,
        boolean transactional,
        int transaction,
        SessionSettings settings,
        Observed observed,
        List<Growth> growth,
        @Nullable ServerError error,
        @Nullable Wait endlessWait,
        List<NotSeen> notSeen) {

    /** The same statement, which was seen waiting without an end in another run. */
    public StatementRun waitingFor(@Nullable Wait wait) {
        return new StatementRun(
                sql, place, transactional, transaction, settings, observed, growth, error, wait, notSeen);
    }

    /** The same statement, whose changes its transaction took back. */
    public StatementRun takenBack() {
        return new StatementRun(
                sql,
                place,
                transactional,
                transaction,
                settings,
                observed.takenBack(),
                growth,
                error,
                endlessWait,
                notSeen);
    }

    /** The same statement, which the server refused in another run. */
    public StatementRun refused(ServerError answer) {
        return new StatementRun(
                sql, place, transactional, transaction, settings, observed, growth, answer, endlessWait, notSeen);
    }

    /**
     * The same statement with what comparing sizes gave.
     *
     * @param largest what was observed at the largest size, where batches show that one batch's rows hide
     */
    public StatementRun growing(List<Growth> compared, Observed largest) {
        return new StatementRun(
                sql,
                place,
                transactional,
                transaction,
                settings,
                observed.inBatches(
                        Math.max(observed.commits(), largest.commits()), observed.paused() || largest.paused()),
                compared,
                error,
                endlessWait,
                notSeen);
    }

    /** The same statement with one thing more that it changed in the catalogue. */
    public StatementRun with(CatalogChange change) {
        return new StatementRun(
                sql,
                place,
                transactional,
                transaction,
                settings,
                observed.with(change),
                growth,
                error,
                endlessWait,
                notSeen);
    }

    /** The same statement with one thing more that was not seen of it. */
    public StatementRun butUnseen(String what, String reason) {
        List<NotSeen> all = Stream.concat(notSeen.stream(), Stream.of(new NotSeen(place, what, reason)))
                .toList();
        return new StatementRun(
                sql, place, transactional, transaction, settings, observed, growth, error, endlessWait, all);
    }

    public List<RelationLock> locks() {
        return observed.locks();
    }

    public List<RelationName> rewritten() {
        return observed.rewritten();
    }

    public List<Rebuild> rebuilt() {
        return observed.rebuilt();
    }

    public List<Scan> scans() {
        return observed.scans();
    }

    public List<RowChange> changes() {
        return observed.changes();
    }

    public List<CatalogChange> catalogChanges() {
        return observed.catalogChanges();
    }

    /** The strongest lock on a table that was in force while the statement ran, whoever took it. */
    public Optional<LockMode> lockOn(RelationName table) {
        return locks().stream()
                .filter(lock -> lock.relation().equals(table))
                .map(RelationLock::mode)
                .max(LockMode::compareTo);
    }

    /** Whether an application's reads or writes of that table waited while the statement ran. */
    public boolean blocksTrafficOn(RelationName table) {
        return lockOn(table).filter(LockMode::blocksTraffic).isPresent();
    }

    /** Locks that this statement took itself. */
    public List<RelationLock> taken() {
        return locks().stream().filter(lock -> !lock.heldBefore()).toList();
    }

    /** Whether it did anything that takes longer the more rows there are. */
    public boolean works() {
        return scans().stream().anyMatch(scan -> scan.tuples() > 0)
                || !rewritten().isEmpty()
                || !rebuilt().isEmpty()
                || changes().stream().anyMatch(change -> change.total() > 1);
    }

    /** Whether it may do more the more rows there are: of many rows, more than one may meet a condition that one meets here. */
    public boolean mayWorkMore() {
        return works() || changes().stream().anyMatch(change -> change.updated() + change.deleted() > 0);
    }

    /** Whether it commits on its way, as a procedure and a CONCURRENTLY command do. */
    public boolean commitsOnItsWay() {
        return !transactional && observed.commits() > 1;
    }

    public long tuplesScanned(RelationName table) {
        return scans().stream()
                .filter(scan -> scan.relation().equals(table))
                .mapToLong(Scan::tuples)
                .sum();
    }

    public <C extends CatalogChange> List<C> changes(Class<C> kind) {
        return catalogChanges().stream()
                .filter(kind::isInstance)
                .map(kind::cast)
                .toList();
    }
}
