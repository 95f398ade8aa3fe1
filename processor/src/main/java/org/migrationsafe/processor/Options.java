package org.migrationsafe.processor;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

import org.jspecify.annotations.Nullable;
import org.migrationsafe.policy.DesignPolicy;
import org.migrationsafe.processor.read.Naming;
import org.migrationsafe.report.DesignReport;
import org.migrationsafe.rule.Severity;

/**
 * The processor's options, {@code -Amigrationsafe.…}, checked by us: javac warns of an option that no processor knows,
 * and that warning fails a build under {@code -Werror} without saying what would be right.
 *
 * @param failOn from this severity on a finding is an error; null for never
 * @param shared those that whoever reviews the model again has to know, by their names without the prefix
 * @param mistakes options that are wrong, each in a sentence
 */
record Options(
        Naming naming,
        DesignPolicy policy,
        @Nullable Severity failOn,
        boolean generate,
        Map<String, String> shared,
        List<String> mistakes) {

    static final String PREFIX = "migrationsafe.";
    private static final String NAMING = PREFIX + "naming";
    private static final String FAIL_ON = PREFIX + "failOn";
    private static final String GENERATE = PREFIX + "generate";
    private static final List<String> OF_POLICY = List.of(
            DesignPolicy.TENANT_COLUMN,
            DesignPolicy.SHARED_TABLES,
            DesignPolicy.DISABLE,
            DesignPolicy.SEVERITY,
            DesignPolicy.TEXTS,
            DesignPolicy.ENUMS);
    static final Set<String> NAMES = names();

    private static Set<String> names() {
        Set<String> names = new TreeSet<>(Set.of(NAMING, FAIL_ON, GENERATE));
        OF_POLICY.forEach(name -> names.add(PREFIX + name));
        return names;
    }

    static Options of(Map<String, String> given) {
        List<String> mistakes = new ArrayList<>();
        Map<String, String> values = new LinkedHashMap<>();
        given.forEach((name, value) -> {
            if (NAMES.contains(name)) {
                values.put(name, value == null ? "" : value.strip());
            } else if (name.startsWith(PREFIX)) {
                mistakes.add("There is no option -A" + name + ". The options are " + String.join(", ", NAMES) + ".");
            }
        });
        Naming naming = choice(values, NAMING, List.of("jpa", "snake_case"), mistakes)
                .map(value -> Naming.valueOf(value.toUpperCase(Locale.ROOT)))
                .orElse(Naming.UNKNOWN);
        Severity failOn = choice(values, FAIL_ON, severities(), mistakes)
                .map(value -> Severity.valueOf(value.toUpperCase(Locale.ROOT)))
                .orElse(null);
        boolean generate = choice(values, GENERATE, List.of("true", "false"), mistakes)
                .map(Boolean::parseBoolean)
                .orElse(true);
        Map<String, String> shared = new TreeMap<>();
        OF_POLICY.stream()
                .filter(name -> values.containsKey(PREFIX + name))
                .forEach(name -> shared.put(name, values.getOrDefault(PREFIX + name, "")));
        List<String> ofPolicy = new ArrayList<>();
        DesignPolicy policy =
                DesignPolicy.of(shared, DesignReport.ids(), ofPolicy).withNamesKnown(naming != Naming.UNKNOWN);
        ofPolicy.forEach(mistake -> mistakes.add("-A" + PREFIX + mistake));
        return new Options(naming, policy, failOn, generate, shared, List.copyOf(mistakes));
    }

    private static Optional<String> choice(
            Map<String, String> values, String name, List<String> allowed, List<String> mistakes) {
        String value = values.get(name);
        if (value == null) {
            return Optional.empty();
        }
        if (!allowed.contains(value)) {
            mistakes.add("-A" + name + "=" + value + " is not known; it takes " + String.join(", ", allowed) + ".");
            return Optional.empty();
        }
        return Optional.of(value);
    }

    private static List<String> severities() {
        return Arrays.stream(Severity.values())
                .map(severity -> severity.name().toLowerCase(Locale.ROOT))
                .toList();
    }
}
