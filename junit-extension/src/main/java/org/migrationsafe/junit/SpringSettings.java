package org.migrationsafe.junit;

import java.io.IOException;
import java.io.InputStream;
import java.net.URL;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import org.jspecify.annotations.Nullable;
import org.migrationsafe.ReviewRefused;

/**
 * What Spring Boot's application.properties or application.yml says of Flyway, by Flyway's names.
 *
 * @see <a href="https://docs.spring.io/spring-boot/appendix/application-properties/index.html">spring.flyway.*</a>
 */
final class SpringSettings {

    private static final String PREFIX = "spring.flyway.";
    private static final Pattern REFERENCE = Pattern.compile("\\$\\{([^:}]+)(?::([^}]*))?}");

    private SpringSettings() {}

    static Map<String, String> read(ClassLoader loader) {
        Map<String, String> all = new TreeMap<>();
        for (String file : List.of("application.yaml", "application.yml", "application.properties")) {
            URL resource = loader.getResource(file);
            if (resource != null) {
                all.putAll(read(file, resource));
            }
        }
        Map<String, String> flyway = new TreeMap<>();
        all.forEach((name, value) -> {
            if (name.startsWith(PREFIX)) {
                flyway.put(flywayName(name.substring(PREFIX.length())), resolve(value));
            }
        });
        return flyway;
    }

    private static Map<String, String> read(String file, URL resource) {
        try (InputStream in = resource.openStream()) {
            if (file.endsWith(".properties")) {
                Properties properties = new Properties();
                properties.load(in);
                Map<String, String> values = new TreeMap<>();
                properties.stringPropertyNames().forEach(name -> values.put(name, properties.getProperty(name)));
                return values;
            }
            return YamlSettings.read(in);
        } catch (IOException e) {
            throw new ReviewRefused(file + " cannot be read: " + e.getMessage() + ".");
        } catch (NoClassDefFoundError e) {
            throw new ReviewRefused(
                    "Reading " + file + " needs SnakeYAML: add org.yaml:snakeyaml to the test class path, or "
                            + "set migrationsafe.locations so that it need not be read.");
        }
    }

    private static String flywayName(String springName) {
        String name = springName.replaceAll("\\[\\d+]$", "");
        if (name.startsWith("placeholders.")) {
            return "flyway." + name;
        }
        if (name.equals("init-sqls") || name.equals("initSqls")) {
            return "flyway.initSql";
        }
        if (name.equals("postgresql.transactional-lock")) {
            return "flyway.postgresql.transactional.lock";
        }
        Matcher dash = Pattern.compile("-([a-z])").matcher(name);
        return "flyway." + dash.replaceAll(match -> match.group(1).toUpperCase(java.util.Locale.ROOT));
    }

    /** {@code ${NAME:default}} as Spring reads it, from system properties and the environment. */
    private static String resolve(String value) {
        return REFERENCE.matcher(value).replaceAll(match -> {
            @Nullable String known = System.getProperty(match.group(1), System.getenv(match.group(1)));
            @Nullable String fallback = match.group(2);
            return Matcher.quoteReplacement(known != null ? known : fallback != null ? fallback : match.group());
        });
    }

    /** Whether this setting is one that Flyway itself has no name for. */
    static boolean ofSpringOnly(String flywayName) {
        return flywayName.equals("flyway.enabled")
                || flywayName.equals("flyway.url")
                || flywayName.equals("flyway.user")
                || flywayName.equals("flyway.password")
                || flywayName.equals("flyway.driverClassName");
    }
}
