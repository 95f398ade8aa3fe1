package org.migrationsafe.flyway;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Consumer;

import javax.sql.DataSource;

import org.flywaydb.core.Flyway;
import org.flywaydb.core.api.configuration.FluentConfiguration;
import org.migrationsafe.ReviewRefused;
import org.migrationsafe.source.Redaction;

/**
 * The project's own Flyway configuration.
 *
 * @param properties by Flyway's names, {@code flyway.placeholders.region}
 * @param customizer what the user sets in Java, last
 */
public record FlywayProject(
        Map<String, String> properties, Consumer<FluentConfiguration> customizer, ClassLoader classLoader) {

    private static final String PLACEHOLDERS = "flyway.placeholders.";

    FluentConfiguration configure(DataSource source) {
        FluentConfiguration configuration = Flyway.configure(classLoader);
        configuration.failOnMissingLocations(false);
        Map<String, String> rest = new TreeMap<>();
        Map<String, String> placeholders = new TreeMap<>();
        properties.forEach((name, value) -> {
            if (name.startsWith(PLACEHOLDERS)) {
                placeholders.put(name.substring(PLACEHOLDERS.length()), value);
            } else if (!set(configuration, name, value)) {
                rest.put(name, value);
            }
        });
        configuration.placeholders(placeholders);
        setOthers(configuration, rest);
        customizer.accept(configuration);
        return configuration.dataSource(source);
    }

    /** The settings that teams use; set one by one, since Flyway's own reading of a map needs Jackson. */
    private static boolean set(FluentConfiguration configuration, String name, String value) {
        switch (name) {
            case "flyway.locations" -> configuration.locations(list(value));
            case "flyway.schemas" -> configuration.schemas(list(value));
            case "flyway.defaultSchema" -> configuration.defaultSchema(value);
            case "flyway.table" -> configuration.table(value);
            case "flyway.initSql" -> configuration.initSql(value);
            case "flyway.encoding" -> configuration.encoding(value);
            case "flyway.mixed" -> configuration.mixed(Boolean.parseBoolean(value));
            case "flyway.group" -> configuration.group(Boolean.parseBoolean(value));
            case "flyway.outOfOrder" -> configuration.outOfOrder(Boolean.parseBoolean(value));
            case "flyway.executeInTransaction" -> configuration.executeInTransaction(Boolean.parseBoolean(value));
            case "flyway.baselineOnMigrate" -> configuration.baselineOnMigrate(Boolean.parseBoolean(value));
            case "flyway.baselineVersion" -> configuration.baselineVersion(value);
            case "flyway.placeholderReplacement" -> configuration.placeholderReplacement(Boolean.parseBoolean(value));
            case "flyway.placeholderPrefix" -> configuration.placeholderPrefix(value);
            case "flyway.placeholderSuffix" -> configuration.placeholderSuffix(value);
            case "flyway.sqlMigrationPrefix" -> configuration.sqlMigrationPrefix(value);
            case "flyway.sqlMigrationSeparator" -> configuration.sqlMigrationSeparator(value);
            case "flyway.sqlMigrationSuffixes" -> configuration.sqlMigrationSuffixes(list(value));
            case "flyway.repeatableSqlMigrationPrefix" -> configuration.repeatableSqlMigrationPrefix(value);
            case TransactionalLock.SETTING -> TransactionalLock.set(configuration, Boolean.parseBoolean(value));
            default -> {
                return false;
            }
        }
        return true;
    }

    private static void setOthers(FluentConfiguration configuration, Map<String, String> rest) {
        if (rest.isEmpty()) {
            return;
        }
        try {
            configuration.configuration(rest);
        } catch (LinkageError e) {
            throw new ReviewRefused(
                    "Flyway reads the settings " + rest.keySet() + " only with jackson-databind on the test "
                            + "class path. Add it, or set them in Java through MigrationReviewer.flyway(…).");
        }
    }

    private static String[] list(String value) {
        List<String> items = new ArrayList<>();
        for (String item : value.split(",")) {
            if (!item.isBlank()) {
                items.add(item.strip());
            }
        }
        return items.toArray(String[]::new);
    }

    /** Placeholders whose names say that their values are secret must not be shown. */
    public Redaction redaction() {
        return new Redaction(properties.entrySet().stream()
                .filter(entry -> Redaction.namesASecret(entry.getKey()))
                .map(Map.Entry::getValue)
                .toList());
    }
}
