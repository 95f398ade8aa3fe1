package org.migrationsafe.junit;

import java.util.Map;
import java.util.TreeMap;

import org.migrationsafe.ReviewRefused;

/** The attributes of an annotation that were written, by their settings' names. */
final class AnnotationSettings {

    private AnnotationSettings() {}

    static Map<String, String> of(MigrationSafe annotation) {
        Map<String, String> values = new TreeMap<>();
        put(values, Setting.POSTGRES, annotation.postgres());
        put(values, Setting.IMAGE, annotation.image());
        put(values, Setting.LOCATIONS, String.join(",", annotation.locations()));
        put(values, Setting.RELEASED, annotation.released());
        put(values, Setting.STORE, annotation.store());
        put(values, Setting.SEED, annotation.seed());
        put(values, Setting.TABLE_ROWS, String.join(",", annotation.tableRows()));
        put(values, Setting.FAIL_ON, annotation.failOn());
        put(values, Setting.NOT_SEEN, annotation.notSeen());
        put(values, Setting.DATABASE, annotation.database());
        put(values, Setting.URL, annotation.url());
        put(values, Setting.USER, annotation.user());
        put(values, Setting.PASSWORD, annotation.password());
        put(values, Setting.BINARIES, annotation.postgresBinaries());
        put(values, Setting.REPORT, annotation.report());
        put(values, Setting.PRINT, annotation.print() ? "true" : "");
        put(values, Setting.DISPOSABLE, annotation.disposable() ? "true" : "");
        put(values, Setting.ROWS, annotation.rows() == 0 ? "" : Integer.toString(annotation.rows()));
        put(values, Setting.PARALLEL, annotation.parallel() == 0 ? "" : Integer.toString(annotation.parallel()));
        put(values, Setting.GROWTH, annotation.growth());
        put(values, Setting.QUEUE, annotation.queue());
        put(values, Setting.DESIGN, annotation.design());
        put(values, Setting.TENANT_COLUMN, annotation.tenantColumn());
        put(values, Setting.SHARED_TABLES, String.join(",", annotation.sharedTables()));
        put(values, Setting.DISABLE, String.join(",", annotation.disable()));
        put(values, Setting.SEVERITY, String.join(",", annotation.severity()));
        put(values, Setting.TEXTS, annotation.texts());
        put(values, Setting.ENUMS, annotation.enums());
        int longest = annotation.longestLockTimeoutMillis();
        put(values, Setting.LONGEST_LOCK_TIMEOUT, longest == 0 ? "" : Integer.toString(longest));
        for (String setting : annotation.flyway()) {
            int equals = setting.indexOf('=');
            if (equals < 0 || !setting.startsWith("flyway.")) {
                throw new ReviewRefused(
                        "@MigrationSafe(flyway = \"" + setting + "\") is not of the form flyway.name=value.");
            }
            values.put(Setting.PREFIX + setting.substring(0, equals), setting.substring(equals + 1));
        }
        return values;
    }

    private static void put(Map<String, String> values, Setting<?> setting, String value) {
        if (!value.isEmpty()) {
            values.put(setting.name(), value);
        }
    }
}
