package org.migrationsafe.rule.migration;

import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

import org.migrationsafe.engine.LockMode;
import org.migrationsafe.recording.CatalogChange.ConstraintAdded;
import org.migrationsafe.recording.MigrationRun;
import org.migrationsafe.recording.RelationLock;
import org.migrationsafe.recording.RelationName;
import org.migrationsafe.recording.StatementRun;
import org.migrationsafe.rule.Fact;
import org.migrationsafe.rule.Finding;
import org.migrationsafe.rule.RulePage;
import org.migrationsafe.rule.Severity;

/** A lock outlives its own statement and spans the work of a later one. */
final class LockHeldAcrossWork implements MigrationRule {

    private static final RulePage PAGE = RulePage.of(LockHeldAcrossWork.class, Severity.HIGH)
            .title("A lock is held while a later statement works")
            .when("""
                    An earlier statement of the same transaction took a lock that blocks reads or writes of an existing table, and
                    a later one reads, changes or rebuilds rows while it is still held. A backfill beside DDL and a validation on
                    the locked table itself have rules of their own.""")
            .effect("""
                    A lock lives until the commit, not until its statement ends. An instant ALTER TABLE at the top of a file
                    becomes an outage as long as the file.""")
            .says("""
                    Works on rows while {held} taken at {since} is still held on "{table}": {blocks} wait for this statement
                    as well.""")
            .instead("""
                    Move this statement to a file of its own, so that the lock on "{table}" is released by a commit before the
                    work begins; with Flyway's `group` on, all files are one transaction, so switch it off.""")
            .bad("""
                    -- file: V1__shop.sql (released)
                    CREATE TABLE customer (id bigint PRIMARY KEY, city text NOT NULL);
                    CREATE TABLE orders (id bigint PRIMARY KEY);
                    -- file: V2__cities.sql
                    SET LOCAL lock_timeout = '5s'; SET LOCAL statement_timeout = '1min';
                    ALTER TABLE orders ADD COLUMN note text;
                    CREATE TABLE city AS SELECT DISTINCT city AS name FROM customer; -- finds: lock-held-across-work
                    """)
            .good("""
                    -- file: V1__shop.sql (released)
                    CREATE TABLE customer (id bigint PRIMARY KEY, city text NOT NULL);
                    CREATE TABLE orders (id bigint PRIMARY KEY);
                    -- file: V2__note.sql
                    SET LOCAL lock_timeout = '5s';
                    ALTER TABLE orders ADD COLUMN note text;
                    -- file: V3__cities.sql
                    CREATE TABLE city AS SELECT DISTINCT city AS name FROM customer;
                    """);

    @Override
    public RulePage page() {
        return PAGE;
    }

    @Override
    public List<Finding> review(MigrationRun run, ReviewContext context) {
        Set<Held> told = new HashSet<>();
        return MigrationRule.perStatement(
                run,
                statement -> works(statement)
                        ? strongestHeld(statement)
                                .filter(lock -> told.add(new Held(lock.relation(), statement.transaction())))
                                .map(lock -> found(run, context, statement, lock))
                                .stream()
                        : Stream.empty());
    }

    /** A lock is reported once, at the first work that it is held across. */
    private record Held(RelationName table, int transaction) {}

    private static boolean works(StatementRun statement) {
        return statement.works() && Backfills.backfills(statement).isEmpty();
    }

    private static Optional<RelationLock> strongestHeld(StatementRun statement) {
        List<ConstraintAdded> validated = Causes.validations(statement);
        return statement.locks().stream()
                .filter(RelationLock::heldBefore)
                .filter(lock -> lock.mode().blocksTraffic())
                .filter(lock -> !lock.kind().isIndex())
                .filter(lock -> !statement.rewritten().contains(lock.relation()))
                .filter(lock -> !Causes.explainsScan(statement, lock.relation()))
                .filter(lock -> validated.stream().flatMap(Causes::tablesRead).noneMatch(lock.relation()::equals))
                .min(RelationLock::compareTo);
    }

    private Finding found(MigrationRun run, ReviewContext context, StatementRun statement, RelationLock held) {
        String since = taker(run, statement, held.relation())
                .map(taker -> "line " + taker.place().line())
                .or(() -> earlierTaker(context, held.relation()))
                .orElse("an earlier line");
        return finding(statement, held.relation(), new Fact("held", held.mode().sqlName()), new Fact("since", since));
    }

    /** The earliest statement of the same transaction that took a blocking lock on the table. */
    private static Optional<StatementRun> taker(MigrationRun run, StatementRun statement, RelationName table) {
        return run.statements().stream()
                .filter(earlier -> earlier.transaction() == statement.transaction())
                .filter(earlier -> took(earlier, table))
                .findFirst();
    }

    /** The file before this one that took it, where both are one transaction. */
    private static Optional<String> earlierTaker(ReviewContext context, RelationName table) {
        return context.earlier().stream()
                .flatMap(run -> run.statements().stream())
                .filter(earlier -> took(earlier, table))
                .map(earlier -> earlier.place().toString())
                .reduce((first, second) -> second);
    }

    private static boolean took(StatementRun statement, RelationName table) {
        return statement.taken().stream()
                .anyMatch(lock -> lock.relation().equals(table) && lock.mode().conflictsWith(LockMode.ROW_EXCLUSIVE));
    }
}
