package org.migrationsafe.seed;

/** A table that cannot be given rows; never leaves this package. */
final class Unfillable extends Exception {

    private static final long serialVersionUID = 1L;

    private final String reason;

    Unfillable(String reason) {
        super(reason);
        this.reason = reason;
    }

    String reason() {
        return reason;
    }
}
