package org.migrationsafe.source;

import java.util.Comparator;

/**
 * A line of a file, as the user would open it.
 *
 * @param file path relative to the project or to its class path, with forward slashes
 * @param line 1-based; 0 where only the file is known
 */
public record Place(String file, int line) implements Comparable<Place> {

    private static final Comparator<Place> ORDER =
            Comparator.comparing(Place::file).thenComparingInt(Place::line);

    @Override
    public int compareTo(Place other) {
        return ORDER.compare(this, other);
    }

    @Override
    public String toString() {
        return line > 0 ? file + ":" + line : file;
    }
}
