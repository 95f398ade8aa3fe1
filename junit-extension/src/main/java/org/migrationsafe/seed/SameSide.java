package org.migrationsafe.seed;

import java.math.BigInteger;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import org.migrationsafe.seed.TableToFill.Column;
import org.migrationsafe.sql.Comparison;
import org.migrationsafe.sql.Comparison.Kind;

/**
 * Other values for copies of rows whose values are all different, on the same side of whatever migrations compare them with: of the
 * rows before {@code id < 5000} there may be so many, of those like {@code 'OLD-%'} as many as there are rows.
 *
 * @param rows how many numbers of rows were used up before the first copy, {@code s.i} going on from there
 */
record SameSide(Column column, List<Comparison> comparisons, int rows) {

    private static final Pattern WHOLE_NUMBER = Pattern.compile("'?(-?\\d{1,18})'?");

    /**
     * The value of a copy of row {@code c}.
     *
     * @param fresh one that no row has
     */
    String or(String fresh) {
        if (Sought.isNumber(column)) {
            return inTheSameRange(fresh);
        }
        StringBuilder choice = new StringBuilder();
        for (Comparison comparison : comparisons) {
            if (comparison.kind() == Kind.PATTERN && comparison.literal().contains("%")) {
                choice.append(" WHEN c." + column.quotedName() + "::text LIKE " + comparison.literal() + " THEN "
                        + "replace(replace(" + comparison.literal() + ", '%', s.i::text), '_', 'x')" + "::"
                        + column.type());
            }
        }
        return choice.isEmpty() ? fresh : "CASE" + choice + " ELSE " + fresh + " END";
    }

    /** From each literal downwards, as far as the one below it, or zero; and from the largest one upwards. */
    private String inTheSameRange(String fresh) {
        TreeSet<BigInteger> bounds = new TreeSet<>();
        comparisons.stream()
                .filter(comparison -> comparison.kind() == Kind.ORDER)
                .flatMap(comparison -> number(comparison.literal()).stream())
                .forEach(bounds::add);
        bounds.removeIf(bound -> bound.signum() <= 0);
        if (bounds.isEmpty()) {
            return fresh;
        }
        String own = "c." + column.quotedName();
        String further = Sought.SEVERAL + " + (s.i - " + rows + ")";
        StringBuilder choice = new StringBuilder();
        BigInteger below = BigInteger.ZERO;
        for (BigInteger bound : bounds) {
            String next = bound + " - (" + further + ")";
            choice.append(" WHEN " + own + " > " + below + " AND " + own + " <= " + bound + " THEN CASE WHEN " + next
                    + " > " + below.add(margin(below)) + " THEN " + next + " ELSE " + fresh + " END");
            below = bound;
        }
        choice.append(
                " WHEN " + own + " > " + below + " AND " + fresh + " <= " + below + " THEN " + below + " + " + further);
        return "CASE" + choice + " ELSE " + fresh + " END";
    }

    private static BigInteger margin(BigInteger below) {
        return below.signum() == 0 ? BigInteger.ZERO : BigInteger.valueOf(Sought.SEVERAL);
    }

    private static Optional<BigInteger> number(String literal) {
        Matcher whole = WHOLE_NUMBER.matcher(literal.strip());
        return whole.matches() ? Optional.of(new BigInteger(whole.group(1))) : Optional.empty();
    }
}
