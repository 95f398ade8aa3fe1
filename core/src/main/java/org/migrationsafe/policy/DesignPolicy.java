package org.migrationsafe.policy;

import java.util.List;
import java.util.Locale;
import java.util.Set;

/**
 * What the team decided about the design of its schema.
 *
 * @param tenantColumn name of the column that says whose a row is; empty where only {@code @TenantId} tells
 * @param sharedTables tables that belong to all tenants, the tenants' own table among them
 * @param disabled ids of rules that do not apply here
 * @param namesKnown whether physical names are known to be right; where they are not, names are compared loosely
 */
public record DesignPolicy(String tenantColumn, Set<String> sharedTables, Set<String> disabled, boolean namesKnown) {

    public static final DesignPolicy DEFAULT = new DesignPolicy("", Set.of(), Set.of(), true);

    /** Words that say that a number is money, wherever they stand in a column's name. */
    public static final Set<String> MONEY_WORDS = Set.of(
            "price",
            "amount",
            "total",
            "cost",
            "fee",
            "balance",
            "tax",
            "vat",
            "discount",
            "salary",
            "wage",
            "payment",
            "revenue",
            "refund",
            "net",
            "gross",
            "subtotal",
            "invoice",
            "charge",
            "deposit",
            "budget",
            "credit",
            "debit");

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

    /** Whether an index on these columns leads with those, in whatever order among themselves. */
    public boolean leadsWith(List<String> index, List<String> columns) {
        return index.size() >= columns.size()
                && columns.stream().allMatch(column -> index.subList(0, columns.size()).stream()
                        .anyMatch(indexed -> sameName(indexed, column)));
    }
}
