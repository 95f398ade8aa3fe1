package org.migrationsafe.flyway;

import java.io.IOException;
import java.io.InputStream;
import java.net.MalformedURLException;
import java.net.URL;
import java.nio.charset.Charset;
import java.nio.file.Files;
import java.nio.file.Path;

import org.flywaydb.core.api.CoreMigrationType;
import org.flywaydb.core.api.MigrationInfo;
import org.flywaydb.core.api.MigrationVersion;
import org.flywaydb.core.api.configuration.Configuration;
import org.jspecify.annotations.Nullable;
import org.migrationsafe.ReviewRefused;
import org.migrationsafe.recording.Migration;

/** A migration's file: what it is called, where a user opens it, and what is in it. */
public final class MigrationFile {

    private final MigrationInfo info;
    private final Configuration configuration;
    private final SourcePath path;
    private final Migration migration;
    private final @Nullable String released;

    MigrationFile(MigrationInfo info, Configuration configuration) {
        this(info, configuration, null);
    }

    private MigrationFile(MigrationInfo info, Configuration configuration, @Nullable String released) {
        this.info = info;
        this.configuration = configuration;
        this.path = new SourcePath(configuration);
        this.migration = read();
        this.released = released;
    }

    /**
     * The same as production has it.
     *
     * @param text null where only the present one is known
     */
    MigrationFile released(@Nullable String text) {
        return new MigrationFile(info, configuration, text);
    }

    public boolean isJava() {
        return info.getType() == CoreMigrationType.JDBC
                || info.getType().toString().contains("JDBC");
    }

    /** Whether it is run whenever its text changes. */
    public boolean isRepeatable() {
        return info.getVersion() == null;
    }

    public Migration migration() {
        return migration;
    }

    private Migration read() {
        Migration.Kind kind = info.getVersion() == null
                ? isJava() ? Migration.Kind.REPEATABLE_JAVA : Migration.Kind.REPEATABLE_SQL
                : isJava() ? Migration.Kind.JAVA : Migration.Kind.SQL;
        String shown = shownPath();
        String name = isJava()
                ? info.getScript().replaceFirst(".*[.$]", "") + ".java"
                : shown.substring(shown.lastIndexOf('/') + 1);
        return new Migration(versionOrNull(), info.getDescription(), name, shown, kind);
    }

    /** The migration's class, for one in Java. */
    String className() {
        return info.getScript();
    }

    /** Flyway's name of it. */
    String script() {
        return info.getScript();
    }

    @Nullable
    MigrationVersion version() {
        return info.getVersion();
    }

    @Nullable
    String versionOrNull() {
        return info.getVersion() == null ? null : info.getVersion().getVersion();
    }

    String description() {
        return info.getDescription();
    }

    String type() {
        return info.getType().name();
    }

    /** Flyway's checksum; null for one in Java. */
    @Nullable
    Integer checksum() {
        return info.getChecksum();
    }

    private String shownPath() {
        return isJava()
                ? path.ofClass(info.getScript())
                : path.ofScript(String.valueOf(info.getPhysicalLocation()), info.getScript());
    }

    /** Where Flyway found it. */
    String physicalLocation() {
        return String.valueOf(info.getPhysicalLocation());
    }

    Charset charset() {
        return configuration.getEncoding();
    }

    /** Where it can be read; null where only Flyway can. */
    @Nullable
    URL url() {
        return urlBeside("");
    }

    /** Where a file of the same name with something appended can be read; null if there is none. */
    @Nullable
    URL urlBeside(String ending) {
        Path physical = Path.of(physicalLocation() + ending);
        try {
            return Files.isRegularFile(physical)
                    ? physical.toUri().toURL()
                    : path.resource(physical.toString(), info.getScript() + ending);
        } catch (MalformedURLException e) {
            return null;
        }
    }

    /** The script's text, before placeholders are replaced. */
    public String text() {
        if (released != null) {
            return released;
        }
        URL url = url();
        if (url == null) {
            return "";
        }
        try (InputStream in = url.openStream()) {
            return new String(in.readAllBytes(), charset());
        } catch (IOException e) {
            throw new ReviewRefused("The migration " + shownPath() + " cannot be read: " + e.getMessage() + ".");
        }
    }
}
