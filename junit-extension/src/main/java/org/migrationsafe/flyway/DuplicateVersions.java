package org.migrationsafe.flyway;

import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import org.flywaydb.core.api.FlywayException;
import org.flywaydb.core.api.configuration.Configuration;
import org.migrationsafe.recording.Migration;
import org.migrationsafe.recording.MigrationRun;
import org.migrationsafe.recording.Problem;
import org.migrationsafe.recording.Problem.Kind;
import org.migrationsafe.source.Place;
import org.migrationsafe.source.Redaction;

/** The files that Flyway names when it finds a version twice. */
final class DuplicateVersions {

    private static final Pattern FOUND = Pattern.compile("(?s)Found more than one migration with version (\\S+).*");
    private static final Pattern OFFENDER = Pattern.compile("-> (.+) \\((\\w+)\\)");

    private DuplicateVersions() {}

    /** A run of each file after the first one; none if the refusal has another reason. */
    static List<MigrationRun> in(FlywayException refusal, Configuration configuration, Redaction redaction) {
        String message = String.valueOf(refusal.getMessage()).strip();
        Matcher found = FOUND.matcher(message);
        if (!found.matches()) {
            return List.of();
        }
        String version = found.group(1);
        List<String> offenders = OFFENDER.matcher(message)
                .results()
                .map(offender -> new SourcePath(configuration)
                        .shown(offender.group(1), !offender.group(2).equals("SQL")))
                .sorted()
                .toList();
        return offenders.stream()
                .skip(1)
                .map(file -> run(version, file, redaction.apply(offenders.get(0))))
                .toList();
    }

    private static MigrationRun run(String version, String file, String first) {
        String name = file.substring(file.lastIndexOf('/') + 1);
        Problem problem = new Problem(
                new Place(file, 1),
                "Flyway refuses the whole history: version " + version + " is also that of " + first + ".",
                "Give it a version of its own; until then nothing can be reviewed.",
                null,
                Kind.DUPLICATE_VERSION);
        Migration migration = new Migration(version, name, name, file, Migration.Kind.SQL);
        return MigrationRun.of(migration, List.of()).withProblem(problem);
    }
}
