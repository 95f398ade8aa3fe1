package org.migrationsafe.report;

import java.util.Collection;
import java.util.List;
import java.util.stream.Collectors;

import org.migrationsafe.engine.Blocked;
import org.migrationsafe.recording.RelationLock;
import org.migrationsafe.recording.RowChange;
import org.migrationsafe.recording.StatementRun;
import org.migrationsafe.rule.Finding;

/** How facts are said, in every form of the report. */
final class Words {

    private static final int STATEMENT_WIDTH = 110;
    private static final String LEADING_COMMENTS = "(?s)^(?:\\s+|--[^\n]*(?:\n|$)|/\\*.*?\\*/)+";

    private Words() {}

    /** A statement on one line. */
    static String headline(String sql) {
        String line = sql.replaceFirst(LEADING_COMMENTS, "").strip().replaceAll("\\s+", " ");
        return line.length() <= STATEMENT_WIDTH ? line : line.substring(0, STATEMENT_WIDTH - 1) + "…";
    }

    static String count(long number, String one) {
        return number + " " + one + (number == 1 ? "" : "s");
    }

    static String list(Collection<String> words) {
        List<String> all = List.copyOf(words);
        if (all.size() < 2) {
            return String.join("", all);
        }
        return String.join(", ", all.subList(0, all.size() - 1)) + " and " + all.get(all.size() - 1);
    }

    static String blocks(RelationLock lock) {
        if (lock.blocks().isEmpty()) {
            return "blocks nothing but stronger DDL";
        }
        return "blocks "
                + list(lock.blocks().stream()
                        .map(blocked -> blocked == Blocked.DDL ? "DDL" : blocked.word())
                        .toList());
    }

    static String lock(RelationLock lock) {
        String kind = lock.kind().isIndex()
                ? lock.kind().word() + " " + lock.relation() + " of " + lock.table()
                : lock.relation().toString();
        return lock.mode().sqlName() + " on " + kind + ": " + blocks(lock)
                + (lock.heldBefore() ? " (held from before)" : "");
    }

    /** What the statement did to rows and storage, a line each. */
    static List<String> work(StatementRun run) {
        List<String> lines = new java.util.ArrayList<>();
        run.rewritten().forEach(table -> lines.add("rewrites " + table));
        run.rebuilt().forEach(rebuild -> lines.add("rebuilds index " + rebuild.index() + " of " + rebuild.table()));
        run.scans().forEach(scan -> lines.add("reads " + count(scan.tuples(), "row") + " of " + scan.relation()));
        run.changes().forEach(change -> lines.add("changes " + change(change)));
        return lines;
    }

    private static String change(RowChange change) {
        return count(change.total(), "row") + " of " + change.relation() + " (" + change.inserted() + " inserted, "
                + change.updated() + " updated, " + change.deleted() + " deleted)";
    }

    static String evidence(Finding finding) {
        return finding.facts().stream()
                .map(fact -> fact.name() + ": " + fact.value())
                .collect(Collectors.joining("; "));
    }
}
