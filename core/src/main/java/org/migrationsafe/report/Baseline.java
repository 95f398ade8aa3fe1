package org.migrationsafe.report;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

import org.migrationsafe.recording.Recording;
import org.migrationsafe.rule.Finding;
import org.migrationsafe.source.Place;

/**
 * Findings that were there when a project began to be reviewed, and do not count until they are fixed. It only shrinks.
 *
 * @param file where it stands, as a place names it
 */
public record Baseline(String file, List<BaselineEntry> entries) {

    /** No finding is exempt. */
    public static final Baseline NONE = new Baseline("", List.of());

    private static final String HEADER =
            "# Findings that do not count: file:line or what is declared, rule, table. It only shrinks:"
                    + " -Dmigrationsafe.baseline=true removes what is fixed.\n";

    private static final String BYTE_ORDER_MARK = "\uFEFF";

    /**
     * Reads a baseline from its file's text.
     *
     * @throws org.migrationsafe.ReviewRefused if a line of it is no entry
     */
    public static Baseline parse(String file, String text) {
        List<BaselineEntry> entries = new ArrayList<>();
        List<String> written = (text.startsWith(BYTE_ORDER_MARK) ? text.substring(1) : text)
                .lines()
                .toList();
        for (int i = 0; i < written.size(); i++) {
            String line = written.get(i).strip();
            if (!line.isEmpty() && !line.startsWith("#")) {
                entries.add(BaselineEntry.parse(new Place(file, i + 1), line));
            }
        }
        return new Baseline(file, entries);
    }

    /** A baseline of everything that a review finds, for a project that has none yet. */
    public static Baseline of(String file, Collection<Finding> findings) {
        return new Baseline(file, findings.stream().map(BaselineEntry::of).toList());
    }

    /** The same without the lines that find nothing any more. */
    Baseline without(Set<Place> idle) {
        return new Baseline(
                file,
                entries.stream().filter(entry -> !idle.contains(entry.place())).toList());
    }

    /** What stands in its file. */
    public String text() {
        return HEADER
                + entries.stream().map(entry -> entry.text() + "\n").sorted().collect(Collectors.joining());
    }

    /** Entries on scripts that are under review; what is said of others stays. */
    List<BaselineEntry> on(Recording recording) {
        Set<String> files = recording.migrations().stream()
                .map(run -> run.migration().file())
                .collect(Collectors.toSet());
        return entries.stream()
                .filter(entry -> !entry.isDifference() && entry.isIn(files))
                .toList();
    }

    /** Entries on differences between entities and schema. */
    List<BaselineEntry> onDifferences() {
        return entries.stream().filter(BaselineEntry::isDifference).toList();
    }
}
