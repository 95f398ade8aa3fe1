package org.migrationsafe.sql;

import java.util.List;
import java.util.regex.Pattern;

import org.migrationsafe.recording.Exposure;
import org.migrationsafe.source.Place;
import org.migrationsafe.source.SensitiveText;

/** Finds secrets in a script, and personal data in one that writes rows. */
public final class Exposures {

    private static final Pattern WRITES_ROWS =
            Pattern.compile("(?is).*\\b(?:insert\\s+into|update|merge\\s+into|copy)\\b.*");

    private Exposures() {}

    public static List<Exposure> in(String file, SqlScript script, String text) {
        boolean writes = WRITES_ROWS.matcher(text).matches();
        return SensitiveText.in(text).stream()
                .filter(found -> writes || !found.personal())
                .map(found -> {
                    int line = 1
                            + (int) text.substring(0, found.offset())
                                    .chars()
                                    .filter(c -> c == '\n')
                                    .count();
                    return new Exposure(
                            new Place(file, statementAt(script, line)), line, found.what(), found.personal());
                })
                .distinct()
                .toList();
    }

    /** Where the statement begins in which a line stands; rows of a COPY are its own. */
    private static int statementAt(SqlScript script, int line) {
        boolean comment = script.comments().stream().anyMatch(each -> each.line() == line);
        return script.statements().stream()
                .map(SqlStatement::line)
                .filter(start -> start <= line && !comment)
                .reduce((first, second) -> second)
                .orElse(line);
    }
}
