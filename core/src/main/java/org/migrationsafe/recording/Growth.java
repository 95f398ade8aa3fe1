package org.migrationsafe.recording;

import java.util.List;
import java.util.OptionalLong;

/**
 * One kind of work of a statement, counted at several sizes of the tables.
 *
 * @param relation the table whose rows are counted
 * @param samples in the order of their sizes
 */
public record Growth(RelationName relation, Work work, List<Sample> samples) {

    /** What was counted. */
    public enum Work {
        ROWS_READ("rows read"),
        ROWS_CHANGED("rows changed");

        private final String words;

        Work(String words) {
            this.words = words;
        }

        public String words() {
            return words;
        }
    }

    /** An amount of work, counted by the server, on tables of so many rows. */
    public record Sample(int rows, long amount) {}

    /** How the work grows with the rows. */
    public enum Order {
        CONSTANT,
        /** It grows, and by a tenth less than the rows at least; a batch with a limit does. */
        LESS_THAN_LINEAR,
        LINEAR,
        WORSE,
        /** It falls, since the server goes about it in another way when there are more rows; of that way nothing is known. */
        FALLING
    }

    /**
     * The work on a table of so many rows, if it goes on as it was counted. Empty where it is neither constant nor linear: then
     * nobody can tell.
     */
    public OptionalLong estimate(long rows) {
        Sample largest = samples.get(samples.size() - 1);
        return switch (order()) {
            case CONSTANT -> OptionalLong.of(largest.amount());
            case LINEAR -> OptionalLong.of(Math.round((double) largest.amount() / largest.rows() * rows));
            case LESS_THAN_LINEAR, WORSE, FALLING -> OptionalLong.empty();
        };
    }

    /**
     * The class of growth in the last step, which is the largest: a limit that the smaller sizes do not reach shows only
     * there. A tenth less is falling, a tenth more counts as constant, less than nine tenths of the rows' own factor as less
     * than linear, more than twice that factor as worse; and between sizes so close that even a square would not reach twice, what
     * is nearer to the square.
     */
    public Order order() {
        Sample less = samples.get(Math.max(0, samples.size() - 2));
        Sample more = samples.get(samples.size() - 1);
        double factor = (double) more.amount() / Math.max(1, less.amount());
        double rows = (double) more.rows() / less.rows();
        if (more.amount() < 0.9 * less.amount()) {
            return Order.FALLING;
        }
        if (factor <= 1.1) {
            return Order.CONSTANT;
        }
        if (factor < 0.9 * rows) {
            return Order.LESS_THAN_LINEAR;
        }
        return factor > Math.min(2 * rows, Math.pow(rows, 1.5)) ? Order.WORSE : Order.LINEAR;
    }
}
