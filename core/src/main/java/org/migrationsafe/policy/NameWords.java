package org.migrationsafe.policy;

import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;

/** What the words of a column's or a table's name say. */
public final class NameWords {

    private static final Pattern BEGINS = Pattern.compile("(?<=[a-z0-9])(?=[A-Z])");

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

    private NameWords() {}

    /** Whether a name says money, by any of its words. */
    public static boolean sayMoney(String name) {
        return of(name).stream().anyMatch(MONEY_WORDS::contains);
    }

    /** A name's words, lower case: of {@code total_amount} and of {@code totalAmount}. */
    public static List<String> of(String name) {
        return List.of(
                BEGINS.matcher(name).replaceAll("_").toLowerCase(Locale.ROOT).split("_"));
    }
}
