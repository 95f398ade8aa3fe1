package org.migrationsafe.junit;

import java.util.Map;
import java.util.TreeMap;

import org.migrationsafe.ReviewRefused;
import org.migrationsafe.policy.DesignPolicy;

/** The attributes of an annotation that were written, by their settings' names. */
final class AnnotationSettings {

    private AnnotationSettings() {}

    static Map<String, String> of(MigrationSafe annotation) {
        Map<String, String> values = new TreeMap<>();
        put(values, Settings.POSTGRES, annotation.postgres());
        put(values, Settings.LOCATIONS, String.join(",", annotation.locations()));
        put(values, Settings.RELEASED, annotation.released());
        put(values, Settings.STORE, annotation.store());
        put(values, Settings.SEED, annotation.seed());
        put(values, Settings.TABLE_ROWS, String.join(",", annotation.tableRows()));
        put(values, Settings.FAIL_ON, annotation.failOn());
        put(values, Settings.NOT_SEEN, annotation.notSeen());
        put(values, Settings.DATABASE, annotation.database());
        put(values, Settings.URL, annotation.url());
        put(values, Settings.USER, annotation.user());
        put(values, Settings.PASSWORD, annotation.password());
        put(values, Settings.BINARIES, annotation.postgresBinaries());
        put(values, Settings.REPORT, annotation.report());
        put(values, Settings.PRINT, annotation.print() ? "true" : "");
        put(values, Settings.DISPOSABLE, annotation.disposable() ? "true" : "");
        put(values, Settings.SEED_ROWS, annotation.rows() == 0 ? "" : Integer.toString(annotation.rows()));
        put(values, Settings.GROWTH, annotation.growth());
        put(values, Settings.QUEUE, annotation.queue());
        put(values, Settings.DESIGN, annotation.design());
        put(values, Settings.PREFIX + DesignPolicy.TENANT_COLUMN, annotation.tenantColumn());
        put(values, Settings.PREFIX + DesignPolicy.SHARED_TABLES, String.join(",", annotation.sharedTables()));
        put(values, Settings.PREFIX + DesignPolicy.DISABLE, String.join(",", annotation.disable()));
        put(values, Settings.PREFIX + DesignPolicy.SEVERITY, String.join(",", annotation.severity()));
        put(values, Settings.PREFIX + DesignPolicy.TEXTS, annotation.texts());
        put(values, Settings.PREFIX + DesignPolicy.ENUMS, annotation.enums());
        int longest = annotation.longestLockTimeoutMillis();
        put(values, Settings.LONGEST_LOCK_TIMEOUT, longest == 0 ? "" : Integer.toString(longest));
        for (String setting : annotation.flyway()) {
            int equals = setting.indexOf('=');
            if (equals < 0 || !setting.startsWith("flyway.")) {
                throw new ReviewRefused(
                        "@MigrationSafe(flyway = \"" + setting + "\") is not of the form flyway.name=value.");
            }
            values.put(Settings.PREFIX + setting.substring(0, equals), setting.substring(equals + 1));
        }
        return values;
    }

    private static void put(Map<String, String> values, String setting, String value) {
        if (!value.isEmpty()) {
            values.put(setting, value);
        }
    }
}
