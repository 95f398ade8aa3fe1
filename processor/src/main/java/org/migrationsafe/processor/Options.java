package org.migrationsafe.processor;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

import org.jspecify.annotations.Nullable;
import org.migrationsafe.policy.DesignPolicy;
import org.migrationsafe.processor.read.Naming;
import org.migrationsafe.rule.Severity;
import org.migrationsafe.rule.design.DesignRule;

/**
 * The processor's options, {@code -Amigrationsafe.…}, checked by us: javac warns of an option that no processor knows,
 * and that warning fails a build under {@code -Werror} without saying what would be right.
 *
 * @param failOn from this severity on a finding is an error; null for never
 * @param mistakes options that are wrong, each in a sentence
 */
record Options(Naming naming, DesignPolicy policy, @Nullable Severity failOn, boolean generate, List<String> mistakes) {

    static final String PREFIX = "migrationsafe.";
    private static final String NAMING = PREFIX + "naming";
    private static final String TENANT_COLUMN = PREFIX + "tenantColumn";
    private static final String SHARED_TABLES = PREFIX + "sharedTables";
    private static final String DISABLE = PREFIX + "disable";
    private static final String FAIL_ON = PREFIX + "failOn";
    private static final String GENERATE = PREFIX + "generate";
    static final Set<String> NAMES =
            new TreeSet<>(Set.of(NAMING, TENANT_COLUMN, SHARED_TABLES, DISABLE, FAIL_ON, GENERATE));

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
        DesignPolicy policy = new DesignPolicy(
                values.getOrDefault(TENANT_COLUMN, ""),
                set(values.get(SHARED_TABLES)),
                disabled(set(values.get(DISABLE)), mistakes),
                naming != Naming.UNKNOWN);
        return new Options(naming, policy, failOn, generate, List.copyOf(mistakes));
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

    private static Set<String> disabled(Set<String> rules, List<String> mistakes) {
        Set<String> known = new TreeSet<>(
                DesignRule.all().stream().map(rule -> rule.page().id()).toList());
        for (String rule : rules) {
            if (!known.contains(rule)) {
                mistakes.add("-A" + DISABLE + " names the rule " + rule + ", which does not exist. The rules are "
                        + String.join(", ", known) + ".");
            }
        }
        return rules;
    }

    private static Set<String> set(@Nullable String list) {
        Set<String> items = new TreeSet<>();
        if (list != null) {
            Arrays.stream(list.split(","))
                    .map(String::strip)
                    .filter(item -> !item.isEmpty())
                    .forEach(items::add);
        }
        return items;
    }
}
