package org.migrationsafe.flyway;

import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.Reader;
import java.io.StringReader;
import java.io.UncheckedIOException;
import java.net.URL;
import java.nio.charset.Charset;
import java.util.Collection;
import java.util.List;
import java.util.stream.Stream;

import org.flywaydb.core.api.ResourceProvider;
import org.flywaydb.core.api.configuration.FluentConfiguration;
import org.flywaydb.core.api.resource.LoadableResource;
import org.jspecify.annotations.Nullable;

/**
 * The scripts of a call of Flyway and no others. Flyway scans its locations and reads each script anew at every call, which for a long
 * history costs more than running one of its migrations does.
 */
record StepFiles(List<MigrationFile> files) implements ResourceProvider {

    private static final String CONFIGURATION = ".conf";

    /**
     * Keeps a call to the scripts of its steps, where all of them can be read by us and nothing else is to be found beside them.
     * What Flyway would say of the others it has said when it ran them.
     */
    static void limit(FluentConfiguration configuration, List<Step> steps) {
        List<MigrationFile> files =
                steps.stream().flatMap(step -> step.files().stream()).toList();
        if (files.isEmpty()
                || files.stream().anyMatch(file -> file.isJava() || file.url() == null)
                || configuration.getResourceProvider() != null) {
            return;
        }
        configuration.resourceProvider(new StepFiles(files));
        configuration.javaMigrationClassProvider(List::of);
        configuration.validateOnMigrate(false);
    }

    @Override
    public @Nullable LoadableResource getResource(String name) {
        return files.stream()
                .flatMap(file -> Stream.of(file.script(), file.script() + CONFIGURATION)
                        .filter(name::equals)
                        .map(found ->
                                resource(file, found.substring(file.script().length()))))
                .filter(Script::exists)
                .findFirst()
                .orElse(null);
    }

    @Override
    public Collection<LoadableResource> getResources(String prefix, String[] suffixes) {
        return files.stream()
                .map(file -> resource(file, ""))
                .filter(script -> script.getFilename().startsWith(prefix)
                        && Stream.of(suffixes).anyMatch(script.getFilename()::endsWith))
                .map(LoadableResource.class::cast)
                .toList();
    }

    private static Script resource(MigrationFile file, String ending) {
        return new Script(file, ending);
    }

    /** A script, or what is written beside it of how it is run. */
    private static final class Script extends LoadableResource {
        private final MigrationFile file;
        private final String ending;

        private Script(MigrationFile file, String ending) {
            this.file = file;
            this.ending = ending;
        }

        private @Nullable URL url() {
            return ending.isEmpty() ? file.url() : file.urlBeside(ending);
        }

        private boolean exists() {
            return url() != null;
        }

        @Override
        public Reader read() {
            if (ending.isEmpty()) {
                return new StringReader(file.text());
            }
            URL url = url();
            try {
                InputStream in = url == null ? InputStream.nullInputStream() : url.openStream();
                return new InputStreamReader(in, charset());
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }

        private Charset charset() {
            return file.charset();
        }

        @Override
        public String getAbsolutePath() {
            return file.physicalLocation() + ending;
        }

        @Override
        public String getAbsolutePathOnDisk() {
            return file.physicalLocation() + ending;
        }

        @Override
        public String getFilename() {
            String path = getRelativePath();
            return path.substring(path.lastIndexOf('/') + 1);
        }

        @Override
        public String getRelativePath() {
            return file.script() + ending;
        }
    }
}
