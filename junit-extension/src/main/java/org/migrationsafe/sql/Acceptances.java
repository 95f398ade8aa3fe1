package org.migrationsafe.sql;

import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import org.jspecify.annotations.Nullable;
import org.migrationsafe.recording.Acceptance;
import org.migrationsafe.source.Place;

/** Finds the comments of a script by which a team accepts findings. */
public final class Acceptances {

    private static final String PREFIX = "migrationsafe:";
    private static final Pattern FORM = Pattern.compile("migrationsafe:\\s*accept\\s+(\\S+)\\s+because\\s+(.+)");

    private Acceptances() {}

    public static List<Acceptance> in(String file, SqlScript script) {
        List<SqlStatement> statements = script.statements();
        return script.comments().stream()
                .filter(comment -> comment.text().startsWith(PREFIX))
                .map(comment -> {
                    @Nullable
                    Place next = comment.next() < statements.size()
                            ? new Place(file, statements.get(comment.next()).line())
                            : null;
                    Matcher form = FORM.matcher(comment.text());
                    Place own = new Place(file, comment.line());
                    return form.matches()
                            ? new Acceptance(form.group(1), form.group(2).strip(), own, next)
                            : new Acceptance("", "", own, next);
                })
                .toList();
    }
}
