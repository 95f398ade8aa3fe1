package org.migrationsafe.policy;

import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;

import org.jspecify.annotations.Nullable;
import org.migrationsafe.rule.Severity;

/**
 * What the team decided about the design of its schema.
 *
 * @param tenantColumn name of the column that says whose a row is; empty where only {@code @TenantId} tells
 * @param sharedTables tables that belong to all tenants, the tenants' own table among them
 * @param disabled ids of rules that do not apply here
 * @param severities of rules that are milder or worse here
 * @param namesKnown whether physical names are known to be right; where they are not, names are compared loosely
 * @param texts which texts need a length
 * @param enums how enums are to be stored
 */
public record DesignPolicy(
        String tenantColumn,
        Set<String> sharedTables,
        Set<String> disabled,
        Map<String, Severity> severities,
        boolean namesKnown,
        Texts texts,
        Enums enums) {

    public static final DesignPolicy DEFAULT =
            new DesignPolicy("", Set.of(), Set.of(), Map.of(), true, Texts.DOMAIN, Enums.STRING);

    /** Which texts need a length that somebody chose. */
    public enum Texts {
        /**
         * Those whose name means something of limited length: a country's code, an account's number. The default: any other
         * limit is a guess, which costs a migration when it proves wrong.
         */
        DOMAIN,
        /** Every one. */
        LIMITED,
        /** None. */
        ANY
    }

    /** How an enum's constants are stored. */
    public enum Enums {
        /** By name, with a check. The default: readable, and a constant is added by replacing a constraint. */
        STRING,
        /** By position. */
        ORDINAL,
        /** As a type of the database's. */
        NATIVE
    }

    /** Names under which the parts of a policy are given. */
    public static final String TENANT_COLUMN = "tenantColumn";

    public static final String SHARED_TABLES = "sharedTables";
    public static final String DISABLE = "disable";
    public static final String SEVERITY = "severity";
    public static final String TEXTS = "texts";
    public static final String ENUMS = "enums";

    /**
     * The policy that a project gives.
     *
     * @param values by those names, lists divided by commas, severities as {@code rule:low}
     * @param mistakes gets a sentence on each value that means nothing
     */
    public static DesignPolicy of(Map<String, String> values, Collection<String> rules, List<String> mistakes) {
        Set<String> disabled = set(values.get(DISABLE));
        disabled.stream()
                .filter(rule -> !rules.contains(rule))
                .forEach(rule -> mistakes.add(DISABLE + " names the rule " + rule
                        + ", which does not exist. The rules are " + String.join(", ", rules) + "."));
        Map<String, Severity> severities = new TreeMap<>();
        for (String item : set(values.get(SEVERITY))) {
            String[] parts = item.split(":", 2);
            Optional<Severity> severity = parts.length == 2 ? constant(parts[1], Severity.values()) : Optional.empty();
            if (severity.isEmpty() || !rules.contains(parts[0])) {
                mistakes.add(
                        SEVERITY + " has " + item + ", which is not of the form rule:low, with a rule's id and one of "
                                + names(Severity.values()) + ".");
            } else {
                severities.put(parts[0], severity.get());
            }
        }
        return new DesignPolicy(
                values.getOrDefault(TENANT_COLUMN, ""),
                set(values.get(SHARED_TABLES)),
                disabled,
                severities,
                true,
                choice(values, TEXTS, Texts.values(), Texts.DOMAIN, mistakes),
                choice(values, ENUMS, Enums.values(), Enums.STRING, mistakes));
    }

    private static <E extends Enum<E>> E choice(
            Map<String, String> values, String name, E[] all, E otherwise, List<String> mistakes) {
        String value = values.getOrDefault(name, otherwise.name());
        Optional<E> found = constant(value, all);
        if (found.isEmpty()) {
            mistakes.add(name + "=" + value + " is not known; it takes " + names(all) + ".");
        }
        return found.orElse(otherwise);
    }

    private static <E extends Enum<E>> Optional<E> constant(String name, E[] all) {
        return Arrays.stream(all)
                .filter(constant -> constant.name().equalsIgnoreCase(name.strip()))
                .findFirst();
    }

    private static <E extends Enum<E>> String names(E[] all) {
        return Arrays.stream(all)
                .map(constant -> constant.name().toLowerCase(Locale.ROOT))
                .collect(Collectors.joining(", "));
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

    public DesignPolicy withTenantColumn(String column) {
        return new DesignPolicy(column, sharedTables, disabled, severities, namesKnown, texts, enums);
    }

    public DesignPolicy without(Set<String> rules) {
        return new DesignPolicy(tenantColumn, sharedTables, rules, severities, namesKnown, texts, enums);
    }

    public DesignPolicy withNamesKnown(boolean known) {
        return new DesignPolicy(tenantColumn, sharedTables, disabled, severities, known, texts, enums);
    }

    public boolean isShared(String table) {
        return sharedTables.stream().anyMatch(shared -> shared.equalsIgnoreCase(table));
    }

    /** Whether two names are one; loosely, where nobody said how attributes become columns. */
    public boolean sameName(String one, String other) {
        return namesKnown ? one.equalsIgnoreCase(other) : loose(one).equals(loose(other));
    }

    private static String loose(String name) {
        return name.replace("_", "").toLowerCase(Locale.ROOT);
    }

    /** Whether a list holds a name. */
    public boolean holds(List<String> names, String name) {
        return names.stream().anyMatch(other -> sameName(other, name));
    }

    /** Whether an index on these columns leads with those, in whatever order among themselves. */
    public boolean leadsWith(List<String> index, List<String> columns) {
        return index.size() >= columns.size()
                && columns.stream().allMatch(column -> index.subList(0, columns.size()).stream()
                        .anyMatch(indexed -> sameName(indexed, column)));
    }
}
