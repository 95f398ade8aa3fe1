package org.migrationsafe.recording;

import java.util.List;

/**
 * One kind of work of a statement, counted at several sizes of the tables.
 *
 * @param relation the table whose rows are counted, or the index that was built anew
 * @param samples in the order of their sizes
 */
public record Growth(RelationName relation, Work work, List<Sample> samples) {

    /** What was counted. */
    public enum Work {
        ROWS_READ("rows read"),
        ROWS_CHANGED("rows changed"),
        BYTES_BUILT("bytes of index built"),
        BYTES_LOGGED("bytes of write-ahead log");

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
        LINEAR,
        WORSE
    }

    /**
     * The class of growth between the smallest and the largest sample. A tenth more on tables four times as large counts as
     * constant, more than twice the rows' own factor as worse than linear; between them it follows the rows.
     */
    public Order order() {
        Sample least = samples.get(0);
        Sample most = samples.get(samples.size() - 1);
        double factor = (double) most.amount() / Math.max(1, least.amount());
        double rows = (double) most.rows() / least.rows();
        if (factor <= 1.1) {
            return Order.CONSTANT;
        }
        return factor > 2 * rows ? Order.WORSE : Order.LINEAR;
    }
}
