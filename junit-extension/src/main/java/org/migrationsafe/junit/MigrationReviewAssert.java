package org.migrationsafe.junit;

import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import org.assertj.core.api.AbstractAssert;
import org.migrationsafe.engine.LockMode;
import org.migrationsafe.recording.NotSeen;
import org.migrationsafe.recording.RelationLock;
import org.migrationsafe.recording.StatementRun;
import org.migrationsafe.report.PlainText;

/** AssertJ's assertions on a {@link MigrationReview}; each fails as well where something could not be observed. */
public final class MigrationReviewAssert extends AbstractAssert<MigrationReviewAssert, MigrationReview> {

    MigrationReviewAssert(MigrationReview actual) {
        super(actual, MigrationReviewAssert.class);
    }

    /** No rule finds anything, however mild. */
    public MigrationReviewAssert hasNoFindings() {
        isNotNull();
        if (!actual.findings().isEmpty()) {
            throw failure(
                    "Expected no findings in %s but there were %d:%n%s",
                    actual, actual.findings().size(), findings());
        }
        return seenWhole();
    }

    /** Exactly these rules find something, each once per id given. */
    public MigrationReviewAssert hasFindings(String... rules) {
        isNotNull();
        List<String> expected = Stream.of(rules).sorted().toList();
        List<String> found = actual.findings().stream()
                .map(finding -> finding.rule().id())
                .sorted()
                .toList();
        if (!expected.equals(found)) {
            throw failure("Expected the findings %s in %s but there were %s:%n%s", expected, actual, found, findings());
        }
        return this;
    }

    /** No table that existed before is copied. */
    public MigrationReviewAssert rewritesNoTable() {
        isNotNull();
        List<String> rewrites = actual.statements().stream()
                .flatMap(run -> run.rewritten().stream().map(table -> run.place() + " rewrites " + table))
                .toList();
        if (!rewrites.isEmpty()) {
            throw failure("Expected no rewrite in %s but %s", actual, rewrites);
        }
        return seenWhole();
    }

    /** Begins an assertion on locks; nothing is checked before it is said on which table. */
    public LocksAssert takesNoLockStrongerThan(LockMode strongest) {
        isNotNull();
        return new LocksAssert(strongest);
    }

    private MigrationReviewAssert seenWhole() {
        List<NotSeen> unseen = actual.notSeen();
        if (!unseen.isEmpty()) {
            throw failure("%s was not seen whole, so nothing can be asserted of it: %s", actual, unseen);
        }
        return this;
    }

    private String findings() {
        return actual.findings().stream().map(PlainText::finding).collect(Collectors.joining("\n"));
    }

    /** The table that an assertion on locks is about. */
    public final class LocksAssert {
        private final LockMode strongest;

        private LocksAssert(LockMode strongest) {
            this.strongest = strongest;
        }

        /** @param table as the report names it: with its schema only outside {@code public} */
        public MigrationReviewAssert onTable(String table) {
            return check(locks().filter(taken -> taken.lock().table().toString().equals(table)), "table " + table);
        }

        /** On every table that existed before, and on its indexes. */
        public MigrationReviewAssert onAnyTable() {
            return check(locks(), "any table");
        }

        private record Taken(StatementRun run, RelationLock lock) {}

        private Stream<Taken> locks() {
            return actual.statements().stream()
                    .flatMap(run -> run.taken().stream().map(lock -> new Taken(run, lock)));
        }

        private MigrationReviewAssert check(Stream<Taken> taken, String where) {
            List<String> stronger = taken.filter(each -> each.lock().mode().strongerThan(strongest))
                    .map(each ->
                            each.run().place() + " takes " + each.lock().mode().sqlName() + " on "
                                    + each.lock().relation())
                    .toList();
            if (!stronger.isEmpty()) {
                throw failure(
                        "Expected no lock stronger than %s on %s in %s but%n  %s",
                        strongest.sqlName(), where, actual, String.join("\n  ", stronger));
            }
            return seenWhole();
        }
    }
}
