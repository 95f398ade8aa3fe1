package org.migrationsafe.report;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

import org.migrationsafe.recording.Recording;
import org.migrationsafe.report.Accepted.AcceptedFinding;
import org.migrationsafe.report.Accepted.IdleAcceptance;
import org.migrationsafe.rule.Finding;
import org.migrationsafe.rule.difference.ModelDiffersFromSchema;
import org.migrationsafe.source.Place;

/**
 * Findings that were there when a project began to be reviewed, and do not count until they are mended. It only shrinks.
 *
 * @param file where it stands, as a place names it
 * @param lines each finding's line, by the number of its line in the file
 */
public record Baseline(String file, Map<Integer, String> lines) {

    /** No finding is exempt. */
    public static final Baseline NONE = new Baseline("", Map.of());

    private static final String HEADER =
            "# Findings that do not count: file:line or what is declared, rule, table. It only shrinks:"
                    + " -Dmigrationsafe.baseline=true takes out what is mended.\n";

    /** Reads a baseline from its file's text. */
    public static Baseline parse(String file, String text) {
        Map<Integer, String> lines = new HashMap<>();
        List<String> written = text.lines().toList();
        for (int i = 0; i < written.size(); i++) {
            String line = written.get(i).strip();
            if (!line.isEmpty() && !line.startsWith("#")) {
                lines.put(i + 1, line);
            }
        }
        return new Baseline(file, lines);
    }

    /** A baseline of everything that a review finds, for a project that has none yet. */
    public static Baseline of(String file, Collection<Finding> findings) {
        return parse(file, text(findings.stream().map(Baseline::line).toList()));
    }

    /** The same without the lines that find nothing any more. */
    Baseline without(Set<Integer> idle) {
        return parse(
                file,
                text(lines.entrySet().stream()
                        .filter(line -> !idle.contains(line.getKey()))
                        .map(Map.Entry::getValue)
                        .toList()));
    }

    /** What stands in its file. */
    public String text() {
        return text(lines.values());
    }

    private static String text(Collection<String> lines) {
        return HEADER + lines.stream().sorted().map(line -> line + "\n").collect(Collectors.joining());
    }

    /** A script that was released stays as it is; entities do not, so these are known by what they declare. */
    private static String line(Finding finding) {
        return (isDifference(finding) ? finding.statement() : finding.place()) + " "
                + finding.rule().id() + (finding.relation() == null ? "" : " " + finding.relation());
    }

    private static boolean isDifference(Finding finding) {
        return finding.rule().id().equals(ModelDiffersFromSchema.page().id());
    }

    /** Takes differences between entities and schema that stand here out of what counts. */
    DesignReport applied(DesignReport design) {
        List<Finding> open = new ArrayList<>();
        List<AcceptedFinding> accepted = new ArrayList<>(design.accepted());
        for (Finding finding : design.findings()) {
            if (isDifference(finding) && lines.containsValue(line(finding))) {
                accepted.add(new AcceptedFinding(finding, "it stands in " + file));
            } else {
                open.add(finding);
            }
        }
        return new DesignReport(design.schema(), open, accepted, design.idle(), design.notSeen());
    }

    /** Lines on differences that are none any more. */
    List<IdleAcceptance> idle(DesignReport design) {
        Set<String> found = design.differences().stream().map(Baseline::line).collect(Collectors.toSet());
        return lines.entrySet().stream()
                .filter(line -> line.getValue()
                        .contains(" " + ModelDiffersFromSchema.page().id() + " "))
                .filter(line -> !found.contains(line.getValue()))
                .sorted(Map.Entry.comparingByKey())
                .map(this::idle)
                .toList();
    }

    private IdleAcceptance idle(Map.Entry<Integer, String> line) {
        return new IdleAcceptance(
                new Place(file, line.getKey()),
                "exempts " + line.getValue() + ", which is found no more: a run with -Dmigrationsafe.baseline=true "
                        + "takes it out");
    }

    /** Takes out of the open findings those that stand here; each line covers one. */
    Accepted applied(Accepted before, Recording recording) {
        Map<Integer, String> unused = new HashMap<>(lines);
        List<Finding> open = new ArrayList<>();
        List<AcceptedFinding> accepted = new ArrayList<>(before.accepted());
        for (Finding finding : before.open()) {
            String line = line(finding);
            if (unused.values().remove(line)) {
                accepted.add(new AcceptedFinding(finding, "it stands in " + file));
            } else {
                open.add(finding);
            }
        }
        List<IdleAcceptance> idle = new ArrayList<>(before.idle());
        unused.entrySet().stream()
                .filter(line -> recording.migrations().stream().anyMatch(run -> line.getValue()
                        .startsWith(run.migration().file() + ":")))
                .sorted(Map.Entry.comparingByKey())
                .forEach(line -> idle.add(idle(line)));
        return new Accepted(open, accepted, idle);
    }
}
