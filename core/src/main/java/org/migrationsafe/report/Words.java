package org.migrationsafe.report;

import java.util.Collection;
import java.util.List;
import java.util.stream.Collectors;

import org.jspecify.annotations.Nullable;
import org.migrationsafe.engine.Blocked;
import org.migrationsafe.policy.Workload;
import org.migrationsafe.recording.Growth;
import org.migrationsafe.recording.Recording;
import org.migrationsafe.recording.RelationKind;
import org.migrationsafe.recording.RelationLock;
import org.migrationsafe.recording.RelationName;
import org.migrationsafe.recording.RowChange;
import org.migrationsafe.recording.SessionSettings;
import org.migrationsafe.recording.StatementRun;
import org.migrationsafe.rule.Enumeration;
import org.migrationsafe.rule.Fact;
import org.migrationsafe.rule.Finding;
import org.migrationsafe.rule.Grouped;

/** How facts are said, in every form of the report. */
final class Words {

    private Words() {}

    static String count(long number, String one) {
        return Grouped.of(number) + " " + one + (number == 1 ? "" : "s");
    }

    static String list(Collection<String> words) {
        return Enumeration.of(words);
    }

    static String blocks(RelationLock lock) {
        if (lock.blocks().isEmpty()) {
            return "blocks nothing but stronger DDL";
        }
        return "blocks " + concretely(lock)
                + list(lock.blocks().stream()
                        .map(blocked -> blocked == Blocked.DDL ? "DDL" : blocked.word())
                        .toList());
    }

    /** What these words come to, on what is no table. */
    private static String concretely(RelationLock lock) {
        boolean reads = lock.blocks().contains(Blocked.READS);
        if (lock.kind() == RelationKind.SEQUENCE) {
            return "nextval, and INSERTs that draw from it: ";
        }
        return lock.kind().isIndex() && reads ? "the planning of every query on " + lock.table() + ": " : "";
    }

    static String lock(RelationLock lock) {
        String kind = lock.kind().isIndex()
                ? lock.kind().word() + " " + lock.relation() + " of " + lock.table()
                : lock.relation().toString();
        return lock.mode().sqlName() + " on " + kind + ": " + blocks(lock)
                + (lock.heldBefore() ? " (held from before)" : "");
    }

    /** The timeouts under which a statement ran, and who has set them. */
    static String timeouts(SessionSettings settings) {
        return "lock_timeout " + settings.lockTimeout().toMillis() + " ms ("
                + settings.lockTimeoutFrom().words() + "), statement_timeout "
                + settings.statementTimeout().toMillis() + " ms ("
                + settings.statementTimeoutFrom().words() + ")";
    }

    /** What the statement did to rows and storage, a line each. */
    static List<String> work(StatementRun run, Workload workload) {
        List<String> lines = new java.util.ArrayList<>();
        run.rewritten().forEach(table -> lines.add("rewrites " + table));
        run.rebuilt().forEach(rebuild -> lines.add("rebuilds index " + rebuild.index() + " of " + rebuild.table()));
        run.scans().forEach(scan -> lines.add("reads " + count(scan.tuples(), "row") + " of " + scan.relation()));
        run.changes().forEach(change -> lines.add("changes " + change(change)));
        run.growth().forEach(growth -> lines.add(growth(growth) + estimate(growth, workload)));
        run.observed().reasons().forEach(reason -> lines.add("the server says: " + reason));
        return lines;
    }

    /** How one kind of work grows, with the counts that say so; at production's size nobody knows it. */
    static String growth(Growth growth) {
        String order =
                switch (growth.order()) {
                    case CONSTANT -> "stays the same";
                    case LESS_THAN_LINEAR -> "grows less than the rows";
                    case LINEAR -> "grows with the rows";
                    case WORSE -> "grows faster than the rows";
                    case FALLING -> "falls, since with more rows the server goes about it in another way";
                };
        return growth.work().words() + " of " + growth.relation() + ": " + order + " ("
                + growth.samples().stream()
                        .map(sample -> Grouped.of(sample.amount()) + " with " + Grouped.of(sample.rows()))
                        .collect(Collectors.joining(", "))
                + ")";
    }

    /** What the user's number of rows makes of it, as the estimate that it is; nothing without that number. */
    private static String estimate(Growth growth, Workload workload) {
        return workload.rows(growth.relation().toString())
                .map(rows -> "; with your " + Grouped.of(rows) + " rows "
                        + growth.estimate(rows).stream()
                                .mapToObj(amount -> "about " + Grouped.of(amount)
                                        + ", an estimate that assumes that it goes on like this")
                                .findFirst()
                                .orElse("unknown, since it grows neither with the rows nor stays the same"))
                .orElse("");
    }

    /** Tables whose work grows, and of which nobody has said how many rows production has; null if there is none. */
    static @Nullable String missing(Recording recording, Workload workload) {
        List<String> tables = recording.migrations().stream()
                .flatMap(run -> run.statements().stream())
                .flatMap(run -> run.growth().stream())
                .filter(growth -> growth.order() != Growth.Order.CONSTANT)
                .map(Growth::relation)
                .filter(table -> workload.rows(table.toString()).isEmpty())
                .map(RelationName::toString)
                .distinct()
                .sorted()
                .toList();
        return tables.isEmpty()
                ? null
                : "unknown: how many rows production has in " + list(tables) + ", so there is no estimate of work on "
                        + (tables.size() == 1 ? "it" : "them") + " (migrationsafe.tableRows=" + tables.get(0)
                        + "=… says it)";
    }

    private static String change(RowChange change) {
        return count(change.total(), "row") + " of " + change.relation() + " (" + Grouped.of(change.inserted())
                + " inserted, " + Grouped.of(change.updated()) + " updated, " + Grouped.of(change.deleted())
                + " deleted)";
    }

    static String evidence(Finding finding) {
        return finding.facts().stream()
                .filter(Fact::evidence)
                .map(fact -> fact.name() + ": " + fact.value())
                .collect(Collectors.joining("; "));
    }
}
