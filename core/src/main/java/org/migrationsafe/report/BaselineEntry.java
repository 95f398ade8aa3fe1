package org.migrationsafe.report;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.IntStream;

import org.migrationsafe.ReviewRefused;
import org.migrationsafe.rule.Finding;
import org.migrationsafe.rule.difference.ModelDiffersFromSchema;
import org.migrationsafe.rule.migration.MigrationRule;
import org.migrationsafe.source.Place;

/**
 * One line of a baseline: one finding that does not count.
 *
 * @param place where the line stands
 * @param where the finding's file and line, or what is declared
 * @param rule the rule's id
 * @param relation the table; empty for none
 */
record BaselineEntry(Place place, String where, String rule, String relation) implements Exemption {

    /** What looks like a rule's id, whether there is such a rule or not. */
    private static final Pattern ID = Pattern.compile("[a-z][a-z0-9]*(-[a-z0-9]+)+");

    /**
     * Reads a line.
     *
     * @throws ReviewRefused if it has another form
     */
    static BaselineEntry parse(Place place, String line) {
        List<String> words = List.of(line.split(" ", -1));
        int rule = rule(words);
        if (rule < 0) {
            throw new ReviewRefused(place + " is not an entry of a baseline: \"" + line
                    + "\". An entry has the form <file>:<line> <rule> <table>. Remove the line, or restore the file "
                    + "from version control.");
        }
        return new BaselineEntry(
                place,
                String.join(" ", words.subList(0, rule)),
                words.get(rule),
                String.join(" ", words.subList(rule + 1, words.size())));
    }

    /** Which word is the rule's id; -1 if none is. The place before it may have words of its own. */
    private static int rule(List<String> words) {
        return IntStream.range(1, words.size())
                .filter(i -> isKnown(words.get(i)))
                .findFirst()
                .orElseGet(() -> IntStream.range(1, words.size())
                        .filter(i -> ID.matcher(words.get(i)).matches())
                        .findFirst()
                        .orElse(-1));
    }

    private static boolean isKnown(String rule) {
        return isDifference(rule)
                || MigrationRule.all().stream()
                        .anyMatch(each -> each.page().id().equals(rule));
    }

    /** A script that was released stays as it is; entities do not, so these are known by what they declare. */
    static BaselineEntry of(Finding finding) {
        return new BaselineEntry(
                finding.place(),
                isDifference(finding.rule().id())
                        ? finding.subject().text()
                        : finding.place().toString(),
                finding.rule().id(),
                finding.relation() == null ? "" : finding.relation());
    }

    private static boolean isDifference(String rule) {
        return rule.equals(ModelDiffersFromSchema.page().id());
    }

    /** Whether it is about entities and schema, not about a script. */
    boolean isDifference() {
        return isDifference(rule);
    }

    /** Whether it is about one of these scripts. */
    boolean isIn(Set<String> files) {
        return files.stream().anyMatch(file -> where.startsWith(file + ":"));
    }

    String text() {
        return where + " " + rule + (relation.isEmpty() ? "" : " " + relation);
    }

    @Override
    public boolean covers(Finding finding) {
        return of(finding).text().equals(text());
    }

    @Override
    public boolean coversOne() {
        return !isDifference();
    }

    @Override
    public boolean nests() {
        return false;
    }

    @Override
    public String reason() {
        return "it stands in " + place.file();
    }

    @Override
    public Optional<Judged.Idle> idle() {
        return Optional.of(new Judged.Idle(
                place,
                "",
                "exempts " + text()
                        + (isKnown(rule)
                                ? ", which is found no more: a run with -Dmigrationsafe.baseline=true takes it out"
                                : ": there is no rule " + rule)));
    }
}
