package org.migrationsafe.released;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

import org.jspecify.annotations.Nullable;
import org.migrationsafe.ReviewRefused;

/**
 * The migrations that production has, as they were when it got them.
 *
 * @param entries versions in their order, then repeatable migrations by name
 */
public record ReleasedRecord(List<Entry> entries) {

    private static final String HEADER =
            "# Migrations that production has: version (R for a repeatable one), Flyway's checksum,"
                    + " script.\n# Written by -Dmigrationsafe.release=true.\n";

    private static final Pattern LINE = Pattern.compile("(R|[\\d._]+) (-|-?\\d+) (\\S.*)");

    /**
     * One migration.
     *
     * @param version null for a repeatable one
     * @param checksum Flyway's; null for one in Java
     * @param script Flyway's name of it: a path below its location, or a class
     * @param text of a repeatable script, since its file may say something else by now; null where that is not known
     */
    public record Entry(
            @Nullable String version,
            @Nullable Integer checksum,
            String script,
            @Nullable String text) {

        private String line() {
            return (version == null ? "R" : version) + " " + (checksum == null ? "-" : checksum) + " " + script;
        }
    }

    public ReleasedRecord {
        entries = List.copyOf(entries);
    }

    /** Whether production has this very text of a repeatable migration. */
    public boolean hasRepeatable(String script, @Nullable Integer checksum) {
        return entries.stream()
                .anyMatch(entry -> entry.version() == null
                        && entry.script().equals(script)
                        && Objects.equals(entry.checksum(), checksum));
    }

    /** A repeatable migration that production has, in whatever text. */
    public Optional<Entry> repeatable(String script) {
        return entries.stream()
                .filter(entry -> entry.version() == null && entry.script().equals(script))
                .findFirst();
    }

    /** The texts of its repeatable scripts, by their names. */
    Map<String, String> texts() {
        return entries.stream()
                .filter(entry -> entry.text() != null)
                .collect(Collectors.toMap(Entry::script, entry -> String.valueOf(entry.text())));
    }

    /** The same with the texts that are known of its repeatable scripts. */
    ReleasedRecord withTexts(Map<String, String> texts) {
        return new ReleasedRecord(entries.stream()
                .map(entry -> new Entry(
                        entry.version(),
                        entry.checksum(),
                        entry.script(),
                        entry.version() == null ? texts.get(entry.script()) : null))
                .toList());
    }

    /** The record as it stands in its file. */
    String text() {
        return HEADER + entries.stream().map(entry -> entry.line() + "\n").collect(Collectors.joining());
    }

    /**
     * Reads a record.
     *
     * @param file how an error names it
     */
    static ReleasedRecord parse(String text, String file) {
        List<Entry> entries = new ArrayList<>();
        List<String> lines = text.lines().toList();
        for (int i = 0; i < lines.size(); i++) {
            String line = lines.get(i).strip();
            if (line.isEmpty() || line.startsWith("#")) {
                continue;
            }
            Matcher matcher = LINE.matcher(line);
            if (!matcher.matches()) {
                throw new ReviewRefused(file + ":" + (i + 1) + " is '" + line
                        + "', which is not of the form: version checksum script. -Dmigrationsafe.release=true writes the file "
                        + "anew.");
            }
            String version = matcher.group(1);
            String checksum = matcher.group(2);
            entries.add(new Entry(
                    version.equals("R") ? null : version,
                    checksum.equals("-") ? null : Integer.valueOf(checksum),
                    matcher.group(3),
                    null));
        }
        return new ReleasedRecord(entries);
    }
}
