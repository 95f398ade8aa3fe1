package org.migrationsafe.engine;

/**
 * The server that was observed.
 *
 * @param product {@code PostgreSQL}
 * @param major its major version, 16
 * @param full what the server says of itself, {@code 16.15}
 */
public record ServerVersion(String product, int major, String full) {
    @Override
    public String toString() {
        return product + " " + full;
    }
}
