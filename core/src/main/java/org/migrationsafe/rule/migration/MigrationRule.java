package org.migrationsafe.rule.migration;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Objects;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import org.migrationsafe.engine.Blocked;
import org.migrationsafe.engine.LockMode;
import org.migrationsafe.recording.Growth;
import org.migrationsafe.recording.MigrationRun;
import org.migrationsafe.recording.Problem;
import org.migrationsafe.recording.RelationName;
import org.migrationsafe.recording.StatementRun;
import org.migrationsafe.rule.Enumeration;
import org.migrationsafe.rule.Fact;
import org.migrationsafe.rule.Finding;
import org.migrationsafe.rule.Grouped;
import org.migrationsafe.rule.RulePage;
import org.migrationsafe.rule.Subject;
import org.migrationsafe.source.Place;

/**
 * A rule on one recorded migration. Its {@code permits} clause is the registry.
 *
 * <p>Rules share out the hazards among them: each names a cause of which the recording holds evidence, and the general
 * ones ({@link BlockingTableRewrite}, {@link BlockingTableScan}, {@link LockHeldAcrossWork}) speak where no other does.
 */
public sealed interface MigrationRule
        permits BackfillBesideDdl,
                BackfillInMigration,
                BackfillNotIdempotent,
                BackfillUnbatched,
                BackfillUnthrottled,
                BlockingTableRewrite,
                BlockingTableScan,
                ColumnDroppedWhileInUse,
                ConditionMetNoRow,
                ConcurrentlyBehindFlywayLock,
                ConcurrentlyInTransaction,
                ConstraintDroppedWithColumn,
                ConstraintValidatedWhileBlocking,
                ConversionBySessionTimeZone,
                DataDropped,
                DomainColumnRewrites,
                DomainValidatedWhileBlocking,
                DropIndexWithoutConcurrently,
                DuplicateVersion,
                EnumRewritten,
                EnumValueUsedInItsTransaction,
                ExclusionConstraint,
                IdentityBelowRows,
                IdentityOnExistingTable,
                IndexWithoutConcurrently,
                InvalidIndexLeftBehind,
                LockHeldAcrossWork,
                LockTimeoutMissing,
                LocksManyTables,
                MixedTransactional,
                NotNullByScan,
                NotRetryable,
                ObjectDroppedWhileInUse,
                OutOfOrder,
                PartitionLocksSiblings,
                PersonalDataInSeed,
                PolicyOrRlsChange,
                RefreshBlocking,
                ReindexWithoutConcurrently,
                ReleasedMigrationEdited,
                RenamedInPlace,
                ReplicaIdentityDropped,
                RequiredColumnWithoutDefault,
                SecretInMigration,
                SeedNotIdempotent,
                StatementTimeoutMissing,
                StoredGeneratedColumn,
                TableDroppedWhileInUse,
                TimeoutSetTooLate,
                TimeoutStarvesConcurrentBuild,
                TimeoutTooLong,
                TriggerOnHotTable,
                Truncate,
                TypeChangeBreaksPartner,
                TypeChangeRebuildsIndex,
                TypeChangeRewrites,
                UniqueConstraintNotUsingIndex,
                UniqueKeyDropped,
                VacuumFullOrCluster,
                VolatileDefault {

    /** The rule's prose and examples. */
    RulePage page();

    /** What this rule finds in one migration, in the order of its statements. */
    List<Finding> review(MigrationRun run, ReviewContext context);

    /** Every rule, in the order of their ids. */
    static List<MigrationRule> all() {
        return Arrays.stream(MigrationRule.class.getPermittedSubclasses())
                .map(MigrationRule::instance)
                .toList();
    }

    private static MigrationRule instance(Class<?> rule) {
        try {
            return (MigrationRule) rule.getDeclaredConstructor().newInstance();
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException("rule " + rule + " has no constructor without parameters", e);
        }
    }

    /** A finding on a table, with the facts that every rule tells. */
    default Finding finding(StatementRun run, RelationName table, Fact... more) {
        List<Fact> facts = new ArrayList<>();
        facts.add(new Fact("table", table.toString()));
        run.lockOn(table).ifPresent(mode -> {
            facts.add(new Fact("lock", mode.sqlName()));
            facts.add(new Fact("blocks", blocks(mode)));
        });
        if (run.tuplesScanned(table) > 0) {
            facts.add(new Fact("scanned", Grouped.of(run.tuplesScanned(table)) + " rehearsal rows"));
        }
        facts.addAll(Arrays.asList(more));
        return new Finding(page(), run.place(), new Subject.Statement(run.sql()), table.toString(), facts);
    }

    /** A finding on each statement that the server refused with this code, whose message is the fact "refusal". */
    default List<Finding> refusals(MigrationRun run, String sqlState) {
        return perStatement(run, statement -> Stream.of(statement)
                .map(StatementRun::error)
                .filter(Objects::nonNull)
                .filter(error -> error.sqlState().equals(sqlState))
                .map(error -> new Finding(
                        page(),
                        statement.place(),
                        new Subject.Statement(statement.sql()),
                        null,
                        List.of(new Fact("refusal", error.message())))));
    }

    /** A finding on a migration that Flyway refuses for this reason, whose words are the fact "refusal". */
    static List<Finding> refusedByFlyway(MigrationRule rule, MigrationRun run, Problem.Kind kind) {
        return run.problems().stream()
                .filter(problem -> problem.kind() == kind && problem.place() != null)
                .map(problem -> new Finding(
                        rule.page(),
                        Objects.requireNonNull(problem.place()),
                        new Subject.Script(),
                        null,
                        List.of(new Fact("refusal", problem.says()))))
                .toList();
    }

    /** The statement of a migration that begins there. */
    static Stream<StatementRun> at(MigrationRun run, Place place) {
        return run.statements().stream()
                .filter(statement -> statement.place().equals(place))
                .limit(1);
    }

    /** "5 s", "250 ms". */
    static String seconds(Duration duration) {
        long millis = duration.toMillis();
        return millis % 1000 == 0 ? millis / 1000 + " s" : millis + " ms";
    }

    /** "rows changed: 300 of 300, 1200 of 1200". */
    static String samples(Growth growth) {
        return growth.work().words() + ": "
                + growth.samples().stream()
                        .map(sample -> Grouped.of(sample.amount()) + " with " + Grouped.of(sample.rows()) + " rows")
                        .collect(Collectors.joining(", "));
    }

    /** "reads, writes and DDL", or "nothing". */
    static String blocks(LockMode mode) {
        return enumerate(mode.blocks().stream()
                .map(blocked -> blocked == Blocked.DDL ? "DDL" : blocked.word())
                .toList());
    }

    /** "a", "a and b", "a, b and c"; of many the first few. */
    static String enumerate(Collection<?> things) {
        return things.isEmpty() ? "nothing" : Enumeration.of(things);
    }

    /** Every statement's findings, one after the other. */
    static List<Finding> perStatement(
            MigrationRun run, java.util.function.Function<StatementRun, Stream<Finding>> review) {
        return run.statements().stream().flatMap(review).toList();
    }
}
